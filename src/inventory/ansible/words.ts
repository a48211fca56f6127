import {expand, sequence} from '../expand.ts';
import {texts} from '../texts.ts';

/**
 * Splits a host line as Ansible does, with Python's shlex in POSIX mode and
 * comments on: quotes join, a backslash escapes, `#` outside of quotes ends the
 * line even in the middle of a word. Undefined when a quote is not closed.
 */
export function splitWords(line: string): readonly string[] | undefined {
	const words: string[] = [];
	let word: string | undefined;
	for (let at = 0; at < line.length; at += 1) {
		const char = line[at] as string;
		if (char === '#') break;
		if (/\s/.test(char)) {
			if (word !== undefined) words.push(word);
			word = undefined;
		} else if (char === '\\') {
			at += 1;
			word = (word ?? '') + (line[at] ?? '');
		} else if (char === '"' || char === "'") {
			const quoted = readQuoted(line, at);
			if (!quoted) return undefined;
			word = (word ?? '') + quoted.text;
			at = quoted.end;
		} else word = (word ?? '') + char;
	}
	return word === undefined ? words : [...words, word];
}

function readQuoted(line: string, start: number): {readonly text: string; readonly end: number} | undefined {
	const quote = line[start];
	let text = '';
	for (let at = start + 1; at < line.length; at += 1) {
		const char = line[at] as string;
		if (char === quote) return {text, end: at};
		if (char === '\\' && quote === '"' && /["\\]/.test(line[at + 1] ?? '')) {
			at += 1;
			text += line[at];
		} else text += char;
	}
	return undefined;
}

/**
 * The value of a variable: Ansible takes it for a Python literal when it is one
 * (so a string loses its quotes and a comment behind it), else as written.
 */
export function literal(text: string): string {
	const [, single, double, number] = /^(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|(-?\d+))\s*(?:#.*)?$/.exec(text) ?? [];
	const string = single ?? double;
	return string === undefined ? (number ?? text) : string.replaceAll(/\\(['"\\])/g, '$1');
}

/** Splits `host:port`, where the host may have ranges with colons in them. */
export function splitHostPort(pattern: string): {readonly host: string; readonly port?: string} {
	const [, bracketed, bracketPort] = /^\[([^\]]*:[^\]]*:[^\]]*)\](?::(\d+))?$/.exec(pattern) ?? [];
	if (bracketed !== undefined) return {host: bracketed, ...(bracketPort === undefined ? {} : {port: bracketPort})};
	const [, host, port] = /^((?:[^:[\]]|\[[^\]]*\])+):(\d+)$/.exec(pattern) ?? [];
	return host === undefined ? {host: pattern} : {host, port: port as string};
}

/** Expands `[1:3]`, `[01:12]`, `[a:f]` and `[1:9:2]`, both ends included. A missing beginning means 0. */
export function expandPattern(pattern: string): ReturnType<typeof expand> {
	return expand(pattern, (range) => {
		const [, first = '', last, step = '1'] = /^([0-9]*|[a-zA-Z]):([0-9]+|[a-zA-Z])(?::([1-9][0-9]*))?$/.exec(range) ?? [];
		if (last === undefined) return {problem: texts.ini.range(range)};
		return sequence(first === '' ? '0' : first, last, Number(step), range, texts.ini.range);
	});
}
