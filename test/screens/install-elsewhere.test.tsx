import {describe, expect, test} from 'vitest';
import {wordsOf} from '../../screens/text/words.ts';
import type {ScreenId} from '../../src/store/draft.ts';
import type {PlanView} from '../../src/store/engine.ts';
import {atWork, fakeRun, stage} from './stage.tsx';

const down = '\u001B[B';
const plan: PlanView = {hash: 'sha256:0', steps: [], tasks: [], files: []};
const engine = {specText: () => ''};

/** An install under way, seen from another screen. */
function elsewhere(screen: ScreenId, language: 'en' | 'zh' = 'en', calls: string[] = []) {
	const run = fakeRun(4, 2);
	run.task(0, 'cp1', 'done', 900);
	const {draft, state} = atWork(run, {drain: () => calls.push('drain')} as never);
	return stage({draft: {...draft, screen}, state: {...state, plan: {kind: 'here', value: plan}}, engine, language});
}

describe('while an install runs, on every other screen', () => {
	test.each(['hosts', 'preflight', 'topology', 'mirrors', 'review'] as const)(
		'%s: the header says so, and n goes back to it',
		async (screen) => {
			const shown = elsewhere(screen);
			await shown.until('The install is running (1/8)');
			await shown.type('n', 'so far');
			expect(shown.store.getState().draft.screen).toBe('install');
			expect(shown.screen()).not.toContain('The install is running');
			await shown.unmount();
		},
	);

	test('in Chinese', async () => {
		const shown = elsewhere('topology', 'zh');
		await shown.until(wordsOf('zh').install.elsewhere(1, 8));
		await shown.unmount();
	});

	test('the review starts no other one, and says why', async () => {
		const shown = elsewhere('review');
		await shown.until('The install is running');
		await shown.type('s', 'Not now: an install is running');
		expect(shown.screen()).not.toContain('Start the install?');
		await shown.unmount();
	});

	test.each(['q', '\u0003'])('%j asks how to stop it; stopping goes to it', async (key) => {
		const calls: string[] = [];
		const shown = elsewhere('review', 'en', calls);
		await shown.until('The install is running');
		await shown.type(key, 'Stop this install?');
		await shown.type(`${down}\r`, 'Stopping: what runs comes to its end');
		expect(calls).toEqual(['drain']);
		await shown.unmount();
	});

	test('one that comes to its end for a changed answer leaves n and s to the way through the screens', async () => {
		const run = fakeRun(4, 2);
		const {draft, state} = atWork(run);
		const shown = stage({
			draft: {...draft, screen: 'review'},
			state: {...state, stopping: true, plan: {kind: 'here', value: plan}},
			engine,
		});
		await shown.until('The install comes to its end');
		await shown.type('s', 'Start the install?');
		await shown.unmount();
	});
});
