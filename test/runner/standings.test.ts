import {afterEach, expect, test} from 'vitest';
import {askStandings} from '../../src/runner/standings.ts';
import {saying} from '../saying.ts';
import {World} from './world.ts';

let world: World;
afterEach(() => world.dispose());

test('asks every check with one frame per host, changes nothing, takes no lock', async () => {
	world = new World(1, 2);
	const plan = world.plan();
	world.fleet.host('cp1').effects.set('prepare/name', 'whole');
	world.fleet.host('w1').effects.set('workers/join', 'foreign');
	world.fleet.host('w2').dead = true;
	const standings = await askStandings({plan, fleet: world.fleet});
	expect(standings.size).toBe(plan.tasks.length);
	expect(standings.get('prepare/name@cp1')).toEqual({kind: 'done'});
	expect(standings.get('prepare/swap@cp1')).toEqual({kind: 'todo', reason: 'prepare/swap: code 10'});
	expect(standings.get('workers/join@w1')).toEqual({kind: 'foreign', reason: 'workers/join: code 12'});
	expect(standings.get('prepare/name@w2')).toEqual({kind: 'unknown', reason: 'w2 does not answer'});
	expect(standings.get('control-plane/values@cp1')).toEqual({kind: 'unknown', reason: saying('made only when another step needs it')});
	for (const host of world.fleet.hosts.values()) {
		expect(host.frames.length).toBeLessThanOrEqual(1);
		expect([...host.applied, ...host.files]).toEqual([]);
		expect(host.lock).toBeUndefined();
	}
});
