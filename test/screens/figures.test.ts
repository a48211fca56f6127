import {describe, expect, test} from 'vitest';
import {timeLeft} from '../../screens/install/estimate.ts';
import {stripOf, treeColumns} from '../../screens/install/strip.ts';
import {fakeRun} from './stage.tsx';

describe('the time left', () => {
	test('is not told while there is no ground for it', () => {
		const run = fakeRun(3, 2);
		expect(timeLeft(run.view, 0)).toBeUndefined();
		run.task(0, 'cp1', 'done', 4000, 'changed');
		// The second step has been finished by nobody: half of the open tasks are unknown.
		expect(timeLeft(run.view, Date.now())).toBeUndefined();
	});

	test('is what the slowest host has before it, by what others took', () => {
		const run = fakeRun(3, 1);
		run.task(0, 'cp1', 'done', 4000, 'changed');
		run.task(0, 'w1', 'done', 6000, 'changed');
		expect(timeLeft(run.view, Date.now())).toBe(6000);
		run.task(0, 'w2', 'done', 1000, 'changed');
		expect(timeLeft(run.view, Date.now())).toBeUndefined();
	});
});

describe('the strip', () => {
	test('one cell a host; groups where they are more, each as its neediest host', () => {
		const run = fakeRun(10, 1);
		run.task(0, 'w7', 'failed');
		const [step] = run.view.steps;
		if (!step) throw new Error('there is a step');
		expect(stripOf(run.view, step, 20)).toHaveLength(10);
		const grouped = stripOf(run.view, step, 5);
		expect(grouped).toEqual(['waiting', 'waiting', 'waiting', 'failed', 'waiting']);
	});

	test.each([56, 78, 118])('fills %i columns and no more, with 3 hosts and with 500', (columns) => {
		for (const hosts of [3, 500]) {
			const {title, strip, counts, time} = treeColumns(fakeRun(hosts, 1).view, columns);
			expect(title + strip + counts + time + 3).toBeLessThanOrEqual(columns);
			expect(title).toBeGreaterThanOrEqual(12);
		}
	});
});
