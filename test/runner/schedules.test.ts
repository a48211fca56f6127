import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import fc from 'fast-check';
import {afterEach, expect, test} from 'vitest';
import {onOutward} from '../../src/outward.ts';
import {secretToken} from './model-host.ts';
import type {Break, Call} from './model-session.ts';
import {World} from './world.ts';

/**
 * Random histories of an install: lines break before or after a request, hosts
 * reboot in the middle of a job, kubewiz is killed and started again, steps
 * fail. After each history comes a fault-free resume. Invariants (facts: 4.2):
 * I1 a once step has its effect at most once per host; I2 what was recorded as
 * done stays so; I3 nothing is called done whose effect is not there; I4 no
 * secret in any sink; I5 every run ends, and the last one is done or asks.
 */
type Fault =
	| {readonly kind: 'kill'; readonly at: number}
	| {readonly kind: 'break'; readonly host: number; readonly call: Call; readonly nth: number; readonly way: 'before' | 'after'}
	| {readonly kind: 'reboot'; readonly host: number; readonly nth: number; readonly left: 'nothing' | 'partial' | 'whole'}
	| {readonly kind: 'fail'; readonly host: number; readonly step: string; readonly line: string};

const host = fc.nat({max: 4});
const fault: fc.Arbitrary<Fault> = fc.oneof(
	fc.record({kind: fc.constant('kill' as const), at: fc.integer({min: 1, max: 140})}),
	fc.record({
		kind: fc.constant('break' as const),
		host,
		call: fc.constantFrom<Call>('open', 'run', 'start', 'state', 'attach', 'upload'),
		nth: fc.integer({min: 1, max: 6}),
		way: fc.constantFrom('before' as const, 'after' as const),
	}),
	fc.record({
		kind: fc.constant('reboot' as const),
		host,
		nth: fc.integer({min: 1, max: 3}),
		left: fc.constantFrom('nothing' as const, 'partial' as const, 'whole' as const),
	}),
	fc.record({
		kind: fc.constant('fail' as const),
		host,
		step: fc.constantFrom('prepare/swap', 'packages/install', 'control-plane/init', 'workers/join'),
		line: fc.constantFrom('i/o timeout', 'E: broken packages', 'Could not get lock /var/lib/dpkg/lock-frontend'),
	}),
);

let world: World;
afterEach(() => world.dispose());

const seed = Number(process.env.KUBEWIZ_SEED ?? Date.now() % 2 ** 31);
const histories = Number(process.env.KUBEWIZ_HISTORIES ?? 60);

test(`${histories} random histories (KUBEWIZ_SEED=${seed})`, async () => {
	await fc.assert(
		fc.asyncProperty(fc.array(fc.array(fault, {maxLength: 3}), {minLength: 1, maxLength: 4}), async (runs) => {
			world?.dispose();
			world = new World(3, 2);
			for (const faults of runs) {
				const before = await verifiedNow();
				await runWith(faults);
				expect(await verifiedNow()).toEqual(expect.arrayContaining([...before]));
			}
			await mustConverge();
		}),
		{seed, numRuns: histories},
	);
}, 600_000);

async function runWith(faults: readonly Fault[]): Promise<void> {
	const names = world.cluster.hosts.map((one) => one.name);
	const name = (index: number) => names[index % names.length] as string;
	const seen = new Map<string, number>();
	const count = (key: string) => seen.set(key, (seen.get(key) ?? 0) + 1).get(key);
	world.fleet.breaks = (one, call): Break => {
		if (call === 'attach') one.busy = false;
		const nth = count(`${one.name} ${call}`);
		const hit = faults.find((f) => f.kind === 'break' && name(f.host) === one.name && f.call === call && f.nth === nth);
		return hit?.kind === 'break' ? hit.way : undefined;
	};
	for (const one of world.fleet.hosts.values()) {
		one.onJob = () => {
			one.busy = false;
			const nth = count(`${one.name} job`);
			const hit = faults.find((f) => f.kind === 'reboot' && name(f.host) === one.name && f.nth === nth);
			if (hit?.kind === 'reboot') setImmediate(() => one.reboot(hit.left));
		};
		one.failures.clear();
	}
	for (const one of faults)
		if (one.kind === 'fail') world.fleet.host(name(one.host)).failures.set(one.step, [{code: 1, lines: [one.line]}]);
	const kill = faults.find((one) => one.kind === 'kill');
	let calls = 0;
	const off = onOutward(() => {
		calls += 1;
		if (kill?.kind !== 'kill' || calls < kill.at) return;
		// Jobs under way last longer than the process.
		for (const one of world.fleet.hosts.values()) one.busy = true;
		throw new Error('killed');
	});
	try {
		await world.run({mode: 'resume', agreed: {drift: 'reapply'}});
	} catch (error) {
		// Only a killed process may end without a result.
		if (!kill) throw error;
	} finally {
		off();
	}
	noSecrets();
}

/** Tasks recorded as verified whose effect still stands. A kill may come before there is any record. */
async function verifiedNow(): Promise<readonly string[]> {
	const {readRun} = await import('../../src/journal/read-run.ts');
	const reading = await readRun(world.dir);
	return [...(reading?.state.tasks ?? [])]
		.filter(([, evidence]) => evidence.last === 'verified' && evidence.step !== 'control-plane/values')
		.map(([id]) => id)
		.filter((id) => effectOf(id) === 'whole');
}

function effectOf(id: string): string | undefined {
	const [step, name] = id.split('@') as [string, string];
	return world.fleet.host(name).effects.get(step);
}

async function mustConverge(): Promise<void> {
	world.fleet.breaks = (one, call) => {
		if (call === 'attach') one.busy = false;
		return undefined;
	};
	for (const one of world.fleet.hosts.values()) {
		one.onJob = () => {
			one.busy = false;
		};
		one.failures.clear();
	}
	const summary = await world.run({mode: 'resume', agreed: {drift: 'reapply'}});
	const once = (id: string) => id.includes('/join@') || id.includes('/init@');
	const partial = world.plan().tasks.filter((task) => effectOf(task.id) === 'partial');
	if (partial.length === 0) expect(summary.result).toBe('done');
	else expect(['needs-decision', 'failed']).toContain(summary.result);
	for (const {id, step} of world.plan().tasks)
		if (world.states()[id] === 'done' && step.gives.length === 0) expect(effectOf(id)).toBe('whole');
	for (const one of world.fleet.hosts.values())
		for (const [step, times] of one.applied)
			if (once(`${step}@`))
				expect({step, host: one.name, effects: times - failedTimes(one.name, step)}).toMatchObject({
					effects: expect.toSatisfy((n: number) => n <= 1),
				});
	expect(world.violations()).toEqual([]);
	noSecrets();
}

/** Applies that ended with a code and so had no effect. */
function failedTimes(name: string, step: string): number {
	return [...world.fleet.host(name).jobs.values()].filter(
		(job) => job.unit.id === step && job.state.kind === 'exited' && job.state.code !== 0,
	).length;
}

function noSecrets(): void {
	expect(JSON.stringify(world.events)).not.toContain(secretToken);
	try {
		expect(readFileSync(join(world.dir, 'journal.jsonl'), 'utf8')).not.toContain(secretToken);
	} catch (error) {
		// Killed before there was a journal.
		if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
	}
}
