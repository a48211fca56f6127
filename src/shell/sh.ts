/**
 * A POSIX shell text made by `sh`. It is static: values that are known only
 * while the plan runs (a join token, the CA hash) are shell variables, see
 * `late`. So a script can be shown, hashed and exported before anything runs,
 * and never holds a secret. Only this module makes one.
 */
export interface Script {
	readonly text: string;
	/** Names of the run-time values the text refers to, sorted. */
	readonly late: readonly LateName[];
	readonly [brand]: true;
}

const brand = Symbol('made by sh');

/** Run-time values that one step gives and another needs. `secret` ones are redacted everywhere. */
export const lateValues = {
	'join-token': {variable: 'KW_JOIN_TOKEN', secret: true},
	'certificate-key': {variable: 'KW_CERTIFICATE_KEY', secret: true},
	'ca-hash': {variable: 'KW_CA_HASH', secret: false},
} as const satisfies Record<string, {variable: string; secret: boolean}>;

export type LateName = keyof typeof lateValues;

/** What `sh` takes: a word, a whole number, several words, or shell text. */
export type Part = string | number | Script | readonly string[];

/** Quotes one word so that any POSIX shell reads back exactly `value`. Throws TypeError on NUL, which no shell can carry. */
export function quote(value: string): string {
	if (value.includes('\0')) throw new TypeError('a shell word cannot hold a NUL byte');
	return /^[A-Za-z0-9_./:@%+,-]+$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`;
}

/**
 * Tag for shell text: every `${value}` is quoted (an array as several words),
 * a nested Script goes in as it is, without its last newline. Tabs that all
 * lines of the template begin with are taken off; what is put in is never
 * touched, so heredocs and values keep theirs. An empty Script alone on its
 * line takes the line with it.
 */
export function sh(strings: TemplateStringsArray, ...parts: readonly Part[]): Script {
	const literals = dedent(strings);
	const names = new Set<LateName>();
	let text = literals[0] as string;
	for (const [index, part] of parts.entries()) {
		const put = render(part, names);
		let next = literals[index + 1] as string;
		if (put === '' && isScript(part) && /(?:^|\n)[\t ]*$/.test(text) && next.startsWith('\n')) {
			text = text.replace(/[\t ]*$/, '');
			next = next.slice(1);
		}
		text += put + next;
	}
	return made(text, names);
}

/** Reference to a run-time value: reads as a shell variable that must be set. */
export function late(name: LateName): Script {
	return made(`"\${${lateValues[name].variable}:?}"`, [name]);
}

/** Text that is already shell. The reason is for the reader and the reviewer; keep such calls few. `names`: run-time values it refers to. */
export function raw(text: string, _reason: string, names: readonly LateName[] = []): Script {
	return made(text, names);
}

/** Scripts one after another, each on lines of its own. Empty ones are left out. */
export function sequence(scripts: readonly Script[]): Script {
	const texts = scripts.map((script) => script.text.replace(/\n$/, '')).filter((text) => text !== '');
	return made(texts.join('\n'), new Set(scripts.flatMap((script) => script.late)));
}

/**
 * A here-document that gives `content` to a command's standard input, byte for
 * byte, ended by a newline: sh`cat ${heredoc(text)}`. Must be the last thing on
 * its line. Throws TypeError on NUL.
 */
export function heredoc(content: string): Script {
	if (content.includes('\0')) throw new TypeError('a here-document cannot hold a NUL byte');
	const lines = content.replace(/\n$/, '').split('\n');
	let end = 'KW_END';
	while (lines.includes(end)) end += '_';
	return made(`<<'${end}'\n${lines.join('\n')}\n${end}`, []);
}

function made(text: string, names: Iterable<LateName>): Script {
	return {text, late: [...names].sort(), [brand]: true};
}

function isScript(part: Part): part is Script {
	return typeof part === 'object' && brand in part;
}

function render(part: Part, names: Set<LateName>): string {
	if (typeof part === 'string') return quote(part);
	if (typeof part === 'number') return wholeNumber(part);
	if (isScript(part)) {
		for (const name of part.late) names.add(name);
		return part.text.replace(/\n$/, '');
	}
	if (Array.isArray(part)) return part.map((word) => quote(word as string)).join(' ');
	throw new TypeError('sh takes words, whole numbers and scripts made by sh');
}

function wholeNumber(value: number): string {
	if (!Number.isSafeInteger(value)) throw new TypeError(`${value} is no whole number`);
	return String(value);
}

/** Takes the first and last line off when they are blank, and the common tabs off each line; only literal text is looked at. */
function dedent(strings: readonly string[]): readonly string[] {
	const literals = [...strings];
	literals[0] = (literals[0] as string).replace(/^\n/, '');
	const last = literals.length - 1;
	literals[last] = (literals[last] as string).replace(/\n[\t ]*$/, '\n');
	const depths = literals.flatMap((literal, index) => lineStarts(literal, index === 0, index === last));
	const depth = Math.min(...depths, 40);
	if (depth === 0 || depths.length === 0) return literals;
	return literals.map((literal, index) => literal.replaceAll(new RegExp(`${index === 0 ? '(^|\\n)' : '(\\n)'}\\t{1,${depth}}`, 'g'), '$1'));
}

/** Number of tabs at the start of each line that begins in this literal and is not blank. */
function lineStarts(literal: string, first: boolean, last: boolean): readonly number[] {
	const lines = literal.split('\n');
	return lines
		.slice(first ? 0 : 1)
		.filter((line, index, rest) => line.trim() !== '' || (!last && index === rest.length - 1))
		.map((line) => /^\t*/.exec(line)?.[0].length ?? 0);
}
