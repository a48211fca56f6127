import {type Said, told} from '../told.ts';

/**
 * What commander says of a wrong command line, which it has in English only, in
 * both languages. A sentence that is not known here stays as it came.
 */
export function usageWords(message: string): Said {
	return told(
		message,
		sentences.reduce((text, [english, chinese]) => text.replace(english, chinese), message),
	);
}

/** Patterns follow commander's `Command`, `Option`, `Argument` and `suggestSimilar`. */
const sentences: readonly (readonly [english: RegExp, chinese: string])[] = [
	[/^error: /, '错误：'],
	[/unknown command '(.*)'/, "未知命令 '$1'"],
	[/unknown option '(.*)'/, "未知选项 '$1'"],
	[/missing required argument '(.*)'/, "缺少必需的参数 '$1'"],
	[/option '(.*)' argument missing/, "选项 '$1' 缺少参数"],
	[/too many arguments for '(.*)'\. Expected (\d+) arguments? but got (\d+): (.*)\.$/m, "'$1' 的参数过多：应为 $2 个，实为 $3 个：$4。"],
	[/option '(.*?)' argument '(.*)' is invalid\. ?/, "选项 '$1' 的参数 '$2' 无效。"],
	[/option '(.*?)' value '(.*)' from env '(.*)' is invalid\. ?/, "选项 '$1' 取自环境变量 '$3' 的值 '$2' 无效。"],
	[/command-argument value '(.*)' is invalid for argument '(.*)'\. ?/, "参数 '$2' 的值 '$1' 无效。"],
	[/Allowed choices are (.*)\.$/m, '可选：$1。'],
	[/\(Did you mean one of (.*)\?\)/, '（您是不是要用其中之一：$1？）'],
	[/\(Did you mean (.*)\?\)/, '（您是不是要用 $1？）'],
];
