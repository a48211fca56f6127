import {expect, test} from 'vitest';
import {told} from '../../src/told.ts';
import {stage} from './stage.tsx';

const [esc, enter] = ['\u001B', '\r'];
const lines = [told('The plan differs from that of the last run:', '计划与上次运行的不同：'), told('  new hosts: w9', '  新增主机: w9')];

/** A run that waits for the operator's word, and what he gave. */
async function asked(language: 'en' | 'zh' = 'en') {
	const words: boolean[] = [];
	const shown = stage({
		...{columns: 60, rows: 15, language},
		draft: {screen: 'review'},
		engine: {
			start: (_what, _emit, ask) => {
				const finished = ask(lines).then((yes) => void words.push(yes));
				return {finished, drain: () => {}, detach: () => {}, pause: () => {}, resume: () => {}};
			},
		},
	});
	shown.store.actions.startInstall();
	await shown.until(language === 'en' ? 'new hosts: w9' : '新增主机: w9');
	return {shown, words};
}

test.each([
	['Enter alone', enter, false],
	['Esc', esc, false],
	['a choice', `\t${enter}`, true],
])('a plan that is another one is gone on with only by word: %s', async (_, keys, word) => {
	const {shown, words} = await asked();
	expect(shown.screen()).toContain('❯ Do not go on');
	shown.send(keys);
	await expect.poll(() => words).toEqual([word]);
	expect(shown.store.getState().planQuestion).toBeUndefined();
	await shown.unmount();
});

test.each(['drain', 'detach'] as const)('who leaves while it is asked (%s) has not agreed', async (leave) => {
	const {shown, words} = await asked();
	shown.store.actions[leave]();
	await expect.poll(() => words).toEqual([false]);
	await shown.unmount();
});

test('it is asked in Chinese too', async () => {
	const {shown} = await asked('zh');
	expect(shown.screen()).toContain('计划已不同');
	expect(shown.screen()).toContain('不继续');
	await shown.unmount();
});
