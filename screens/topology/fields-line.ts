import {parse, stringify, YAMLParseError} from 'yaml';

type Fields = Readonly<Record<string, unknown>>;

/** A mapping as one line of YAML: `{maxPods: 200}`. */
export function fieldsLine(fields: Fields): string {
	return stringify(fields, {collectionStyle: 'flow', lineWidth: 0}).trim();
}

/** The mapping that a line of YAML is, with or without its outermost braces; undefined for anything else. */
export function fieldsOf(text: string): Fields | undefined {
	return mappingIn(text) ?? mappingIn(`{${text}}`);
}

function mappingIn(text: string): Fields | undefined {
	try {
		const read: unknown = parse(text);
		return typeof read === 'object' && read !== null && !Array.isArray(read) ? (read as Fields) : undefined;
	} catch (error) {
		if (error instanceof YAMLParseError) return undefined;
		throw error;
	}
}
