import type {Said} from '../told.ts';
import {texts} from './texts.ts';

/** Hosts that one text may stand for: a slip such as `[1-100000]` must not fill the memory. */
export const maxHosts = 1000;

type Expansion = {readonly words: readonly string[]} | {readonly problem: Said};

/**
 * Expands `cp[1-3].lab`, `n[01-12]`, `n[1,3,5-7]`, `node-[a-c]`, several in one
 * word. Padding stays as the ends have it. A bracketed IPv6 address is no range.
 */
export function expandRanges(word: string): Expansion {
	return expand(word, readRange);
}

/** Gives the parts a range stands for, or what is wrong with it. */
type RangeReader = (range: string) => readonly string[] | {readonly problem: Said};

/** Expands every `[…]` of a word by the given kind of range. */
export function expand(word: string, read: RangeReader): Expansion {
	let words = [''];
	let rest = word;
	while (rest !== '') {
		const open = rest.indexOf('[');
		if (open === -1) return rest.includes(']') ? {problem: texts.bracket()} : {words: words.map((head) => head + rest)};
		const close = rest.indexOf(']', open);
		if (close === -1 || rest.slice(0, open).includes(']')) return {problem: texts.bracket()};
		const before = rest.slice(0, open);
		const parts = read(rest.slice(open + 1, close));
		if ('problem' in parts) return parts;
		if (words.length * parts.length > maxHosts) return {problem: texts.tooMany(maxHosts)};
		words = words.flatMap((head) => parts.map((part) => head + before + part));
		rest = rest.slice(close + 1);
	}
	return {words};
}

function readRange(range: string): readonly string[] | {readonly problem: Said} {
	const all: string[] = [];
	for (const piece of range.split(',')) {
		const parts = readPiece(piece.trim(), range);
		if ('problem' in parts) return parts;
		all.push(...parts);
		if (all.length > maxHosts) return {problem: texts.tooMany(maxHosts)};
	}
	return all;
}

function readPiece(piece: string, range: string): readonly string[] | {readonly problem: Said} {
	const [, first, last] = /^([0-9]+|[a-z])(?:(?:-|:|\.\.)([0-9]+|[a-z]))?$/.exec(piece) ?? [];
	if (first === undefined) return {problem: texts.range(range)};
	return last === undefined ? [first] : sequence(first, last, 1, range, texts.range);
}

/** All from `first` to `last`, digits padded as `first` is, or letters of one case. */
export function sequence(
	first: string,
	last: string,
	step: number,
	range: string,
	malformed: (range: string) => Said,
): readonly string[] | {readonly problem: Said} {
	const digits = /^\d+$/.test(first);
	if (digits !== /^\d+$/.test(last)) return {problem: malformed(range)};
	// `[08-12]` is padded, `[8-012]` is a slip; `[8-12]` is neither.
	const padded = digits && /^0\d/.test(first);
	if ((padded || (digits && /^0\d/.test(last))) && first.length !== last.length) return {problem: texts.padding(range)};
	const from = digits ? Number(first) : first.charCodeAt(0);
	const to = digits ? Number(last) : last.charCodeAt(0);
	if (to < from) return {problem: texts.backwards(range)};
	if ((to - from) / step >= maxHosts) return {problem: texts.tooMany(maxHosts)};
	const count = Math.floor((to - from) / step) + 1;
	return Array.from({length: count}, (_, index) => {
		const value = from + index * step;
		if (!digits) return String.fromCharCode(value);
		return padded ? String(value).padStart(first.length, '0') : String(value);
	});
}
