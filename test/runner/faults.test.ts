import {rmSync} from 'node:fs';
import {setImmediate as tick} from 'node:timers/promises';
import {afterEach, describe, expect, test} from 'vitest';
import type {RunEvent} from '../../src/events/event.ts';
import {onOutward} from '../../src/outward.ts';
import {makePlan} from '../../src/plan/make-plan.ts';
import {RemoteError} from '../../src/remote/contract.ts';
import {runControl} from '../../src/runner/control.ts';
import {jobId} from '../../src/runner/job-evidence.ts';
import {installSteps} from '../plan/steps.ts';
import type {Call, ModelHost} from './model.ts';
import {World} from './world.ts';

let world: World;
afterEach(() => world.dispose());

/** Breaks the n-th call of a kind on a host, in the given way. */
function breakOnce(host: string, call: Call, way: 'before' | 'after', n = 1): void {
	let seen = 0;
	world.fleet.breaks = (one, made) => (one.name === host && made === call && ++seen === n ? way : undefined);
}

describe('a line that breaks', () => {
	test.each([
		['the request to start init was lost', 'start', 'before'],
		['the answer to starting init was lost', 'start', 'after'],
	] as const)('%s: it is asked for by its id, and runs once', async (_, call, way) => {
		world = new World(1, 1);
		breakOnce('cp1', call, way, 2);
		expect(await world.run()).toMatchObject({result: 'done'});
		expect(world.applied('control-plane/init')).toEqual({cp1: 1});
	});

	test.each(['before', 'after'] as const)('while init is followed (%s): attached again, init runs once', async (way) => {
		world = new World(1, 1);
		breakOnce('cp1', 'attach', way, 2);
		expect(await world.run()).toMatchObject({result: 'done'});
		expect(world.applied('control-plane/init')).toEqual({cp1: 1});
	});

	test.each([1, 2, 3, 4, 5, 6])('at frame %i, answers lost: every step ends done, nothing is done twice that must not be', async (n) => {
		world = new World(1, 1);
		breakOnce('w1', 'run', 'after', n);
		expect(await world.run()).toMatchObject({result: 'done'});
		expect(world.violations()).toEqual([]);
		expect(world.applied('workers/join')).toEqual({w1: 1});
	});

	test('again and again in one step: given up, and the others go on', async () => {
		world = new World(1, 2);
		world.fleet.breaks = (host, call) => (host.name === 'w1' && call === 'run' && host.frames.length > 0 ? 'before' : undefined);
		const summary = await world.run();
		expect(summary).toMatchObject({result: 'failed', exitCode: 1, failures: [{host: 'w1'}]});
		expect(summary.failures[0]?.lastLines[0]).toContain('The line broke');
		expect(world.applied('workers/join')).toEqual({w2: 1});
	});

	test('a host that only waits for its line does not delay the others', async () => {
		world = new World(1, 2);
		const events: string[] = [];
		world.fleet.host('w1').onJob = (_, host) => {
			host.busy = true;
			world.fleet.state('w1', {kind: 'reconnecting', sinceMs: 0, attempt: 1, reason: 'keepalive'});
		};
		const running = world.run({
			emit: (event) => {
				world.events.push(event);
				if (event.type === 'task.state') events.push(`${event.step}@${event.host} ${event.state}`);
				if (event.type !== 'task.state' || event.step !== 'workers/join' || event.host !== 'w2' || event.state !== 'done') return;
				// All the others are through: now patience ends.
				world.clock.advance(16 * 60_000);
			},
		});
		expect(await running).toMatchObject({result: 'partly-done', exitCode: 4, setAside: [{host: 'w1'}]});
		expect(events).toContain('packages/install@w1 reconnecting');
		expect(events).toContain('proof/nodes@cp1 done');
		world.fleet.host('w1').busy = false;
		world.fleet.host('w1').onJob = () => {};
		expect(await world.run({mode: 'resume'})).toMatchObject({result: 'done'});
		expect(world.applied('packages/install')).toMatchObject({w1: 1});
	});
});

test('a drained run does not wait for a line that is down', async () => {
	world = new World(1, 1);
	const control = runControl();
	world.fleet.host('w1').onJob = (_, host) => {
		host.busy = true;
		world.fleet.state('w1', {kind: 'reconnecting', sinceMs: 0, attempt: 1, reason: 'keepalive'});
		setImmediate(control.drain);
	};
	expect(await world.run({control})).toMatchObject({result: 'interrupted', exitCode: 5});
	expect((await world.recorded()).tasks.get('packages/install@w1')).toMatchObject({last: 'unknown'});
	world.fleet.host('w1').busy = false;
	world.fleet.host('w1').onJob = () => {};
	expect(await world.run({mode: 'resume'})).toMatchObject({result: 'done'});
	expect(world.applied('packages/install')).toMatchObject({w1: 1});
});

describe('a host that is lost', () => {
	const dieAt = (host: string, step: string) => {
		world.fleet.host(host).onJob = (begun, one) => {
			if (begun === step) one.dead = true;
		};
	};

	test('a worker is set aside and named; resume joins it', async () => {
		world = new World(1, 2);
		dieAt('w1', 'packages/install');
		const summary = await world.run({patience: {connectMs: 0, reconnectMs: 0, controlPlaneMs: 0}});
		expect(summary).toMatchObject({result: 'partly-done', exitCode: 4, setAside: [{host: 'w1'}], next: ['kubewiz resume']});
		expect(world.applied('workers/join')).toEqual({w2: 1});
		expect(world.states()['proof/nodes@cp1']).toBe('changed');
		expect((await world.recorded()).setAside.has('w1')).toBe(true);
		world.fleet.host('w1').dead = false;
		world.fleet.host('w1').onJob = () => {};
		expect(await world.run({mode: 'resume'})).toMatchObject({result: 'done', setAside: []});
		expect(world.applied('workers/join')).toEqual({w1: 1, w2: 1});
	});

	test('one control plane of three, before it joined: the others go on, with a warning', async () => {
		world = new World(3, 1);
		dieAt('cp3', 'packages/install');
		const summary = await world.run({patience: {connectMs: 0, reconnectMs: 0, controlPlaneMs: 0}});
		expect(summary).toMatchObject({result: 'partly-done', setAside: [{host: 'cp3'}]});
		expect(world.events).toContainEqual(
			expect.objectContaining({code: 'fewer-control-planes', message: expect.stringContaining('2 of 3')}),
		);
		expect(world.applied('control-plane/join')).toEqual({cp2: 1});
	});

	test('two of three: what depends on them stops, and the reason is quorum', async () => {
		world = new World(3, 1);
		dieAt('cp2', 'packages/install');
		dieAt('cp3', 'packages/install');
		const summary = await world.run({patience: {connectMs: 0, reconnectMs: 0, controlPlaneMs: 0}});
		expect(summary).toMatchObject({result: 'failed', exitCode: 1});
		expect(world.events).toContainEqual(expect.objectContaining({code: 'quorum', message: expect.stringContaining('needs 2 of them')}));
		expect(world.states()['proof/nodes@cp1']).toBe('blocked');
	});

	test('the second etcd member while it joins: nothing more is started', async () => {
		world = new World(3, 2);
		for (const name of ['w1', 'w2']) world.fleet.host(name).busy = true;
		dieAt('cp2', 'control-plane/join');
		dieAt('cp3', 'control-plane/join');
		const summary = await world.run({
			patience: {connectMs: 0, reconnectMs: 0, controlPlaneMs: 0},
			emit: (event) => {
				world.events.push(event);
				if (event.type === 'warning' && event.code === 'quorum') for (const name of ['w1', 'w2']) world.fleet.host(name).busy = false;
			},
		});
		expect(summary).toMatchObject({result: 'failed'});
		expect(world.events).toContainEqual(
			expect.objectContaining({code: 'quorum', message: expect.stringContaining('so the API does not answer')}),
		);
		expect(world.applied('workers/join')).toEqual({});
		expect(
			[...world.fleet.hosts.values()].flatMap((host) => [...host.jobs.values()]).filter((job) => job.unit.id === 'control-plane/join'),
		).toHaveLength(1);
	});

	test('the first control plane: the run fails, and names it', async () => {
		world = new World(1, 1);
		dieAt('cp1', 'control-plane/init');
		const summary = await world.run({patience: {connectMs: 0, reconnectMs: 0, controlPlaneMs: 0}});
		expect(summary).toMatchObject({
			result: 'failed',
			failures: [{host: 'cp1', step: 'control-plane/init', phase: 'connect', command: 'ssh cp1'}],
		});
		expect(world.states()['workers/join@w1']).toBe('blocked');
		world.fleet.host('cp1').dead = false;
		expect(await world.run({mode: 'resume'})).toMatchObject({result: 'done'});
		expect(world.applied('control-plane/init')).toEqual({cp1: 1});
	});

	test('a login that is refused is not tried again, and has its own exit code', async () => {
		world = new World(1, 2);
		let tried = 0;
		world.fleet.breaks = (host, call) => {
			if (host.name !== 'w1' || call !== 'open') return undefined;
			tried += 1;
			return new RemoteError('auth-failed', 'w1', 'w1 refused all keys', ['offered: ed25519']);
		};
		expect(await world.run()).toMatchObject({
			result: 'failed',
			exitCode: 3,
			failures: [{host: 'w1', phase: 'connect', lastLines: ['w1 refused all keys', 'offered: ed25519']}],
		});
		expect(tried).toBe(1);
		expect(world.applied('workers/join')).toEqual({w2: 1});
	});
});

describe('a step that fails', () => {
	test('for a cause that passes: tried again, with the reason shown', async () => {
		world = new World(1, 1);
		const line = 'E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 812 (unattended-upgr)';
		world.fleet.host('w1').failures.set('packages/install', [
			{code: 100, lines: [line]},
			{code: 100, lines: [line]},
		]);
		expect(await world.run()).toMatchObject({result: 'done'});
		expect(world.applied('packages/install')).toEqual({cp1: 1, w1: 3});
		const retries = world.events.filter((event) => event.type === 'task.retry');
		expect(retries).toMatchObject([
			{host: 'w1', attempt: 2, reason: `lock: ${line}`, delayMs: 2000},
			{host: 'w1', attempt: 3, delayMs: 4000},
		]);
	});

	test('for ever: bounded', async () => {
		world = new World(1, 1);
		world.fleet.host('w1').failures.set(
			'packages/install',
			Array.from({length: 20}, () => ({code: 100, lines: ['i/o timeout']})),
		);
		expect(await world.run()).toMatchObject({
			result: 'failed',
			failures: [{host: 'w1', step: 'packages/install', exitCode: 100, lastLines: ['i/o timeout']}],
		});
		expect(world.applied('packages/install')).toEqual({cp1: 1, w1: 5});
	});

	test('for another cause: not tried again; the diagnosis and the next commands are told; the others go on', async () => {
		world = new World(1, 2);
		world.fleet.host('w1').failures.set('prepare/swap', [{code: 7, lines: ['swapoff: /dev/sda2: cannot allocate memory']}]);
		const known = {id: 'E3', cause: {en: 'swap in use', zh: ''}, fix: {en: 'free memory', zh: ''}, commands: ['free -m']} as never;
		const summary = await world.run({diagnose: (lines) => ({known, evidence: lines[0] ?? ''})});
		expect(summary).toMatchObject({result: 'failed', exitCode: 1});
		expect(summary.failures).toMatchObject([
			{
				host: 'w1',
				step: 'prepare/swap',
				phase: 'apply',
				command: 'touch /done/swap',
				exitCode: 7,
				diagnosis: {id: 'E3', evidence: 'swapoff: /dev/sda2: cannot allocate memory', cause: 'swap in use', fix: 'free memory'},
				next: ['free -m', 'kubewiz logs w1 --step prepare/swap', 'kubewiz resume'],
			},
		]);
		expect(world.applied('prepare/swap')).toMatchObject({w1: 1});
		expect(world.states()['workers/join@w1']).toBe('blocked');
		expect(world.applied('workers/join')).toEqual({w2: 1});
		expect(await world.run({mode: 'resume'})).toMatchObject({result: 'done'});
	});

	test('init: never tried again by itself, not even for a network cause; a resume over no residue may', async () => {
		world = new World(1, 1);
		world.fleet.host('cp1').failures.set('control-plane/init', [{code: 1, lines: ['i/o timeout']}]);
		expect(await world.run()).toMatchObject({result: 'failed', failures: [{step: 'control-plane/init', exitCode: 1}]});
		expect(world.applied('control-plane/init')).toEqual({cp1: 1});
		expect(world.applied('workers/join')).toEqual({});
		expect(await world.run({mode: 'resume'})).toMatchObject({result: 'done'});
	});

	test('that succeeds without effect is not done', async () => {
		world = new World(1, 1);
		world.fleet.host('w1').onJob = (step, host) => {
			if (step === 'workers/join') host.failures.set(step, [{code: 0, lines: ['This node has joined the cluster']}]);
		};
		expect(await world.run()).toMatchObject({result: 'failed', failures: [{host: 'w1', step: 'workers/join', phase: 'verify'}]});
	});

	test('over something foreign: the host is not touched', async () => {
		world = new World(1, 2);
		world.fleet.host('w1').effects.set('workers/join', 'foreign');
		expect(await world.run()).toMatchObject({result: 'needs-decision', exitCode: 6, failures: [{host: 'w1', phase: 'check'}]});
		expect([...world.fleet.host('w1').applied]).toEqual([]);
		expect([...world.fleet.host('w1').files]).toEqual([]);
		expect(world.applied('workers/join')).toEqual({w2: 1});
	});
});

describe('a host that reboots in the middle of a once step', () => {
	const rebootAt = (host: string, step: string, left: 'nothing' | 'partial' | 'whole') => {
		let rebooted = false;
		world.fleet.host(host).onJob = (begun, one) => {
			if (begun !== step || rebooted) return;
			rebooted = true;
			setImmediate(() => one.reboot(left));
		};
	};

	test('all was done: adopted', async () => {
		world = new World(1, 1);
		rebootAt('cp1', 'control-plane/init', 'whole');
		expect(await world.run()).toMatchObject({result: 'done'});
		expect(world.applied('control-plane/init')).toEqual({cp1: 1});
	});

	test('nothing was done: a new attempt', async () => {
		world = new World(1, 1);
		rebootAt('cp1', 'control-plane/init', 'nothing');
		expect(await world.run()).toMatchObject({result: 'done'});
		expect(world.applied('control-plane/init')).toEqual({cp1: 1});
		expect(world.fleet.host('cp1').jobs.size).toBe(3);
	});

	test('half was done: stopped with the residue and the exact repair; a resume does not run over it either', async () => {
		world = new World(1, 1);
		rebootAt('cp1', 'control-plane/init', 'partial');
		for (const mode of ['apply', 'resume', 'resume'] as const) {
			const summary = await world.run({mode});
			expect(summary).toMatchObject({result: 'needs-decision', exitCode: 6});
			expect(summary.failures[0]).toMatchObject({host: 'cp1', step: 'control-plane/init', phase: 'resume'});
			expect(summary.failures[0]?.lastLines).toContain('control-plane/init: code 11');
			expect(summary.failures[0]?.next).toContain('on cp1: kubeadm reset -f');
		}
		expect(world.applied('control-plane/init')).toEqual({cp1: 1});
		// The operator resets the node; then it may be done anew.
		world.fleet.host('cp1').effects.delete('control-plane/init');
		expect(await world.run({mode: 'resume'})).toMatchObject({result: 'done'});
	});
});

describe('other operators', () => {
	test('a host locked by another: refused, nothing is done there or anywhere', async () => {
		world = new World(1, 1);
		world.fleet.breaks = (host, call) => (call === 'open' ? new RemoteError('locked', host.name, 'held by eve@laptop') : undefined);
		expect(await world.run()).toMatchObject({result: 'locked', exitCode: 7});
		expect([...world.fleet.host('cp1').applied, ...world.fleet.host('w1').applied]).toEqual([]);
	});

	test('a run that was overtaken stops at the next frame', async () => {
		world = new World(1, 1);
		world.fleet.host('w1').onJob = (step, host) => {
			if (step === 'packages/install') host.epoch = 99;
		};
		expect(await world.run()).toMatchObject({result: 'locked', exitCode: 7});
		expect(world.applied('workers/join')).toEqual({});
	});

	test('the record is lost: refused with the words, then rebuilt from the hosts; nothing is done again', async () => {
		world = new World(2, 2);
		await world.run();
		const {lineage} = await world.recorded();
		rmSync(world.dir, {recursive: true});
		const summary = await world.run();
		expect(summary).toMatchObject({result: 'needs-decision', exitCode: 6});
		expect(world.events).toMatchObject([{type: 'need-input', code: 'adopt'}, {type: 'run.end'}]);
		expect(await world.run({agreed: {adopt: true}})).toMatchObject({result: 'done'});
		expect((await world.recorded()).lineage).toBe(lineage);
		expect(world.applied('control-plane/init')).toEqual({cp1: 1});
		expect(world.applied('workers/join')).toEqual({w1: 1, w2: 1});
	});

	test('the record is lost while init runs: the job is found by its id and followed', async () => {
		world = new World(1, 1);
		const control = runControl();
		world.fleet.host('cp1').onJob = (step, host) => {
			if (step !== 'control-plane/init') return;
			host.busy = true;
			setImmediate(control.detach);
		};
		expect(await world.run({control})).toMatchObject({result: 'detached'});
		rmSync(world.dir, {recursive: true});
		world.fleet.host('cp1').busy = false;
		world.fleet.host('cp1').onJob = () => {};
		expect(await world.run({agreed: {adopt: true}})).toMatchObject({result: 'done'});
		expect(world.applied('control-plane/init')).toEqual({cp1: 1});
	});
});

test('on resume no control plane joins while an earlier join may still run', async () => {
	// Without the barrier before init, one control plane's answers are not needed for another's join.
	const steps = installSteps.map((step) => (step.id === 'control-plane/init' ? {...step, after: ['packages/install']} : step));
	world = new World(3, 0, steps);
	const control = runControl();
	let joining: string | undefined;
	for (const host of world.fleet.hosts.values()) {
		host.onJob = (step, one) => {
			if (step !== 'control-plane/join') return;
			joining = one.name;
			one.busy = true;
			setImmediate(control.detach);
		};
	}
	expect(await world.run({control})).toMatchObject({result: 'detached'});
	const first = world.fleet.host(joining as string);
	for (const host of world.fleet.hosts.values()) {
		host.onJob = (step) => {
			if (step === 'control-plane/join') expect([...first.jobs.values()].filter((job) => job.state.kind === 'running')).toEqual([]);
		};
	}
	// It answers late: the other one has its values, and all the time to begin, if it were let.
	const gate = Promise.withResolvers<void>();
	first.gate = gate.promise;
	const emit = async (event: RunEvent) => {
		if (event.type !== 'task.state' || event.step !== 'control-plane/values' || event.state !== 'done') return;
		for (let turn = 0; turn < 20_000; turn += 1) await tick();
		gate.resolve();
		for (let turn = 0; turn < 20_000; turn += 1) await tick();
		first.busy = false;
	};
	expect(await world.run({mode: 'resume', emit})).toMatchObject({result: 'done'});
	expect(world.applied('control-plane/join')).toEqual({cp2: 1, cp3: 1});
});

test('two operators who begin at once: nothing is changed before the first control plane is held', async () => {
	world = new World(1, 2);
	const gate = Promise.withResolvers<void>();
	world.fleet.host('cp1').gate = gate.promise;
	let workersAsked = 0;
	world.fleet.breaks = (host, call) => {
		if (host.name !== 'cp1' && call === 'run' && ++workersAsked === 2) {
			// Both workers wait with their answers; now the leader turns out to be another's.
			setImmediate(gate.resolve);
		}
		return host.name === 'cp1' && call === 'run' ? new RemoteError('locked', 'cp1', 'held by eve@laptop') : undefined;
	};
	expect(await world.run()).toMatchObject({result: 'locked', exitCode: 7});
	for (const host of world.fleet.hosts.values()) expect([...host.applied, ...host.files]).toEqual([]);
});

test('a worker that was reset on purpose joins anew once that is confirmed', async () => {
	world = new World(1, 1);
	await world.run();
	world.fleet.host('w1').effects.delete('workers/join');
	expect(await world.run()).toMatchObject({result: 'needs-decision'});
	expect(await world.run({agreed: {reinstalled: ['w1']}})).toMatchObject({result: 'done'});
	expect(world.applied('workers/join')).toEqual({w1: 2});
});

test('a detached step with another script runs again, as a new job', async () => {
	world = new World(1, 1);
	await world.run();
	for (const host of world.fleet.hosts.values()) host.effects.delete('packages/install');
	const steps = installSteps.map((step) => (step.id === 'packages/install' ? {...step, version: 2} : step));
	const plan = makePlan({cluster: world.cluster, facts: world.facts(), files: {}, steps});
	expect(await world.run({plan, mode: 'resume'})).toMatchObject({result: 'done'});
	expect(world.applied('packages/install')).toEqual({cp1: 2, w1: 2});
});

test('values that have aged are made anew before they are used', async () => {
	world = new World(1, 2);
	let given = 0;
	const emit = (event: RunEvent) => {
		if (event.type !== 'task.state' || event.step !== 'control-plane/values' || event.state !== 'done') return;
		given += 1;
		// The first ones come too late to be used.
		if (given === 1) world.clock.advance(16 * 60_000);
	};
	expect(await world.run({emit})).toMatchObject({result: 'done'});
	expect(world.applied('control-plane/values')).toEqual({cp1: 2});
});

describe('the disk of this machine', () => {
	/** Fails the first fsync of the journal after `host` began `step`. */
	const failFsyncAfter = (host: string, step: string) => {
		let begun = false;
		world.fleet.host(host).onJob = (one: string, model: ModelHost) => {
			if (one !== step) return;
			begun = true;
			model.busy = true;
		};
		return onOutward((kind) => {
			if (kind === 'fsync' && begun) throw Object.assign(new Error('EIO: i/o error, fsync'), {code: 'EIO'});
		});
	};

	test('an fsync error stops the run at once; the job goes on, and resume follows it', async () => {
		world = new World(1, 1);
		const off = failFsyncAfter('cp1', 'control-plane/init');
		await expect(world.run()).resolves.toMatchObject({result: 'interrupted', exitCode: 5});
		off();
		expect(world.events).toContainEqual(expect.objectContaining({type: 'warning', code: 'journal-broken'}));
		world.fleet.host('cp1').busy = false;
		expect(await world.run({mode: 'resume'})).toMatchObject({result: 'done'});
		expect(world.applied('control-plane/init')).toEqual({cp1: 1});
	});
});

test('the id of a job is the same for the same attempt, and differs in every part', () => {
	world = new World(1, 0);
	const identity = {lineage: 'l', host: 'h', machineId: 'm', step: 's', attempt: 1};
	const ids = [{}, {lineage: 'l2'}, {host: 'h2'}, {machineId: 'm2'}, {step: 's2'}, {attempt: 2}, {epoch: 3}].map((change) =>
		jobId({...identity, ...change}),
	);
	expect(new Set(ids).size).toBe(ids.length);
	expect(jobId(identity)).toBe(ids[0]);
	expect(ids[0]).toMatch(/^kw-[0-9a-f]{32}$/);
});
