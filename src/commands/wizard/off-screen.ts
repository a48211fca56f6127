import {appendFileSync} from 'node:fs';
import {format} from 'node:util';

/** Keeps the screen clean while it is up. */
interface Guard {
	/** Rejects with the first error that nobody caught; every one of them is in the file. */
	readonly crashed: Promise<never>;
	/** True when something was written to the file. */
	heard(): boolean;
	end(): void;
}

const levels = ['debug', 'error', 'info', 'log', 'trace', 'warn'] as const;

/**
 * From now until `end`, what Node and libraries would print goes to the file
 * `path` (0600): in the frame it would stand as torn text until the next
 * resize. An error nobody caught is given to the caller, who takes the screen
 * down first: on the alternate screen its words would vanish with it.
 */
export function offScreen(path: string): Guard {
	let heard = false;
	const keep = (text: string) => {
		heard = true;
		try {
			appendFileSync(path, `${new Date().toISOString()} ${text}\n`, {mode: 0o600});
		} catch {
			// A full disk: these words are lost, and no reason to end an install.
		}
	};
	const before = levels.map((level) => [level, console[level]] as const);
	for (const level of levels) console[level] = (...words: readonly unknown[]) => keep(format(...words));
	// Node's own warnings take this way too.
	const write = process.stderr.write;
	process.stderr.write = (text: string | Uint8Array, ...more: readonly unknown[]) => {
		keep(typeof text === 'string' ? text.trimEnd() : Buffer.from(text).toString().trimEnd());
		// Who writes may wait for this.
		const written = more.find((one) => typeof one === 'function');
		if (written) process.nextTick(written);
		return true;
	};
	const {promise: crashed, reject} = Promise.withResolvers<never>();
	// Nobody waits for it at every moment: unheard, the rejection would count as another uncaught error.
	crashed.catch(() => undefined);
	const crash = (error: unknown) => {
		keep(`uncaught: ${format(error)}`);
		reject(error);
	};
	process.on('uncaughtException', crash);
	return {
		crashed,
		heard: () => heard,
		end: () => {
			process.off('uncaughtException', crash);
			process.stderr.write = write;
			for (const [level, own] of before) console[level] = own;
		},
	};
}
