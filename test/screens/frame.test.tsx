import {afterEach, describe, expect, test} from 'vitest';
import {wordsOf} from '../../screens/text/words.ts';
import {notReady} from '../../src/store/navigation.ts';
import {type Staged, stage} from './stage.tsx';

const words = wordsOf('en');
const open: Staged[] = [];
afterEach(async () => {
	for (const shown of open.splice(0)) await shown.unmount();
});

function on(setting: Parameters<typeof stage>[0]): Staged {
	const shown = stage({engine: {readHosts: () => ({hosts: [], problems: []})}, ...setting});
	open.push(shown);
	return shown;
}

describe('next', () => {
	test('says why it is not ready without being asked, also over a field and in Chinese', async () => {
		const shown = on({});
		await shown.until(words.keys.notReady(words.notReady['no-hosts']));
		await shown.type('a', 'Add hosts');
		expect(shown.screen()).toContain(words.keys.notReady(words.notReady['no-hosts']));
		const chinese = wordsOf('zh');
		await on({language: 'zh'}).until(chinese.keys.notReady(chinese.notReady['no-hosts']));
	});

	test.each(['hosts', 'preflight', 'review', 'install'] as const)('has its reason for the key on %s', async (screen) => {
		const never = new Promise<never>(() => {});
		const shown = on({draft: {screen}, engine: {plan: () => never, preflight: () => never, resolve: () => ({cluster: {}}) as never}});
		const why = notReady(screen, shown.store.getState());
		expect(why).toBeDefined();
		await shown.until(words.screens[screen]);
		await shown.type('\u000E', words.keys.notNow(words.notReady[why ?? 'no-hosts']));
	});

	test('leads nowhere on the last screen and says so', async () => {
		const shown = on({draft: {screen: 'done'}});
		await shown.until(words.screens.done);
		await shown.type('\u000E', words.keys.notNow(words.nextIs.done));
	});
});
