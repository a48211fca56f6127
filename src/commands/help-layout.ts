import type {Argument, Help, HelpConfiguration, Option} from 'commander';
import stringWidth from 'string-width';
import type {Language} from '../told.ts';

/** How commander lays `--help` out in a language. It brings the English; headings of our own are told where they stand. */
export function helpLayout(language: Language): HelpConfiguration {
	return language === 'en' ? {} : chinese;
}

const titles: Readonly<Record<string, string>> = {
	// A blank of commander's follows it.
	'Usage:': '用法:',
	'Arguments:': '参数：',
	'Options:': '选项：',
	'Global Options:': '全局选项：',
	'Commands:': '命令：',
};

const chinese: HelpConfiguration = {
	displayWidth: stringWidth,
	boxWrap,
	styleTitle: (title) => titles[title] ?? title,
	styleUsage: (usage) => usage.replace('[options]', '[选项]').replace('[command]', '[命令]'),
	optionDescription: (option) =>
		described(option, [
			...(option.presetArg === undefined ? [] : [`不带值时：${String(option.presetArg)}`]),
			...(option.envVar === undefined ? [] : [`环境变量：${option.envVar}`]),
		]),
	argumentDescription: (argument) => described(argument, []),
};

function described(
	{description, argChoices, defaultValue}: Pick<Option & Argument, 'description' | 'argChoices' | 'defaultValue'>,
	others: readonly string[],
): string {
	const more = [
		...(argChoices ? [`可选：${argChoices.join('、')}`] : []),
		...(defaultValue === undefined ? [] : [`默认：${String(defaultValue)}`]),
		...others,
	];
	return more.length === 0 ? description : `${description}（${more.join('；')}）`;
}

/**
 * What stays together on a line: a Chinese character, or a word of another
 * script, with the marks that may not begin a line after it and those that may
 * not end one before it.
 */
const unbreakable = /\s*(?:[（“《]*(?:\p{Script=Han}|[^\s\p{Script=Han}（“《，。、；：！？）”》]+)[，。、；：！？）”》]*|\S)/gu;

/** Chinese is written without blanks, at which alone commander breaks. `width` is in cells. */
function boxWrap(this: Help, text: string, width: number): string {
	return text
		.split('\n')
		.map((line) => wrapped(line, width))
		.join('\n');
}

function wrapped(line: string, width: number): string {
	const lines = [''];
	for (const part of line.match(unbreakable) ?? []) {
		const last = lines.at(-1) ?? '';
		if (last === '' || stringWidth(last + part) <= width) lines[lines.length - 1] = last + (last === '' ? part.trimStart() : part);
		else lines.push(part.trimStart());
	}
	return lines.join('\n');
}
