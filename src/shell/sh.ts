/**
 * A POSIX shell text made by `sh`. It is static: values that are known only
 * while the plan runs (a join token, the CA hash) are shell variables, see
 * `late`. So a script can be shown, hashed and exported before anything runs,
 * and never holds a secret.
 */
export interface Script {
	readonly text: string;
	/** Names of the run-time values the text refers to, sorted. */
	readonly late: readonly LateName[];
}

/** Run-time values that one step gives and another needs. `secret` ones are redacted everywhere. */
export const lateValues = {
	'join-token': {variable: 'KW_JOIN_TOKEN', secret: true},
	'certificate-key': {variable: 'KW_CERTIFICATE_KEY', secret: true},
	'ca-hash': {variable: 'KW_CA_HASH', secret: false},
} as const satisfies Record<string, {variable: string; secret: boolean}>;

export type LateName = keyof typeof lateValues;

/** Shell text that goes in unquoted. Only this module makes one. */
class Raw {
	readonly script: Script;
	constructor(script: Script) {
		this.script = script;
	}
}

export type Part = string | number | Script | Raw | readonly string[];

/** Quotes one word so that any POSIX shell reads back exactly `value`. Throws TypeError on NUL, which no shell can carry. */
export function quote(value: string): string {
	if (value.includes('\0')) throw new TypeError('a shell word cannot hold a NUL byte');
	return /^[A-Za-z0-9_./:@%+,-]+$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`;
}

/**
 * Tag for shell text: every `${value}` is quoted (an array as several words),
 * a nested Script goes in as it is. Common indentation is removed.
 */
export function sh(strings: TemplateStringsArray, ...parts: readonly Part[]): Script {
	const late = new Set<LateName>();
	let text = '';
	for (const [index, literal] of strings.entries()) {
		text += literal;
		if (index >= parts.length) continue;
		text += render(parts[index] as Part, late, indentOf(text));
	}
	return {text: dedent(text), late: [...late].sort()};
}

/** Reference to a run-time value: reads as a shell variable that must be set. */
export function late(name: LateName): Script {
	return {text: `"\${${lateValues[name].variable}:?}"`, late: [name]};
}

/** Text that is already shell. The reason is for the reader and the reviewer; keep such calls few. */
export function raw(text: string, _reason: string): Script {
	return {text, late: []};
}

function render(part: Part, late: Set<LateName>, indent: string): string {
	if (typeof part === 'string') return quote(part);
	if (typeof part === 'number') return String(part);
	if (Array.isArray(part)) return part.map((word) => quote(word as string)).join(' ');
	const script = part instanceof Raw ? part.script : (part as Script);
	for (const name of script.late) late.add(name);
	// A nested multi-line script keeps its heredocs intact only when its lines are not moved.
	return script.text.includes('<<') ? script.text : script.text.replaceAll('\n', `\n${indent}`);
}

function indentOf(text: string): string {
	return /(?:^|\n)([ \t]*)[^\n]*$/.exec(text)?.[1] ?? '';
}

function dedent(text: string): string {
	const body = text.replace(/^\n/, '').replace(/\n[ \t]*$/, '\n');
	const tabs = /^(\t+)/.exec(body)?.[1]?.length ?? 0;
	return tabs === 0 ? body : body.replaceAll(new RegExp(`^\\t{1,${tabs}}`, 'gm'), '');
}
