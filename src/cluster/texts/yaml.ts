import type {Text} from './text.ts';

/** Words for what the YAML parser found. `said` is its own message, used where we have none. */
export function yamlTexts(code: string, said: string): Text {
	const text = known[code];
	return text ?? {message: `not valid YAML: ${said.replace(/\s+/g, ' ').trim()}`};
}

const known: Readonly<Record<string, Text>> = {
	DUPLICATE_KEY: {message: 'this key is already given in the same mapping', remedy: 'keep one of the two'},
	MULTIPLE_DOCS: {message: 'a second document begins here', remedy: 'describe one cluster per file'},
	TAB_AS_INDENT: {message: 'a tab is used as indentation', remedy: 'indent with spaces'},
	UNRESOLVED_ALIAS: {message: 'this alias has no anchor', remedy: 'define the anchor before it is used'},
	TAG_RESOLVE_FAILED: {message: 'this tag is not known', remedy: 'take the tag out'},
	ALIASES: {message: 'the aliases in this file expand to far too much', remedy: 'write the values out'},
};
