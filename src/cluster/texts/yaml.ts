import {told} from '../../told.ts';
import type {Text} from './text.ts';

/** Words for what the YAML parser found. `said` is its own message, used where we have none. */
export function yamlTexts(code: string, said: string): Text {
	const text = known[code];
	return (
		text ?? {message: told(`not valid YAML: ${said.replace(/\s+/g, ' ').trim()}`, `不是有效的 YAML：${said.replace(/\s+/g, ' ').trim()}`)}
	);
}

const known: Readonly<Record<string, Text>> = {
	DUPLICATE_KEY: {
		message: told('this key is already given in the same mapping', '同一映射中已有这个键'),
		remedy: told('keep one of the two', '请只保留一个'),
	},
	MULTIPLE_DOCS: {
		message: told('a second document begins here', '此处开始了第二个文档'),
		remedy: told('describe one cluster per file', '一个文件只描述一个集群'),
	},
	TAB_AS_INDENT: {message: told('a tab is used as indentation', '缩进使用了制表符'), remedy: told('indent with spaces', '请用空格缩进')},
	UNRESOLVED_ALIAS: {
		message: told('this alias has no anchor', '此别名没有对应的锚点'),
		remedy: told('define the anchor before it is used', '请在使用之前定义锚点'),
	},
	TAG_RESOLVE_FAILED: {message: told('this tag is not known', '未知的标签'), remedy: told('take the tag out', '请去掉该标签')},
	ALIASES: {
		message: told('the aliases in this file expand to far too much', '此文件中的别名展开后过大'),
		remedy: told('write the values out', '请直接写出各值'),
	},
};
