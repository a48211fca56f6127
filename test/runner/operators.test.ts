import {rmSync} from 'node:fs';
import {afterEach, describe, expect, test} from 'vitest';
import {RemoteError} from '../../src/remote/contract.ts';
import {runControl} from '../../src/runner/control.ts';
import {World} from './world.ts';

let world: World;
afterEach(() => world.dispose());

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
