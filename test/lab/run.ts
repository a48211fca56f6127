import {type SpawnOptions, spawn} from 'node:child_process';

/** How a command ended. */
export type Ended = {code: number; stdout: string; stderr: string};

/** Options of `run`. */
export type RunOptions = Pick<SpawnOptions, 'cwd' | 'env'> & {input?: string; timeoutMs?: number};

/** Runs a program to its end and gives all it said. Never throws for an exit code. */
export function run(program: string, args: readonly string[], options: RunOptions = {}): Promise<Ended> {
	const {input, timeoutMs, ...rest} = options;
	return new Promise((resolve, reject) => {
		const child = spawn(program, args, {
			...rest,
			stdio: ['pipe', 'pipe', 'pipe'],
			...(timeoutMs === undefined ? {} : {timeout: timeoutMs, killSignal: 'SIGKILL'}),
		});
		const out: Buffer[] = [];
		const err: Buffer[] = [];
		child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
		child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
		child.on('error', reject);
		// What it left running in the background may hold its output open for ever: that is not waited for.
		child.on('exit', () =>
			setTimeout(() => {
				child.stdout.destroy();
				child.stderr.destroy();
			}, 500).unref(),
		);
		child.on('close', (code, signal) =>
			resolve({
				code: code ?? (signal === null ? 1 : 128),
				stdout: Buffer.concat(out).toString(),
				stderr: Buffer.concat(err).toString(),
			}),
		);
		// A program that ends without reading its input is no fault of ours.
		child.stdin.on('error', () => {});
		child.stdin.end(input ?? '');
	});
}

/** Runs a program that has to succeed; gives its stdout, throws with its words otherwise. */
export async function must(program: string, args: readonly string[], options: RunOptions = {}): Promise<string> {
	const ended = await run(program, args, options);
	if (ended.code !== 0) {
		const words = `${ended.stdout}\n${ended.stderr}`.trim().split('\n').slice(-15).join('\n');
		throw new Error(`${program} ${args.join(' ')}\nended with ${ended.code}:\n${words}`);
	}
	return ended.stdout;
}

/** Waits. */
export function sleep(ms: number): Promise<void> {
	return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Tries `good` until it says yes; throws with `what` when the time is over. */
export async function until(what: string, timeoutMs: number, good: () => Promise<boolean>): Promise<void> {
	const end = performance.now() + timeoutMs;
	while (!(await good())) {
		if (performance.now() > end) throw new Error(`${what}: not within ${timeoutMs / 1000} s`);
		await sleep(150);
	}
}
