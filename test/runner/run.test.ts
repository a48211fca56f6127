import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {afterEach, describe, expect, test} from 'vitest';
import {runControl} from '../../src/runner/control.ts';
import {inEnglish} from '../../src/told.ts';
import {secretToken} from './model-host.ts';
import {World} from './world.ts';

let world: World;
afterEach(() => world.dispose());

describe('a first run', () => {
	test('does every step on every host, once, and says so', async () => {
		world = new World(3, 2);
		const summary = await world.run();
		expect(summary).toMatchObject({result: 'done', exitCode: 0, failures: [], setAside: []});
		expect(summary.counts).toMatchObject({done: world.plan().tasks.length, waiting: 0, failed: 0});
		expect(world.applied('control-plane/init')).toEqual({cp1: 1});
		expect(world.applied('control-plane/join')).toEqual({cp2: 1, cp3: 1});
		expect(world.applied('workers/join')).toEqual({w1: 1, w2: 1});
		expect(world.violations()).toEqual([]);
		expect(new Set(Object.values(world.states()))).toEqual(new Set(['changed']));
		expect(world.events.at(0)).toMatchObject({type: 'run.start', epoch: 1, hosts: ['cp1', 'cp2', 'cp3', 'w1', 'w2'], simulation: false});
		expect(world.events.at(-1)).toMatchObject({type: 'run.end', result: 'done'});
		expect(world.events.map((event) => event.seq)).toEqual(world.events.map((_, index) => index + 1));
	});

	test('gives no task to a host before all it waits for is done', async () => {
		world = new World(3, 3);
		await world.run();
		const done = new Set<string>();
		const {byId} = world.plan();
		for (const event of world.events) {
			if (event.type !== 'task.state') continue;
			const id = `${event.step}@${event.host}`;
			if (event.state === 'running') expect(byId.get(id)?.after.filter((other) => !done.has(other))).toEqual([]);
			if (event.state === 'done') done.add(id);
		}
	});

	test('joins control planes one at a time, workers together', async () => {
		world = new World(3, 4);
		let joining = 0;
		for (const host of world.fleet.hosts.values()) {
			host.onJob = (step) => {
				if (step === 'control-plane/join') {
					const busy = [...world.fleet.hosts.values()]
						.flatMap((other) => [...other.jobs.values()])
						.filter((job) => job.unit.id === step && job.state.kind === 'running');
					expect(busy).toHaveLength(1);
				}
				if (step !== 'workers/join') return;
				joining += 1;
				// None goes on before all have begun: run one by one, this would never end.
				for (const other of world.fleet.hosts.values()) other.busy = joining < 4;
			};
		}
		expect(await world.run()).toMatchObject({result: 'done'});
	});

	test('fuses neighbouring short steps into one frame, and gives values only when somebody needs them', async () => {
		world = new World(1, 1);
		await world.run();
		expect(world.fleet.host('w1').frames).toContainEqual({units: ['prepare/name', 'prepare/swap'], checkOnly: false});
		expect(world.applied('control-plane/values')).toEqual({cp1: 1});
		const alone = new World(1, 0);
		await alone.run();
		expect(alone.applied('control-plane/values')).toEqual({});
		expect(alone.states()['control-plane/values@cp1']).toBe('already');
		alone.dispose();
	});

	test('writes no secret into journal, plan, marks or events', async () => {
		world = new World(3, 1);
		await world.run();
		expect(readFileSync(join(world.dir, 'journal.jsonl'), 'utf8')).not.toContain(secretToken);
		expect(JSON.stringify(world.events)).not.toContain(secretToken);
		for (const host of world.fleet.hosts.values()) expect(JSON.stringify([...host.files])).not.toContain(secretToken);
	});

	test('marks the hosts, so that another machine can take over', async () => {
		world = new World(1, 1);
		await world.run();
		const {lineage} = await world.recorded();
		expect(world.facts().get('w1')?.marks).toMatchObject({cluster: 'test', lineage, epoch: 1, planHash: world.plan().hash});
	});
});

describe('a second run', () => {
	test('changes nothing and asks each host once', async () => {
		world = new World(3, 2);
		await world.run();
		const applied = [...world.fleet.hosts.values()].map((host) => [...host.applied]);
		for (const host of world.fleet.hosts.values()) host.frames.length = 0;
		const summary = await world.run();
		expect(summary.result).toBe('done');
		for (const host of world.fleet.hosts.values()) expect(host.frames).toMatchObject([{checkOnly: true}]);
		expect([...world.fleet.hosts.values()].map((host) => [...host.applied])).toEqual(applied);
		const values = world.states()['control-plane/values@cp1'];
		expect(values).toBe('already');
		expect(
			new Set(
				Object.entries(world.states())
					.filter(([id]) => !id.includes('values'))
					.map(([, by]) => by),
			),
		).toEqual(new Set(['journal']));
	});

	test('with a worker more joins that one only', async () => {
		world = new World(1, 2);
		world.fleet.host('w2').dead = true;
		expect(await world.run()).toMatchObject({result: 'partly-done', exitCode: 4, setAside: [{host: 'w2'}]});
		world.fleet.host('w2').dead = false;
		expect(await world.run({mode: 'resume'})).toMatchObject({result: 'done'});
		expect(world.applied('workers/join')).toEqual({w1: 1, w2: 1});
		expect(world.applied('control-plane/init')).toEqual({cp1: 1});
	});

	test('does again what is no longer so, with a warning; asked to ask, it stops instead', async () => {
		world = new World(1, 1);
		await world.run();
		world.fleet.host('w1').effects.delete('prepare/swap');
		expect(await world.run({mode: 'resume'})).toMatchObject({result: 'needs-decision', exitCode: 6});
		expect(world.applied('prepare/swap')).toEqual({cp1: 1, w1: 1});
		expect(await world.run({mode: 'apply'})).toMatchObject({result: 'done'});
		expect(world.events).toContainEqual(expect.objectContaining({type: 'warning', code: 'drift', host: 'w1'}));
		expect(world.applied('prepare/swap')).toEqual({cp1: 1, w1: 2});
	});

	test('never repeats a once step that is no longer so', async () => {
		world = new World(1, 1);
		await world.run();
		world.fleet.host('w1').effects.delete('workers/join');
		const summary = await world.run({mode: 'apply'});
		expect(summary).toMatchObject({result: 'needs-decision', exitCode: 6});
		expect(summary.failures[0]).toMatchObject({host: 'w1', step: 'workers/join', phase: 'resume'});
		expect(world.applied('workers/join')).toEqual({w1: 1});
	});
});

describe('what the operator wishes', () => {
	test('drain lets running tasks end and starts nothing new', async () => {
		world = new World(1, 1);
		const control = runControl();
		const summary = await world.run({
			control,
			emit: (event) => {
				world.events.push(event);
				if (event.type === 'task.state' && event.step === 'packages/install' && event.state === 'running') control.drain();
			},
		});
		expect(summary).toMatchObject({result: 'interrupted', exitCode: 5});
		expect(world.applied('packages/install')).toEqual({cp1: 1, w1: 1});
		expect(world.applied('control-plane/init')).toEqual({});
		expect(await world.run({mode: 'resume'})).toMatchObject({result: 'done'});
		expect(world.applied('packages/install')).toEqual({cp1: 1, w1: 1});
	});

	test('detach leaves the job running; resume follows it to its end', async () => {
		world = new World(1, 1);
		const control = runControl();
		world.fleet.host('cp1').onJob = (step, host) => {
			if (step !== 'control-plane/init') return;
			host.busy = true;
			setImmediate(control.detach);
		};
		const summary = await world.run({control});
		expect(summary).toMatchObject({result: 'detached', exitCode: 5, next: ['kubewiz resume']});
		expect(world.applied('control-plane/init')).toEqual({});
		world.fleet.host('cp1').busy = false;
		expect(await world.run({mode: 'resume'})).toMatchObject({result: 'done'});
		expect(world.applied('control-plane/init')).toEqual({cp1: 1});
		expect(world.states()['control-plane/init@cp1']).toBe('adopted');
	});

	test('what a running job of ours has half made is not foreign', async () => {
		world = new World(1, 1);
		const host = world.fleet.host('cp1');
		const control = runControl();
		host.onJob = (step) => {
			if (step !== 'packages/install') return;
			host.busy = true;
			// The program is there already, and no package that it came from.
			host.effects.set(step, 'foreign');
			setImmediate(control.detach);
		};
		expect(await world.run({control})).toMatchObject({result: 'detached'});
		const summary = await world.run({
			mode: 'resume',
			emit: (event) => {
				world.events.push(event);
				if (event.type === 'task.state' && inEnglish(event.detail ?? '') === 'attached again') host.busy = false;
			},
		});
		expect(summary).toMatchObject({result: 'done'});
		expect(world.applied('packages/install')).toMatchObject({cp1: 1});
	});

	test('pause starts nothing until resume', async () => {
		world = new World(1, 0);
		const control = runControl();
		control.pause();
		const running = world.run({control});
		const {setImmediate: tick} = await import('node:timers/promises');
		for (let turn = 0; turn < 50; turn += 1) await tick();
		expect(world.applied('prepare/name')).toEqual({});
		control.resume();
		expect(await running).toMatchObject({result: 'done'});
	});
});
