import {styleText} from 'node:util';
import type {TaskState} from '../events/event.ts';
import {inWords, type Language, type Said} from '../told.ts';
import type {Terminal} from './terminal.ts';

/** Red is an error, yellow a warning, green good, cyan at work, dim beside the point. Never alone: a word says the same. */
export type Tone = 'bad' | 'warn' | 'good' | 'busy' | 'dim' | 'strong';

const formats = {bad: 'red', warn: 'yellow', good: 'green', busy: 'cyan', dim: 'dim', strong: 'bold'} as const;

/** How a state is written: glyph and word, with a tone. */
export interface Mark {
	readonly glyph: string;
	readonly ascii: string;
	readonly word: string;
	readonly tone: Tone;
}

export type MarkName = TaskState | 'retry' | 'warning' | 'question' | 'connected' | 'info';

export const marks: Readonly<Record<MarkName, Mark>> = {
	waiting: {glyph: '·', ascii: '.', word: 'waiting', tone: 'dim'},
	checking: {glyph: '◌', ascii: '?', word: 'checking', tone: 'busy'},
	running: {glyph: '▶', ascii: '>', word: 'running', tone: 'busy'},
	verifying: {glyph: '◌', ascii: '?', word: 'verifying', tone: 'busy'},
	reconnecting: {glyph: '↻', ascii: '~', word: 'reconnecting', tone: 'warn'},
	unknown: {glyph: '?', ascii: '?', word: 'unknown', tone: 'warn'},
	done: {glyph: '✔', ascii: '+', word: 'done', tone: 'good'},
	failed: {glyph: '✖', ascii: 'x', word: 'failed', tone: 'bad'},
	'set-aside': {glyph: '⊘', ascii: '-', word: 'set aside', tone: 'warn'},
	blocked: {glyph: '⊘', ascii: '-', word: 'blocked', tone: 'dim'},
	retry: {glyph: '↻', ascii: '~', word: 'retry', tone: 'warn'},
	warning: {glyph: '!', ascii: '!', word: 'warning', tone: 'warn'},
	question: {glyph: '?', ascii: '?', word: 'needs you', tone: 'warn'},
	connected: {glyph: '⇄', ascii: '=', word: 'connected', tone: 'dim'},
	info: {glyph: '·', ascii: '.', word: 'info', tone: 'dim'},
};

/** Puts marks and tones into text as far as the terminal allows. */
export interface Look {
	readonly terminal: Terminal;
	/** A text in the operator's language. */
	say(said: Said): string;
	tone(tone: Tone, text: string): string;
	/** Glyph and word of a mark, the word padded to `width`. */
	mark(name: MarkName, width?: number): string;
	glyph(name: MarkName): string;
}

export function lookOf(terminal: Terminal, language: Language = 'en'): Look {
	const tone = (name: Tone, text: string) => (terminal.colour ? styleText(formats[name], text, {validateStream: false}) : text);
	const glyph = (name: MarkName) => (terminal.unicode ? marks[name].glyph : marks[name].ascii);
	return {
		terminal,
		say: (said) => inWords(said, language),
		tone,
		glyph: (name) => tone(marks[name].tone, glyph(name)),
		mark: (name, width = 0) => tone(marks[name].tone, `${glyph(name)} ${marks[name].word.padEnd(width)}`),
	};
}

/** A length of time for people: `0.8s`, `12.3s`, `4m05s`, `1h02m`. */
export function duration(ms: number): string {
	const seconds = ms / 1000;
	if (seconds < 59.95) return `${seconds.toFixed(1)}s`;
	const whole = Math.round(seconds);
	if (whole < 3600) return `${Math.floor(whole / 60)}m${String(whole % 60).padStart(2, '0')}s`;
	return `${Math.floor(whole / 3600)}h${String(Math.floor((whole % 3600) / 60)).padStart(2, '0')}m`;
}

/** `1 host`, `3 hosts`. */
export function counted(count: number, noun: string): string {
	return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
