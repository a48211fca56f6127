import {Readable} from 'node:stream';
import {splitKeys} from './split-keys.ts';

/** The part of a terminal's input that is needed here; `process.stdin` is one. */
export interface TerminalInput {
	readonly isTTY?: boolean;
	setRawMode?(on: boolean): unknown;
	setEncoding(encoding: 'utf8'): unknown;
	on(event: 'data', listener: (chunk: string) => void): unknown;
	on(event: 'end' | 'close', listener: () => void): unknown;
	pause(): unknown;
	resume(): unknown;
	ref?(): unknown;
	unref?(): unknown;
}

/** How long the rest of a cut escape sequence may take; over two SSH hops packets of one key can be far apart. */
const sequencePatienceMs = 100;

/** Ink takes what follows ESC within 20 ms for a part of a sequence. */
const afterEscapeMs = 30;

/**
 * Hands Ink one key at a time, each in a turn of its own. Ink gives a whole
 * read to `useInput` as one input, so keys that arrive together (type-ahead on
 * a slow line, tmux send-keys) would be merged, or handled by a stale closure,
 * and so lost (ink #759, #782).
 */
export class PacedStdin extends Readable {
	readonly isTTY: boolean;
	readonly #input: TerminalInput;
	readonly #queue: string[] = [];
	#pending = '';
	#raw = false;
	#turn: NodeJS.Timeout | undefined;
	#patience: NodeJS.Timeout | undefined;

	constructor(input: TerminalInput) {
		super({encoding: 'utf8', highWaterMark: 1});
		this.#input = input;
		this.isTTY = input.isTTY ?? false;
		input.setEncoding('utf8');
		input.on('data', (chunk) => this.#take(chunk));
		input.on('end', () => this.push(null));
		input.pause();
	}

	#take(chunk: string): void {
		// Lent to a shell: these keys are not ours.
		if (!this.#raw) return;
		clearTimeout(this.#patience);
		const {keys, rest} = splitKeys(this.#pending + chunk);
		this.#pending = rest;
		this.#queue.push(...keys);
		if (rest !== '' && !rest.startsWith('\u001B[200~')) this.#patience = setTimeout(() => this.#giveUp(), sequencePatienceMs);
		this.#pump();
	}

	/** The rest never came: it was ESC and then characters. */
	#giveUp(): void {
		this.#queue.push(...this.#pending);
		this.#pending = '';
		this.#pump();
	}

	#pump(): void {
		if (this.#turn || this.#queue.length === 0) return;
		this.#turn = setTimeout(() => {
			const key = this.#queue.shift();
			if (key !== undefined) this.push(key);
			if (key === '\u001B') this.#turn = setTimeout(() => this.#goOn(), afterEscapeMs);
			else this.#goOn();
		}, 1);
	}

	#goOn(): void {
		this.#turn = undefined;
		this.#pump();
	}

	override _read(): void {}

	setRawMode(on: boolean): this {
		this.#raw = on;
		try {
			this.#input.setRawMode?.(on);
		} catch (error) {
			// A window that was closed has no mode to be set back; any other failure would leave keys unread.
			if (on) throw error;
		}
		if (on) this.#input.resume();
		else this.#input.pause();
		return this;
	}

	ref(): this {
		this.#input.ref?.();
		return this;
	}

	unref(): this {
		this.#input.unref?.();
		return this;
	}
}
