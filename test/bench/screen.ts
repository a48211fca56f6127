import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {noPty, onPty} from '../screens/pty.ts';
import {bundle} from './bundle.ts';
import {command} from './command.ts';
import {markdownTable, median} from './stats.ts';

interface ScreenResult {
	readonly kibPerSecond: number;
	readonly cpuPercent: number;
	readonly stallMs: number;
}

interface Options {
	readonly seconds: number;
	readonly repeat: number;
	readonly say: (text: string) => void;
}

/** Measures the install screen with few and many hosts, and the wizard's first frame beside a bare start of Node. */
export async function measureScreen({seconds, repeat, say}: Options): Promise<void> {
	const directory = mkdtempSync(join(tmpdir(), 'kubewiz-bench-'));
	try {
		const program = await bundle('screen-run', directory);
		const rows: string[][] = [];
		for (const [hosts, active] of [
			[5, 5],
			[50, 5],
			[500, 5],
			[500, 500],
		] as const) {
			const all: ScreenResult[] = [];
			for (let round = 1; round <= repeat; round++)
				all.push(JSON.parse(await command(process.execPath, [program, String(hosts), String(active), String(seconds)])) as ScreenResult);
			const of = (key: keyof ScreenResult) => median(all.map((result) => result[key]));
			rows.push([String(hosts), String(active), of('kibPerSecond').toFixed(1), of('cpuPercent').toFixed(0), of('stallMs').toFixed(0)]);
		}
		say(
			`\nThe install screen, 120x40, 60 steps, each host at work printing ten lines a second (marks with 5 at work: 20 KiB/s, 30 % of a core):\n`,
		);
		say(markdownTable(['hosts', 'at work', 'KiB/s', '% of a core', 'longest stall (ms)'], rows));
		await measureFirstFrame(directory, repeat, say);
	} finally {
		rmSync(directory, {recursive: true});
	}
}

/** Where the wizard is opened: on an empty state directory as installed, and with simulated hosts. */
const openings = [
	{name: 'kubewiz install', verb: 'install'},
	{name: 'kubewiz demo', verb: 'demo'},
] as const;

/** Time to the wizard's first words, and of `node -e 0` on the same kind of terminal, in turn. */
async function measureFirstFrame(directory: string, repeat: number, say: (text: string) => void): Promise<void> {
	if (noPty) {
		say(`\nThe first frame is left out: ${noPty}.`);
		return;
	}
	const built = join(directory, 'kubewiz.mjs');
	await command(process.execPath, ['scripts/build.ts', built]);
	const bare: number[] = [];
	const measured = openings.map((opening) => ({...opening, frames: [] as number[], busy: [] as number[]}));
	for (let round = 1; round <= repeat; round++) {
		bare.push(await timed(async () => (await onPty([process.execPath, '-e', '0'])).ended));
		for (const {verb, frames, busy} of measured) {
			let pid = 0;
			let end = () => {};
			frames.push(
				await timed(async () => {
					const wizard = await onPty([process.execPath, built, verb, '--state-dir', join(directory, `${verb}-${round}`)]);
					({pid, end} = wizard);
					await wizard.until('Which machines');
				}),
			);
			busy.push(cpuSeconds(pid));
			end();
		}
	}
	const start = median(bare);
	const rows = measured.map(({name, frames, busy}) => {
		const frame = median(frames);
		return [name, frame.toFixed(2), (frame - start).toFixed(2), `${(frame / start).toFixed(1)} x`, median(busy).toFixed(2)];
	});
	say(`\nFirst frame on a terminal (mark: 0.5 s), ${repeat} rounds in turn with node -e 0, which took ${start.toFixed(2)} s:\n`);
	say(markdownTable(['opened by', 'seconds', 'more than node -e 0', 'against it', 'CPU seconds'], rows));
}

/** Seconds that `work` takes. */
async function timed(work: () => Promise<unknown>): Promise<number> {
	const began = performance.now();
	await work();
	return (performance.now() - began) / 1000;
}

/** Seconds of a processor that a process has used; the kernel counts them in hundredths. */
function cpuSeconds(pid: number): number {
	const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
	return (Number(fields[11]) + Number(fields[12])) / 100;
}
