import {describe, expect, test} from 'vitest';
import {atWork, fakeRun, type Staged, stage} from './stage.tsx';

const hosts = [
	{name: 'cp1', address: '10.0.0.1', roles: ['control-plane' as const]},
	{name: 'w1', address: '10.0.0.2', roles: ['worker' as const]},
];

type Setting = NonNullable<Parameters<typeof stage>[0]>;

/** An install with every state, Chinese output and a failure. */
function everyState(): Setting {
	const run = fakeRun(8, 6);
	const states = ['done', 'running', 'checking', 'verifying', 'reconnecting', 'unknown', 'blocked'] as const;
	for (const [index, state] of states.entries()) run.task(1, run.names[index] ?? '', state);
	run.print(1, 'w1', '正在下载：第一个');
	run.fail(2, 'w7');
	return atWork(run);
}

const screens: readonly (readonly [string, Setting, keys: string])[] = [
	['ways in', {state: {offered: hosts}}, ''],
	['hosts', {draft: {hosts}}, ''],
	['the question whether to leave', {draft: {hosts}}, 'q'],
	['help', {draft: {hosts}}, '?'],
	['topology', {draft: {hosts, screen: 'topology'}}, ''],
	['mirrors', {draft: {hosts, screen: 'mirrors'}, state: {probes: {running: false, results: []}}}, ''],
	['install', everyState(), ''],
	['install, hosts', everyState(), '\t'],
	['install, failure', everyState(), 'n'],
	['install, stop', everyState(), '\u0003'],
];

async function shot(setting: Setting, keys: string, wideAmbiguous: boolean): Promise<{shown: Staged; text: string}> {
	const shown = stage({...setting, wideAmbiguous, engine: {probeMirrors: async () => {}, ...setting.engine}});
	await shown.until(/\S/);
	for (const key of keys) shown.send(key);
	await shown.settled();
	// The clock goes on between two pictures.
	return {shown, text: shown.screen().replaceAll(/\d+s\b/g, (time) => `${'#'.repeat(time.length - 1)}s`)};
}

describe('a terminal that counts ambiguous characters as two cells', () => {
	describe.each(['en', 'zh'] as const)('%s', (language) => {
		test.each(screens)('%s: the same picture, with and without --ascii', async (_, setting, keys) => {
			for (const ascii of [false, true]) {
				const usual = await shot({...setting, language, ascii}, keys, false);
				const wide = await shot({...setting, language, ascii}, keys, true);
				expect(usual.text.length).toBeGreaterThan(100);
				expect(wide.text).toBe(usual.text);
				for (const {shown} of [usual, wide]) await shown.unmount();
			}
		});
	});

	test("a host's own characters reach over the edge at most, never into the next row", async () => {
		const run = fakeRun(3, 3);
		run.task(0, 'w1', 'running');
		run.print(0, 'w1', `${'●'.repeat(60)} kubelet.service`);
		const usual = await shot(atWork(run), '', false);
		const wide = await shot(atWork(run), '', true);
		const others = (text: string) => text.split('\n').filter((line) => !line.includes('●'));
		expect(usual.text.split('\n').filter((line) => line.includes('●'))).toHaveLength(1);
		expect(others(wide.text)).toEqual(others(usual.text));
		for (const {shown} of [usual, wide]) await shown.unmount();
	});
});

describe('resize', () => {
	test.each([
		[120, 40, 80, 24],
		[120, 40, 60, 15],
		[80, 24, 60, 15],
		[60, 15, 120, 40],
	])('from %ix%i to %ix%i: the frame is that of a terminal which always had this size', async (...[wide, high, columns, rows]) => {
		const clock = (text: string) => text.replaceAll(/\d+s\b/g, (time) => `${'#'.repeat(time.length - 1)}s`);
		const fresh = stage({...everyState(), columns, rows});
		await fresh.until('1/48');
		await fresh.settled();
		const shown = stage({...everyState(), columns: wide, rows: high});
		await shown.until('1/48');
		await shown.settled();
		await shown.resize(columns, rows);
		await shown.settled();
		expect(clock(shown.screen())).toBe(clock(fresh.screen()));
		for (const one of [fresh, shown]) await one.unmount();
	});

	test('sixty sizes one after the other, keys in between: the last frame is as if it had never been another size', async () => {
		const setting: Setting = {
			draft: {hosts: Array.from({length: 40}, (_, index) => ({name: `node-${index + 1}`, address: `10.0.0.${index + 1}`}))},
		};
		const calm = stage(setting);
		await calm.until('node-1 ');
		await calm.type('\u001B[B'.repeat(25), /❯ . node-26/);
		await calm.settled();
		const shown = stage(setting);
		await shown.until('node-1 ');
		for (let turn = 0; turn < 60; turn += 1) {
			const [columns, rows] = [30 + ((turn * 37) % 140), 5 + ((turn * 13) % 50)];
			// Not waited for: the next comes while a frame is being drawn.
			void shown.resize(columns, rows);
			if (turn < 25) shown.send('\u001B[B');
		}
		await shown.resize(80, 24);
		await shown.until(/❯ . node-26/);
		await shown.settled();
		expect(rowsOf(shown.screen())).toEqual(rowsOf(calm.screen()));
		await shown.unmount();
		await calm.unmount();
	});
});

/** Where the list stands in its window depends on the way there; what each row looks like does not. */
function rowsOf(screen: string): readonly string[] {
	return screen.split('\n').filter((line) => !/node-\d|above|below/.test(line));
}
