import {afterEach, describe, expect, test} from 'vitest';
import {runControl} from '../../src/runner/control.ts';
import {saying} from '../saying.ts';
import type {Call} from './model-session.ts';
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
		expect(summary.failures[0]?.lastLines[0]).toEqual(saying('The line broke'));
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
