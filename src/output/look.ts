import {styleText} from 'node:util';
import stringWidth from 'string-width';
import type {TaskState} from '../events/event.ts';
import {inWords, type Language, type Said, type Told, told} from '../told.ts';
import type {Terminal} from './terminal.ts';

/** Red is an error, yellow a warning, green good, cyan at work, dim beside the point. Never alone: a word says the same. */
export type Tone = 'bad' | 'warn' | 'good' | 'busy' | 'dim' | 'strong';

const formats = {bad: 'red', warn: 'yellow', good: 'green', busy: 'cyan', dim: 'dim', strong: 'bold'} as const;

/** How a state is written: glyph and word, with a tone. */
interface Mark {
	readonly glyph: string;
	readonly ascii: string;
	readonly word: Told;
	readonly tone: Tone;
}

export type MarkName = TaskState | 'retry' | 'warning' | 'question' | 'connected' | 'info';

export const marks: Readonly<Record<MarkName, Mark>> = {
	waiting: {glyph: '·', ascii: '.', word: told('waiting', '等待'), tone: 'dim'},
	checking: {glyph: '◌', ascii: '?', word: told('checking', '检查中'), tone: 'busy'},
	running: {glyph: '▶', ascii: '>', word: told('running', '执行中'), tone: 'busy'},
	verifying: {glyph: '◌', ascii: '?', word: told('verifying', '验证中'), tone: 'busy'},
	reconnecting: {glyph: '↻', ascii: '~', word: told('reconnecting', '重连中'), tone: 'warn'},
	unknown: {glyph: '?', ascii: '?', word: told('unknown', '未知'), tone: 'warn'},
	done: {glyph: '✔', ascii: '+', word: told('done', '完成'), tone: 'good'},
	failed: {glyph: '✖', ascii: 'x', word: told('failed', '失败'), tone: 'bad'},
	'set-aside': {glyph: '⊘', ascii: '-', word: told('set aside', '已搁置'), tone: 'warn'},
	blocked: {glyph: '⊘', ascii: '-', word: told('blocked', '受阻'), tone: 'dim'},
	retry: {glyph: '↻', ascii: '~', word: told('retry', '重试'), tone: 'warn'},
	warning: {glyph: '!', ascii: '!', word: told('warning', '警告'), tone: 'warn'},
	question: {glyph: '?', ascii: '?', word: told('needs you', '待决定'), tone: 'warn'},
	connected: {glyph: '⇄', ascii: '=', word: told('connected', '已连接'), tone: 'dim'},
	info: {glyph: '·', ascii: '.', word: told('info', '信息'), tone: 'dim'},
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
		mark: (name, width = 0) => tone(marks[name].tone, `${glyph(name)} ${padCells(inWords(marks[name].word, language), width)}`),
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

/** Nouns that are counted, with their Chinese measure words. */
const nouns = {
	host: ' 台主机',
	step: ' 个步骤',
	task: ' 个任务',
	error: ' 个错误',
	warning: ' 个警告',
	'host key': ' 个主机密钥',
	problem: ' 个问题',
	file: ' 个文件',
} as const;

/** `1 host`, `3 hosts`; `3 台主机`. */
export function counted(count: number, noun: keyof typeof nouns): Told {
	return told(`${count} ${noun}${count === 1 ? '' : 's'}`, `${count}${nouns[noun]}`);
}

/** Padded with blanks to a width in cells: a Chinese character takes two. */
export function padCells(text: string, width: number): string {
	return text + ' '.repeat(Math.max(0, width - stringWidth(text)));
}
