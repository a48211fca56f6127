import {expect, test} from 'vitest';
import type {StartWhat, UnfinishedRun} from '../../src/store/engine.ts';
import {stage} from './stage.tsx';

const run: UnfinishedRun = {
	...{cluster: 'demo', started: 0, lastEvent: {time: 0, text: ''}, done: 1, total: 2},
	...{steps: [], hosts: ['cp1'], record: '/state/demo', plan: 'sha256:0', spec: '', workers: [], waived: []},
};

test('a run that could not even begin says why, and r tries again', async () => {
	const started: StartWhat[] = [];
	const shown = stage({
		engine: {
			start: (what) => {
				started.push(what);
				const finished = Promise.reject(new Error('the plan of demo was not kept'));
				return {finished, drain: () => {}, detach: () => {}, pause: () => {}, resume: () => {}};
			},
		},
	});
	shown.store.actions.resumeRun(run);
	await shown.until('the plan of demo was not kept');
	expect(shown.screen()).toContain('The install did not begin');
	shown.send('r');
	await expect.poll(() => started.map(({kind}) => kind)).toEqual(['resume', 'resume']);
	await shown.unmount();
});
