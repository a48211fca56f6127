import {afterEach, describe, expect, test} from 'vitest';
import type {RunEvent} from '../../src/events/event.ts';
import {makePlan} from '../../src/plan/make-plan.ts';
import {installSteps} from '../plan/steps.ts';
import {World} from './world.ts';

let world: World;
afterEach(() => world.dispose());

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
			{host: 'w1', attempt: 2, of: 5, reason: `lock: ${line}`, delayMs: 2000},
			{host: 'w1', attempt: 3, of: 5, delayMs: 4000},
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
				diagnosis: {id: 'E3', evidence: 'swapoff: /dev/sda2: cannot allocate memory', cause: {en: 'swap in use'}, fix: {en: 'free memory'}},
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
