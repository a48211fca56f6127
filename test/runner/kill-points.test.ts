import {afterEach, describe, expect, test} from 'vitest';
import {onOutward} from '../../src/outward.ts';
import {World} from './world.ts';

/** The process ends here. */
class Stop extends Error {}

let world: World | undefined;
afterEach(() => {
	world?.dispose();
	world = undefined;
});

/** Counts outward calls; from call number `at` on, none is made any more. Gives the number of calls. */
async function runStoppedAt(
	here: World,
	at: number,
	act: () => Promise<unknown>,
): Promise<{readonly calls: number; readonly stopped: boolean}> {
	let calls = 0;
	const off = onOutward(() => {
		calls += 1;
		if (calls < at) return;
		// Jobs under way last longer than the process: the next one meets them running.
		for (const host of here.fleet.hosts.values()) host.busy = true;
		throw new Stop(`stopped at call ${at}`);
	});
	try {
		await act();
		return {calls, stopped: calls >= at};
	} catch {
		// Dead processes say nothing; whether it was ready to go on is seen by the next run.
		return {calls, stopped: true};
	} finally {
		off();
	}
}

describe('kubewiz is killed before each call that leaves the process, in turn', () => {
	test('and every time a resume ends the install, with each once step run once', async () => {
		let points = 0;
		for (let at = 1; ; at += 1) {
			const here = new World(3, 2);
			world = here;
			const {stopped} = await runStoppedAt(here, at, () => here.run());
			if (!stopped) break;
			points += 1;
			goOnWhenTouched(here);
			const summary = await here.run({mode: 'resume'});
			expect({at, ...summary}).toMatchObject({result: 'done'});
			expectOnce(here, at);
			here.dispose();
			world = undefined;
		}
		console.log(`kill points covered: ${points}`);
		expect(points).toBeGreaterThan(60);
	});

	test('and again during the resume', async () => {
		for (let first = 20; first < 100; first += 20) {
			for (let second = 1; second < 60; second += 7) {
				const here = new World(2, 1);
				world = here;
				await runStoppedAt(here, first, () => here.run());
				goOnWhenTouched(here);
				await runStoppedAt(here, second, () => here.run({mode: 'resume'}));
				goOnWhenTouched(here);
				expect(await here.run({mode: 'resume'})).toMatchObject({result: 'done'});
				expectOnce(here, first * 1000 + second);
				here.dispose();
				world = undefined;
			}
		}
	});
});

/** Jobs of a host go on once the new process follows one of them, or (which would be wrong) starts another beside them. */
function goOnWhenTouched(here: World): void {
	for (const host of here.fleet.hosts.values()) {
		host.onJob = () => {
			host.busy = false;
		};
	}
	here.fleet.breaks = (host, call) => {
		if (call === 'attach') host.busy = false;
		return undefined;
	};
}

function expectOnce(here: World, at: number): void {
	const planes = Object.fromEntries(here.cluster.hosts.filter((host) => /^cp[2-9]/.test(host.name)).map((host) => [host.name, 1]));
	const workers = Object.fromEntries(here.cluster.hosts.filter((host) => host.name.startsWith('w')).map((host) => [host.name, 1]));
	expect({at, init: here.applied('control-plane/init')}).toEqual({at, init: {cp1: 1}});
	expect({at, join: here.applied('control-plane/join')}).toEqual({at, join: planes});
	expect({at, join: here.applied('workers/join')}).toEqual({at, join: workers});
	expect(here.violations()).toEqual([]);
}
