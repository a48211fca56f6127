import {afterEach, expect, test} from 'vitest';
import {runControl} from '../../src/runner/control.ts';
import {type Operator, type Outcome, operator} from './install.ts';

let one: Operator | undefined;
afterEach(() => one?.close());

const failing = () => operator({faults: [{kind: 'fail', step: 'join', host: 'w2', always: true}]});
const tokens = ({home}: Operator) => home.fleet.joinTokens.size;
const failures = ({summary}: Outcome) => summary.failures.map(({host, step}) => `${step}@${host}`);

test('a join that fails in every run leaves no token behind in any of them, and no decision is asked for', async () => {
	one = await failing();
	for (const go of [one.apply, one.resume, one.resume]) {
		const outcome = await go();
		expect(failures(outcome)).toEqual(['workers/join@w2']);
		expect(outcome.summary.result).toBe('failed');
		expect(tokens(one)).toBe(0);
	}
});

test('a token of a run that was left is taken back by the next, which did not make it', async () => {
	one = await failing();
	await one.apply();
	const control = runControl();
	const emit = (event: {readonly type: string; readonly step?: string; readonly state?: string}) => {
		if (event.type === 'task.state' && event.step === 'control-plane/join-token' && event.state === 'done') control.drain();
	};
	await one.resume({control, emit});
	expect(tokens(one)).toBe(1);
	one.home.fleet.machines.get('w2')?.die();
	const {summary, events} = await one.resume();
	expect(summary).toMatchObject({result: 'partly-done', failures: []});
	expect(tokens(one)).toBe(0);
	// It was to be expected: nobody is warned of it.
	expect(events.filter((event) => event.type === 'warning' && event.code === 'drift')).toEqual([]);
});
