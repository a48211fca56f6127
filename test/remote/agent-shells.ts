import {spawnSync} from 'node:child_process';
import {existsSync} from 'node:fs';
import type {Unit} from '../../src/remote/contract.ts';

/** Shells that the agent must run under, as far as they are installed here: how they are called. */
const shells = [['dash'], ['bash', '--posix'], ['busybox', 'sh']];
const present = shells.filter(([file, ...args]) => spawnSync(file as string, [...args, '-c', ':']).status === 0);
for (const shell of shells) if (!present.includes(shell)) console.warn(`SKIPPED: the agent under ${shell.join(' ')}: not installed`);

/** Each with its name, for `describe.each`. */
export const eachShell = present.map((shell) => [shell.join(' '), shell] as const);

export function unit(id: string, parts: Partial<Unit>): Unit {
	return {id, timeoutMs: 10_000, ...parts};
}

/** What became of each unit, phase by phase: `apply 0`, `apply cancelled`. */
export const brief = (results: readonly {phases: readonly {phase: string; outcome: unknown}[]}[]): string[][] =>
	results.map(({phases}) =>
		phases.map(
			({phase, outcome}) => `${phase} ${(outcome as {code?: number; reason?: string}).code ?? (outcome as {reason: string}).reason}`,
		),
	);

/** True while a process runs; one that only waits to be buried does not. */
export function alive(pid: number): boolean {
	return (
		spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], {encoding: 'utf8'})
			.stdout.trim()
			.replace(/^Z.*/, '') !== ''
	);
}

/** Waits for a file that a script makes when it is under way. */
export async function awaitFile(path: string): Promise<void> {
	await gone(() => !existsSync(path));
}

/** Waits until `still` is false. */
export async function gone(still: () => boolean): Promise<void> {
	while (still()) await new Promise((resolve) => setTimeout(resolve, 20));
}
