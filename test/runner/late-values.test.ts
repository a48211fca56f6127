import {describe, expect, it} from 'vitest';
import {LateValues} from '../../src/runner/late-values.ts';

const minute = 60_000;

describe('run-time values age', () => {
	it.each([
		['by the clock that never jumps', {now: 0, monotonic: 16 * minute}],
		['while the machine sleeps, when that clock stands still', {now: 16 * minute, monotonic: 0}],
		['also when the clock was set back', {now: -60 * minute, monotonic: 16 * minute}],
	])('%s', (_how, later) => {
		const time = {now: 0, monotonic: 0};
		const values = new LateValues({now: () => time.now, monotonic: () => time.monotonic});
		values.give('join-token', 'x');
		expect(values.isFresh('join-token')).toBe(true);
		Object.assign(time, later);
		expect(values.isFresh('join-token')).toBe(false);
	});
});
