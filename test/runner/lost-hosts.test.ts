import {afterEach, describe, expect, test} from 'vitest';
import {RemoteError} from '../../src/remote/contract.ts';
import {saying} from '../saying.ts';
import {World} from './world.ts';

let world: World;
afterEach(() => world.dispose());

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
		expect(world.events).toContainEqual(expect.objectContaining({code: 'fewer-control-planes', message: saying('2 of 3')}));
		expect(world.applied('control-plane/join')).toEqual({cp2: 1});
	});

	test('two of three: what depends on them stops, and the reason is quorum', async () => {
		world = new World(3, 1);
		dieAt('cp2', 'packages/install');
		dieAt('cp3', 'packages/install');
		const summary = await world.run({patience: {connectMs: 0, reconnectMs: 0, controlPlaneMs: 0}});
		expect(summary).toMatchObject({result: 'failed', exitCode: 1});
		expect(world.events).toContainEqual(expect.objectContaining({code: 'quorum', message: saying('needs 2 of them')}));
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
		expect(world.events).toContainEqual(expect.objectContaining({code: 'quorum', message: saying('so the API does not answer')}));
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
			expect(summary.failures[0]?.next).toContainEqual(saying('on cp1: kubeadm reset -f'));
		}
		expect(world.applied('control-plane/init')).toEqual({cp1: 1});
		// The operator resets the node; then it may be done anew.
		world.fleet.host('cp1').effects.delete('control-plane/init');
		expect(await world.run({mode: 'resume'})).toMatchObject({result: 'done'});
	});
});
