import {setImmediate as tick} from 'node:timers/promises';
import {afterEach, describe, expect, test} from 'vitest';
import type {RunEvent} from '../../src/events/event.ts';
import {onOutward} from '../../src/outward.ts';
import {runControl} from '../../src/runner/control.ts';
import {installSteps} from '../plan/steps.ts';
import type {ModelHost} from './model-host.ts';
import {World} from './world.ts';

let world: World;
afterEach(() => world.dispose());

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

test('a check that could not tell is no evidence: what was verified is not begun anew after it', async () => {
	world = new World(1, 1);
	expect(await world.run()).toMatchObject({result: 'done'});
	const cp1 = world.fleet.host('cp1');
	const check = cp1.check.bind(cp1);
	cp1.check = (step) => (step === 'control-plane/init' ? 1 : check(step));
	const down = await world.run({mode: 'resume'});
	expect(down).toMatchObject({result: 'failed', failures: [{step: 'control-plane/init', phase: 'check'}]});
	expect(JSON.stringify(down.failures[0]?.next)).not.toContain('reset');
	// Its effect is gone: that is for a human to decide.
	cp1.effects.delete('control-plane/init');
	cp1.check = check;
	expect(await world.run({mode: 'resume'})).toMatchObject({result: 'needs-decision'});
	expect(world.applied('control-plane/init')).toEqual({cp1: 1});
});

test('what failed and was put right by hand is taken over once, and is known from then on', async () => {
	world = new World(1, 1);
	const w1 = world.fleet.host('w1');
	w1.failures.set('packages/install', [{code: 1, lines: ['E: broken packages']}]);
	expect((await world.run()).result).not.toBe('done');
	w1.effects.set('packages/install', 'whole');
	expect(await world.run()).toMatchObject({result: 'done'});
	expect(world.states()['packages/install@w1']).toBe('adopted');
	expect(await world.run()).toMatchObject({result: 'done'});
	expect(world.states()['packages/install@w1']).toBe('journal');
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
