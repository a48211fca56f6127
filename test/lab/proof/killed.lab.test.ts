import {setTimeout as sleep} from 'node:timers/promises';
import {expect, test} from 'vitest';
import type {RunEvent} from '../../../src/events/event.ts';
import {labCluster} from '../cluster-fragment.ts';
import {ensureLab, resetHosts} from '../lab.ts';
import {nodesOf} from './cluster-state.ts';
import {countKubeadm, kubeadmCalls} from './count-kubeadm.ts';
import {kubewiz, operator, type Running} from './kubewiz.ts';

const hosts = ['cp1', 'w1', 'w2'] as const;
const kills = 10;

/** The steps that must never run twice: one of the kills is kept for a moment within each. The others are spread over the whole install. */
const onceSteps = ['control-plane/init', 'workers/join'] as const;
const spread = kills - onceSteps.length;

/** Numbers 0 ≤ x < 1 that are the same for the same seed (mulberry32). */
function randomOf(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

test(`killed ${kills} times with SIGKILL in one install, it goes on each time and does nothing twice`, async () => {
	const seed = Number(process.env.KUBEWIZ_TEST_SEED ?? Date.now() % 1_000_000);
	console.log(`seed ${seed} (repeat with KUBEWIZ_TEST_SEED=${seed})`);
	const random = randomOf(seed);
	const lab = await ensureLab({hosts: hosts.map((name) => ({name}))});
	await resetHosts(hosts);
	await countKubeadm(hosts);
	const who = operator(labCluster(lab, {hosts: {cp1: ['control-plane'], w1: ['worker'], w2: ['worker']}}));
	const flags = ['-f', 'cluster.yaml', '--yes', '--accept-host-keys', 'all', '--kubeconfig', who.kubeconfig];
	const aims = new Set<string>(onceSteps);
	// Share of the tasks done at which the next kill comes: one moment in each eighth, whatever the speed of the machine. The last seconds are left to end in.
	const shares = Array.from({length: spread}, (_, index) => (0.9 * (index + random())) / spread);
	for (let killed = 0; killed < kills; killed += 1) {
		const run = kubewiz(who, [killed === 0 ? 'apply' : 'resume', ...flags]);
		// Not before the run is in its journal: a process killed before it did anything proves nothing.
		await run.until((event) => event.type === 'run.start');
		const reached = await Promise.race([onceStepRuns(run, aims), ...(shares[0] === undefined ? [] : [shareDone(run, shares[0])])]);
		if (typeof reached === 'string') aims.delete(reached);
		else shares.shift();
		await Promise.race([sleep(random() * 4000), run.finished]);
		console.log(`kill ${killed + 1}: ${atWork(run.events)}`);
		run.process.kill('SIGKILL');
		const {signal, story} = await run.finished;
		expect(signal, `it ended before it was killed:\n${story}`).toBe('SIGKILL');
		// What a kill left half done, or jobs that still run, must not look like a failure to the next one.
		expect(failures(run.events)).toEqual([]);
	}
	expect([...aims]).toEqual([]);
	const {code, story, events} = await kubewiz(who, ['resume', ...flags]).finished;
	expect(code, story).toBe(0);
	expect(failures(events)).toEqual([]);
	expect(Object.values(await nodesOf('cp1')).map((node) => node.ready)).toEqual([true, true, true]);
	expect(await Promise.all(hosts.map(kubeadmCalls))).toEqual([
		{init: 1, join: 0},
		{init: 0, join: 1},
		{init: 0, join: 1},
	]);
});

/** Resolves with the first of the `steps` that is seen to run. */
async function onceStepRuns(run: Running, steps: ReadonlySet<string>): Promise<string> {
	const begins = await run.until((event) => isRunning(event) && steps.has(event.step));
	return isRunning(begins) ? begins.step : '';
}

/** Resolves with the share (0 to 1) of the plan's tasks that are done, once it is reached. */
async function shareDone(run: Running, share: number): Promise<number> {
	const tasks = run.events.flatMap((event) => (event.type === 'run.start' ? event.steps.flatMap((step) => step.hosts) : [])).length;
	await run.until(() => run.events.filter((event) => event.type === 'task.state' && event.state === 'done').length >= share * tasks);
	return share;
}

function isRunning(event: RunEvent): event is Extract<RunEvent, {type: 'task.state'}> {
	return event.type === 'task.state' && event.state === 'running';
}

/** What every host was at. */
function atWork(events: readonly RunEvent[]): string {
	const last = new Map<string, string>();
	for (const event of events) if (event.type === 'task.state') last.set(event.host, `${event.step} ${event.state}`);
	return [...last].map(([host, what]) => `${host} ${what}`).join(', ');
}

function failures(events: readonly RunEvent[]): readonly RunEvent[] {
	return events.filter((event) => event.type === 'task.failed');
}
