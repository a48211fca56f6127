import {spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {onPty, type Pty} from './pty.ts';

/** The built bundle in a directory of its own, started on pseudo terminals that end with it. */
export interface Bundle {
	readonly directory: string;
	readonly file: string;
	start(words: readonly string[], env?: NodeJS.ProcessEnv): Promise<Pty>;
	/** Runs it without a terminal. */
	run(
		words: readonly string[],
		env?: NodeJS.ProcessEnv,
	): {readonly status: number | null; readonly stdout: string; readonly stderr: string};
	/** Code that Node runs in the process before the bundle, as NODE_OPTIONS has it. */
	before(code: string): string;
	end(): void;
}

export function buildBundle(): Bundle {
	const directory = mkdtempSync(join(tmpdir(), 'kubewiz-bundle-'));
	const file = join(directory, 'kubewiz.mjs');
	const built = spawnSync(process.execPath, ['scripts/build.ts', file], {encoding: 'utf8'});
	if (built.status !== 0) throw new Error(built.stderr + built.stdout);
	const open: Pty[] = [];
	let hooks = 0;
	// Nothing of whoever runs the tests is read or written.
	const own = {HOME: directory};
	return {
		directory,
		file,
		async start(words, env = {}) {
			const pty = await onPty([process.execPath, file, ...words], {...own, ...env});
			open.push(pty);
			return pty;
		},
		run(words, env = {}) {
			const {PATH} = process.env;
			return spawnSync(process.execPath, [file, ...words], {
				encoding: 'utf8',
				cwd: directory,
				stdio: ['ignore', 'pipe', 'pipe'],
				env: {PATH, TERM: 'xterm-256color', LC_ALL: 'C.UTF-8', ...own, ...env},
			});
		},
		before(code) {
			hooks += 1;
			const hook = join(directory, `before-${hooks}.mjs`);
			writeFileSync(hook, code);
			return `--import=${hook}`;
		},
		end() {
			for (const pty of open) pty.end();
			// A program that is being killed may still write there.
			rmSync(directory, {recursive: true, force: true, maxRetries: 10, retryDelay: 100});
		},
	};
}
