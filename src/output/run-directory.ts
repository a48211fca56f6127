import {mkdir, readdir, rm} from 'node:fs/promises';
import {join} from 'node:path';

/** How many runs keep their logs. */
export const keptRuns = 20;

/** Names sort by time: `20261121T101500Z`, with `-2` and so on for a second run in the same second. */
const runName = /^\d{8}T\d{6}Z(?:-\d+)?$/;

/** Where the logs of one run lie. */
export interface RunDirectory {
	readonly name: string;
	readonly path: string;
	readonly events: string;
	readonly summary: string;
	hostLog(host: string): string;
}

/** The directory `runs/NAME` under a cluster's state directory. Nothing is made. */
export function runDirectory(state: string, name: string): RunDirectory {
	const path = join(state, 'runs', name);
	return {
		name,
		path,
		events: join(path, 'events.jsonl'),
		summary: join(path, 'summary.json'),
		// Host names are RFC 1123 names, checked with the spec: no separators in them.
		hostLog: (host) => join(path, 'hosts', `${host}.log`),
	};
}

/** Makes the directory of a new run, readable by its owner only, and removes the oldest beyond `keptRuns`. */
export async function newRunDirectory(state: string, now: Date): Promise<RunDirectory> {
	await mkdir(join(state, 'runs'), {recursive: true, mode: 0o700});
	const base = now.toISOString().replaceAll(/[-:]|\.\d+/g, '');
	// Never a name of a run that was removed: the newest must sort last.
	for (let number = (await lastOf(state, base)) + 1; ; number++) {
		const run = runDirectory(state, number === 1 ? base : `${base}-${number}`);
		try {
			await mkdir(run.path, {mode: 0o700});
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code === 'EEXIST') continue;
			throw error;
		}
		await mkdir(join(run.path, 'hosts'), {mode: 0o700});
		await prune(state);
		return run;
	}
}

/** Runs of a cluster, oldest first; empty before the first. */
export async function listRuns(state: string): Promise<readonly RunDirectory[]> {
	const names = await readdir(join(state, 'runs')).catch((error: NodeJS.ErrnoException) => {
		if (error.code === 'ENOENT') return [];
		throw error;
	});
	return names
		.filter((name) => runName.test(name))
		.sort(byTime)
		.map((name) => runDirectory(state, name));
}

/** Highest number a run of this second has; 0 when there is none. */
async function lastOf(state: string, base: string): Promise<number> {
	const numbers = (await listRuns(state)).map((run) => (run.name === base ? 1 : Number(run.name.split(`${base}-`)[1] ?? 0)));
	return Math.max(0, ...numbers);
}

async function prune(state: string): Promise<void> {
	const runs = await listRuns(state);
	for (const old of runs.slice(0, Math.max(0, runs.length - keptRuns))) await rm(old.path, {recursive: true, force: true});
}

function byTime(a: string, b: string): number {
	return a.localeCompare(b, 'en', {numeric: true});
}
