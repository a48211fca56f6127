import {expect, test} from 'vitest';
import {killAt} from './kill-points.ts';

test('killed before every single call that leaves the process, kubewiz resumes to the end: init once, each join once', async () => {
	let points = 0;
	for (let at = 1; ; at++) {
		const {stopped, ...outcome} = await killAt(at);
		expect({at, ...outcome}).toEqual({at, result: 'done', inits: {cp1: 1}, joins: {w1: 1, w2: 1}, violations: []});
		if (!stopped) break;
		points = at;
	}
	console.log(`kill points covered against the embedded fleet: ${points}`);
	expect(points).toBeGreaterThan(200);
}, 1_800_000);
