import {PassThrough} from 'node:stream';
import type {Environment, StopSignal} from '../../src/commands/environment.ts';
import {memorySink} from '../output/events.ts';

/** A process around a command that lies in memory: what it wrote, its exit code, and signals to send. */
export interface TestEnvironment extends Environment {
	readonly out: ReturnType<typeof memorySink>;
	readonly err: ReturnType<typeof memorySink>;
	readonly code: () => number | undefined;
	readonly signal: (signal: StopSignal) => void;
	/** Types on the terminal. */
	readonly type: (text: string) => void;
}

export function testEnvironment(options: {cwd: string; env?: Environment['env']; tty?: boolean}): TestEnvironment {
	const listeners = new Set<(signal: StopSignal) => void>();
	const isTTY = options.tty ?? false;
	const stdin = Object.assign(new PassThrough(), {isTTY});
	let code: number | undefined;
	return {
		env: {LANG: 'C', TERM: 'xterm', ...options.env},
		cwd: options.cwd,
		home: options.cwd,
		owner: 'op@test',
		version: '0.0.0-test',
		stdin,
		tty: {stdin: {isTTY}, stdout: {isTTY, columns: 80}, stderr: {isTTY}},
		out: memorySink(),
		err: memorySink(),
		screens: () => Promise.reject(new Error('a test of the command line has no screens')),
		now: () => new Date(),
		exit: (value) => {
			code = value;
		},
		onSignal: (listener) => {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		code: () => code,
		signal: (signal) => {
			for (const listener of listeners) listener(signal);
		},
		type: (text) => void stdin.write(text),
	};
}
