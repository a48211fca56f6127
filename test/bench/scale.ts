import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {bundle} from './bundle.ts';
import {command} from './command.ts';
import {markdownTable, median} from './stats.ts';

interface ScaleResult {
	readonly wallMs: number;
	readonly cpuMs: number;
	readonly rssMb: number;
	readonly megabytes: number;
	readonly stallMs: number;
	readonly events: number;
}

/** Measures a second apply on embedded hosts, each time in a fresh process, and says the medians. */
export async function measureScale(options: {
	readonly hosts: number;
	readonly steps: number;
	readonly repeat: number;
	readonly say: (text: string) => void;
}): Promise<void> {
	const {hosts, steps, repeat, say} = options;
	const rows: string[][] = [];
	const directory = mkdtempSync(join(tmpdir(), 'kubewiz-bench-'));
	const program = await bundle('scale-run', directory);
	for (const roundTrip of [0, 40]) {
		const all: ScaleResult[] = [];
		for (let round = 1; round <= repeat; round++) {
			const args = [program, String(hosts), String(steps), String(roundTrip)];
			all.push(JSON.parse(await command(process.execPath, args)) as ScaleResult);
		}
		const of = (key: keyof ScaleResult) => median(all.map((result) => result[key]));
		rows.push([
			`${roundTrip} ms`,
			(of('wallMs') / 1000).toFixed(1),
			(of('cpuMs') / 1000).toFixed(1),
			of('rssMb').toFixed(0),
			of('megabytes').toFixed(0),
			of('stallMs').toFixed(0),
		]);
	}
	rmSync(directory, {recursive: true});
	say(`\n${hosts} embedded hosts x ${steps} steps already done; both ends in one process:\n`);
	say(markdownTable(['round trip', 'seconds', 'CPU seconds', 'peak RSS (MB)', 'on the lines (MB)', 'longest stall (ms)'], rows));
}
