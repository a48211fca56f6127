import {spawn} from 'node:child_process';
import {closeSync, openSync, readFileSync} from 'node:fs';
import {until} from './run.ts';

/** A process as it can be known again: a pid alone may come to mean another process later. */
export type Process = {pid: number; start: string};

/** Reads /proc's start time of a pid; undefined when there is no such process (or it is a zombie). */
function startOf(pid: number): string | undefined {
	try {
		const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
		const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
		return fields[0] === 'Z' ? undefined : fields[19];
	} catch {
		return undefined;
	}
}

/** Notes a running process. */
export function note(pid: number): Process {
	const start = startOf(pid);
	if (start === undefined) throw new Error(`process ${pid} is gone already`);
	return {pid, start};
}

/** True while the very process that was noted runs. */
export function alive(process: Process | undefined): boolean {
	return process !== undefined && startOf(process.pid) === process.start;
}

/** Starts a program that outlives this one, in its own session, its output going to a log file. */
export function startDetached(program: string, args: readonly string[], log: string): Process {
	const file = openSync(log, 'a');
	try {
		const child = spawn(program, args, {detached: true, stdio: ['ignore', file, file], cwd: '/'});
		child.on('error', () => {});
		child.unref();
		if (child.pid === undefined) throw new Error(`cannot start ${program}`);
		return note(child.pid);
	} finally {
		closeSync(file);
	}
}

/** Ends a noted process, and only it, and waits until it is gone. */
export async function end(noted: Process | undefined, signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
	if (noted === undefined || !alive(noted)) return;
	try {
		process.kill(noted.pid, signal);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
	}
	await until(`process ${noted.pid} to end`, 15_000, async () => !alive(noted));
}
