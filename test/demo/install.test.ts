import {afterEach, expect, test} from 'vitest';
import type {DemoOptions} from '../../src/demo/options.ts';
import {type Operator, operator} from './install.ts';

const open: Operator[] = [];
const operatorOf = async (options?: DemoOptions) => {
	const made = await operator(options);
	open.push(made);
	return made;
};
afterEach(async () => {
	for (const one of open.splice(0)) await one.close();
});

test('an installation comes to its end, and a second one changes nothing', async () => {
	const {apply, home} = await operatorOf();
	const first = await apply();
	expect(first.summary).toMatchObject({result: 'done', exitCode: 0, failures: []});
	expect(home.fleet.counters).toMatchObject({violations: []});
	expect(Object.fromEntries(home.fleet.counters.inits)).toEqual({cp1: 1});
	expect(Object.fromEntries(home.fleet.counters.joins)).toEqual({w1: 1, w2: 1, w3: 1});
	const applies = [...home.fleet.counters.applies.values()].reduce((sum, count) => sum + count, 0);
	const second = await apply();
	expect(second.summary).toMatchObject({result: 'done', exitCode: 0});
	expect([...home.fleet.counters.applies.values()].reduce((sum, count) => sum + count, 0)).toBe(applies);
});
