import {expect, test} from 'vitest';
import {killAt} from './kill-points.ts';

/** The lab's run tries every call; this one a sample, spread over the whole run. */
const stride = 23;

test('killed before any call that leaves the process, kubewiz resumes to the end: init once, each join once', async () => {
	for (let at = 1; ; at += stride) {
		const {stopped, ...outcome} = await killAt(at);
		expect({at, ...outcome}).toEqual({at, result: 'done', inits: {cp1: 1}, joins: {w1: 1, w2: 1}, violations: []});
		if (!stopped) break;
	}
}, 300_000);
