import {afterEach, describe, expect, test} from 'vitest';
import {wordsOf} from '../../screens/text/words.ts';
import type {HostAnswer, UnfinishedRun, WizardEngine} from '../../src/store/engine.ts';
import {told} from '../../src/told.ts';
import {type Staged, stage} from './stage.tsx';

const [esc, down, enter] = ['\u001B', '\u001B[B', '\r'];
const words = wordsOf('en').resume;
const open: Staged[] = [];
afterEach(async () => {
	for (const shown of open.splice(0)) await shown.unmount();
});

const run = (cluster: string, minutes: number): UnfinishedRun => ({
	cluster,
	started: Date.now() - minutes * 60_000,
	lastEvent: {time: Date.now() - (minutes - 1) * 60_000, text: told('w1: Join: failed: no route', 'w1：加入：失败：无路由')},
	done: 7,
	total: 12,
	steps: [
		{title: 'Install containerd', done: 2, total: 2},
		{title: told('Join workers', '加入工作节点'), done: 0, total: 2},
	],
	hosts: ['cp1', 'w1'],
	plan: 'sha256:0',
	workers: ['w1'],
	waived: [],
	spec: '',
	record: `/state/${cluster}`,
});

/** The screen with two runs; the engine answers for their hosts when the test lets it. */
async function start(setting: {readonly language?: 'zh'; readonly columns?: number; readonly rows?: number} = {}) {
	const asked: {readonly run: UnfinishedRun; readonly options: Parameters<WizardEngine['askRun']>[1]; readonly end: () => void}[] = [];
	const away: string[] = [];
	const shown = stage({
		...setting,
		draft: {screen: 'topology'},
		engine: {
			unfinishedRuns: async () => [run('prod', 125), run('lab', 9)].filter(({cluster}) => !away.includes(cluster)),
			askRun: (one, options) => new Promise((end) => void asked.push({run: one, options, end})),
			putAway: async ({cluster}) => {
				away.push(cluster);
				return `/state/${cluster}.put-away`;
			},
		},
	});
	open.push(shown);
	await shown.store.actions.loadUnfinished();
	const answer = (at: number, ...answers: readonly HostAnswer[]) => {
		for (const one of answers) asked[at]?.options.onAnswer(one);
	};
	return {shown, asked, away, answer};
}

describe('unfinished installs', () => {
	test('tell age, last event, what is done, what remains, and what each host says as it comes', async () => {
		const {shown, asked, answer} = await start();
		await shown.until('❯ prod');
		expect(shown.screen()).toMatch(/prod +7 of 12 tasks done +last heard of 2h04m ago/);
		expect(shown.screen()).toMatch(/lab +7 of 12 tasks done +last heard of 8m00s ago/);
		expect(shown.screen()).toContain('begun 2h05m ago');
		expect(shown.screen()).toContain('w1: Join: failed: no route');
		expect(shown.screen()).toContain('1 of 2 steps are done');
		expect(shown.screen()).toContain('Still to do: Join workers');
		await shown.until('Asking the hosts: cp1, w1');
		answer(0, {host: 'cp1', says: told('in the cluster', '已加入集群')});
		await shown.until('cp1: in the cluster');
		expect(shown.screen()).toContain('Asking the hosts: w1');
		answer(0, {host: 'w1', says: 'refused ops', code: 'auth-failed'});
		await shown.until('w1: login refused (refused ops)');
		expect(shown.screen()).toContain('l gives passwords');
		// Another run is asked for itself, and answers that come late are nobody's.
		await shown.type(down, /❯ lab/);
		await expect.poll(() => asked.map((one) => one.run.cluster)).toEqual(['prod', 'lab']);
		expect(asked[0]?.options.signal.aborted).toBe(true);
		answer(0, {host: 'w1', says: 'too late'});
		answer(1, {host: 'w1', says: told('not in a cluster yet', '尚未加入集群')});
		await shown.until('w1: not in a cluster yet');
		expect(shown.screen()).not.toContain('too late');
	});

	test.each(['auth-failed', 'jump-failed', 'sudo-password-needed'])(
		'are gone on with only after the password that a host wants (%s)',
		async (code) => {
			const {shown, answer} = await start();
			await shown.until('Asking the hosts');
			answer(0, {host: 'w1', says: 'refused', code});
			await shown.until('l gives passwords');
			// The engine of this stage refuses to start a run: Enter must not ask it to.
			await shown.type(enter, 'sudo password');
			expect(shown.screen()).not.toContain('Unfinished installs');
		},
	);

	test('can be looked at whole', async () => {
		const {shown} = await start({columns: 60, rows: 15});
		await shown.until('❯ prod');
		await shown.type('v', 'Record and logs: /state/prod');
		await shown.type('\u001B[F', '0/2  Join workers');
		await shown.type(esc, words.title);
	});

	test('take passwords again, which were in memory only', async () => {
		const {shown, asked} = await start();
		await shown.until('❯ prod');
		await expect.poll(() => asked).toHaveLength(1);
		await shown.type('l', 'sudo password');
		expect(shown.screen()).not.toContain('Jump host');
		await shown.type(esc, words.title);
		await expect.poll(() => asked).toHaveLength(2);
	});

	test('are put away after a question; after the last one the operator is where he was', async () => {
		const {shown, away} = await start();
		await shown.until('❯ prod');
		await shown.type('d', words.putAwayTitle('prod'));
		await shown.type(enter, '❯ prod');
		expect(away).toEqual([]);
		await shown.type('d', words.putAwayTitle('prod'));
		await shown.type(`\t${enter}`, 'kept as /state/prod.put-away');
		await shown.until('❯ lab');
		await shown.type('d', words.putAwayTitle('lab'));
		shown.send(`\t${enter}`);
		await expect.poll(() => shown.store.getState().draft.screen).toBe('topology');
		expect(shown.store.getState().screens).not.toContain('resume');
		expect(away).toEqual(['prod', 'lab']);
	});

	test('that can not be put away stay, with the reason', async () => {
		const shown = stage({
			engine: {
				unfinishedRuns: async () => [run('prod', 5)],
				askRun: async () => {},
				putAway: () => Promise.reject(new Error('ops works on this cluster')),
			},
		});
		open.push(shown);
		await shown.store.actions.loadUnfinished();
		await shown.until('❯ prod');
		await shown.type('d', words.putAwayTitle('prod'));
		await shown.type(`\t${enter}`, 'ops works on this cluster');
		expect(shown.screen()).toContain('❯ prod');
	});

	test('are not put away while one of them is gone on with; when it is over, the list is as it is then', async () => {
		const {promise: finished, resolve: end} = Promise.withResolvers<void>();
		const away: string[] = [];
		let left = [run('prod', 5), run('lab', 5)];
		const shown = stage({
			draft: {screen: 'topology'},
			engine: {
				unfinishedRuns: async () => left,
				askRun: async () => {},
				putAway: async ({cluster}) => {
					away.push(cluster);
					return '';
				},
				start: () => ({finished, drain: () => {}, detach: () => {}, pause: () => {}, resume: () => {}}),
			},
		});
		open.push(shown);
		await shown.store.actions.loadUnfinished();
		await shown.until('❯ prod');
		await shown.type(enter, 'looked at once more');
		shown.store.actions.go('resume');
		await shown.until('❯ prod');
		await shown.type('d', words.putAwayTitle('prod'));
		await shown.type(`\t${enter}`, 'an install is at work');
		expect(away).toEqual([]);
		left = [];
		end();
		await expect.poll(() => shown.store.getState().screens).not.toContain('resume');
		expect(shown.store.getState().draft.screen).toBe('topology');
	});

	test('are left for another install: the answers so far are where they were', async () => {
		const {shown} = await start();
		await shown.until('❯ prod');
		shown.send('n');
		await expect.poll(() => shown.store.getState().draft.screen).toBe('topology');
	});

	test('whose record cannot be read say so, are not asked after, and can only be put away', async () => {
		const damaged = told('the plan kept for it: not a saved plan', '为它保留的计划：不是计划');
		const asked: string[] = [];
		const shown = stage({
			engine: {
				unfinishedRuns: async () => [{...run('prod', 5), steps: [], hosts: [], damaged}],
				askRun: async ({cluster}) => void asked.push(cluster),
				putAway: async () => '/state/prod.put-away',
			},
		});
		open.push(shown);
		await shown.store.actions.loadUnfinished();
		await shown.until('not a saved plan');
		expect(shown.screen()).toMatch(/❯ prod +record cannot be read/);
		await shown.type(enter, `: ${words.damaged}`);
		await shown.type('d', words.putAwayTitle('prod'));
		await shown.type(`\t${enter}`, 'kept as /state/prod.put-away');
		expect(asked).toEqual([]);
	});

	test('that can not even be looked for leave a wizard that opens and says why', async () => {
		const shown = stage({engine: {unfinishedRuns: () => Promise.reject(new Error('EACCES: /state'))}});
		open.push(shown);
		await shown.store.actions.loadUnfinished();
		await shown.until('EACCES: /state');
		expect(shown.store.getState().draft.screen).toBe('hosts');
	});

	test('speak Chinese', async () => {
		const {shown, answer} = await start({language: 'zh'});
		await shown.until('❯ prod');
		answer(0, {host: 'cp1', says: told('in the cluster', '已加入集群')});
		await shown.until('cp1：已加入集群');
		expect(shown.screen()).toContain('w1：加入：失败：无路由');
		expect(shown.screen()).toContain('加入工作节点');
	});
});
