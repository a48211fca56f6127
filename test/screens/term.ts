import {EventEmitter} from 'node:events';
import xterm from '@xterm/headless';
import {type RenderOptions, render} from 'ink';
import type {ReactElement} from 'react';
import stringWidth from 'string-width';
import {PacedStdin} from '../../screens/parts/paced-stdin.ts';
import {terminalOutput} from '../../screens/parts/terminal-output.ts';

/** What Ink writes goes into a real terminal emulator: tests read what the operator would see. */
class EmulatedOutput extends EventEmitter {
	readonly isTTY = true;
	readonly term: InstanceType<typeof xterm.Terminal>;
	bytes = 0;
	text = '';

	constructor(term: InstanceType<typeof xterm.Terminal>) {
		super();
		this.term = term;
	}

	get columns(): number {
		return this.term.cols;
	}

	get rows(): number {
		return this.term.rows;
	}

	write = (data: string, done?: () => void): boolean => {
		this.bytes += Buffer.byteLength(data);
		this.text += data;
		this.term.write(data, done);
		return true;
	};
}

/** A keyboard: what is sent arrives in one read, as over a slow line. */
class EmulatedInput extends EventEmitter {
	readonly isTTY = true;
	raw = false;

	setRawMode = (on: boolean): this => {
		this.raw = on;
		return this;
	};

	setEncoding(): this {
		return this;
	}

	pause(): this {
		return this;
	}

	resume(): this {
		return this;
	}
}

export interface Mounted {
	readonly term: InstanceType<typeof xterm.Terminal>;
	readonly output: EmulatedOutput;
	readonly input: EmulatedInput;
	readonly app: ReturnType<typeof render>;
	/** The screen's text, trailing blanks removed. */
	screen(): string;
	/** Sends keys in one read. */
	send(keys: string): void;
	/** Sends keys and waits for `text` on the screen. */
	type(keys: string, text: string | RegExp): Promise<void>;
	until(text: string | RegExp): Promise<void>;
	gone(text: string | RegExp): Promise<void>;
	/** Resolves when two looks, a few turns apart, show the same. */
	settled(): Promise<void>;
	resize(columns: number, rows: number): Promise<void>;
	unmount(): Promise<void>;
}

/** Mounts a tree on an emulated terminal, with the options the product uses. */
export function mount(
	tree: ReactElement,
	{
		columns = 80,
		rows = 24,
		ascii = false,
		wideAmbiguous = false,
		...options
	}: {
		readonly columns?: number;
		readonly rows?: number;
		readonly ascii?: boolean;
		/** A terminal set up for Chinese, as PuTTY can be: characters of ambiguous width take two cells. */
		readonly wideAmbiguous?: boolean;
	} & Partial<RenderOptions> = {},
): Mounted {
	const term = new xterm.Terminal({cols: columns, rows, allowProposedApi: true, convertEol: true});
	if (wideAmbiguous) countAmbiguousAsWide(term);
	const output = new EmulatedOutput(term);
	const input = new EmulatedInput();
	const app = render(tree, {
		stdout: terminalOutput(output as never, {ascii}),
		stderr: output as never,
		stdin: new PacedStdin(input as never) as never,
		interactive: true,
		exitOnCtrlC: false,
		patchConsole: false,
		alternateScreen: true,
		incrementalRendering: true,
		maxFps: 1000,
		...options,
	});
	let crash: unknown;
	app.waitUntilExit().catch((error: unknown) => {
		crash = error;
	});
	const screen = () =>
		Array.from({length: term.rows}, (_, row) => term.buffer.active.getLine(term.buffer.active.baseY + row)?.translateToString(true) ?? '')
			.join('\n')
			.trimEnd();
	const settle = async () => {
		await app.waitUntilRenderFlush();
		await new Promise<void>((done) => term.write('', done));
	};
	const wait = async (wanted: (text: string) => boolean, what: string) => {
		// Half a minute at least: a whole simulated install on a busy machine.
		for (let turn = 0; turn < 5000; turn += 1) {
			await settle();
			if (crash !== undefined) throw crash;
			if (wanted(screen())) return;
			await new Promise((done) => setTimeout(done, 5));
		}
		throw new Error(`${what}:\n${screen()}`);
	};
	const has = (text: string | RegExp) => (shown: string) => (typeof text === 'string' ? shown.includes(text) : text.test(shown));
	const until = (text: string | RegExp) => wait(has(text), `"${text}" did not come on the screen`);
	return {
		term,
		output,
		input,
		app,
		screen,
		until,
		settled: async () => {
			let before: string | undefined;
			await wait((shown) => {
				const same = shown === before;
				before = shown;
				return same;
			}, 'the screen never came to rest');
		},
		send: (keys) => void input.emit('data', keys),
		type: async (keys, text) => {
			input.emit('data', keys);
			await until(text);
		},
		gone: (text) => wait((shown) => !has(text)(shown), `"${text}" did not go from the screen`),
		resize: async (nextColumns, nextRows) => {
			term.resize(nextColumns, nextRows);
			output.emit('resize');
			await settle();
		},
		unmount: async () => {
			app.unmount();
			await app.waitUntilExit();
			await new Promise<void>((done) => term.write('', done));
		},
	};
}

function countAmbiguousAsWide(term: InstanceType<typeof xterm.Terminal>): void {
	const wcwidth = (codePoint: number) => Math.min(2, stringWidth(String.fromCodePoint(codePoint), {ambiguousIsNarrow: false})) as 0 | 1 | 2;
	// xterm keeps a character's width in bits 1 and 2 of its properties.
	term.unicode.register({version: 'wide', wcwidth, charProperties: (codePoint) => wcwidth(codePoint) << 1});
	term.unicode.activeVersion = 'wide';
}
