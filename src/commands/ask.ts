import {createInterface, type Interface} from 'node:readline';
import {Writable} from 'node:stream';
import {exitCodes} from '../events/event.ts';
import {Secret} from '../shell/secret.ts';
import {type Said, told} from '../told.ts';
import {CommandError} from './command-error.ts';
import type {Environment} from './environment.ts';

/** Questions on the terminal; written to stderr, so that stdout stays the program's. Only used when `Terminal.canAsk`. */
export interface Ask {
	/** Reads a line that is not echoed. */
	secret(name: string, question: Said): Promise<Secret>;
	/** `y` or `yes` is yes; anything else, an empty line too, is no. */
	confirm(question: Said): Promise<boolean>;
	/** Reads a line, without the blanks around it. */
	typed(question: Said): Promise<string>;
}

export function askOn(environment: Environment, say: (said: Said) => string): Ask {
	return {
		async secret(name, question) {
			const answer = await readLine(environment, say(question), false);
			environment.err.write('\n');
			return new Secret(name, answer);
		},
		async confirm(question) {
			const answer = await readLine(environment, `${say(question)} [y/N] `, true);
			return /^y(es)?$/i.test(answer.trim());
		},
		async typed(question) {
			return (await readLine(environment, say(question), true)).trim();
		},
	};
}

/** Readline does the editing; a hidden answer is edited on an output that shows nothing. */
async function readLine(environment: Environment, question: string, echo: boolean): Promise<string> {
	environment.err.write(question);
	await environment.err.drain();
	const output = new Writable({
		write(chunk: Buffer, _encoding, done) {
			if (echo) environment.err.write(chunk.toString());
			done();
		},
	});
	const lines = createInterface({input: environment.stdin, output, terminal: true, historySize: 0});
	try {
		return await answerOf(lines);
	} finally {
		lines.close();
		environment.stdin.pause();
	}
}

/** Ctrl-C and Ctrl-D at a question end the command before anything was done. */
function answerOf(lines: Interface): Promise<string> {
	return new Promise((resolve, reject) => {
		const stop = () =>
			reject(
				new CommandError('interrupted', told('stopped at the question; nothing was changed', '在提问处停止；未作任何更改'), {
					exitCode: exitCodes.interrupted,
				}),
			);
		lines.once('line', resolve);
		lines.once('SIGINT', stop);
		lines.once('close', stop);
	});
}
