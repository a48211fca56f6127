import {expect, test} from 'vitest';
import {wordsOf} from '../../screens/text/words.ts';
import type {Failure} from '../../src/events/event.ts';
import {atWork, fakeRun, stage} from './stage.tsx';

const [enter, tab, down] = ['\r', '\t', '\u001B[B'];

const expired: Partial<Failure> = {
	diagnosis: {
		id: 'E31',
		evidence: 'could not find a JWS signature',
		cause: 'The bootstrap token has expired.',
		fix: 'Make a new token.',
		commands: ['kubeadm token list', 'kubeadm token create --print-join-command'],
	},
	lastLines: [`error execution phase preflight: ${'could not find a JWS signature in the cluster-info ConfigMap '.repeat(2)}THE-END`],
	next: ['kubeadm token list', 'kubeadm token create --print-join-command', 'kubewiz logs w1 --step workers/join'],
};

test('what another try does by itself comes first; nothing is said twice, no line is cut', async () => {
	const run = fakeRun(3, 2);
	run.fail(0, 'w1', expired);
	const shown = stage({...atWork(run), rows: 40});
	await shown.until('n failures');
	await shown.type('n', 'r tries again: kubewiz makes a new token for each try.');
	const text = shown.screen();
	expect(text.indexOf('Try first')).toBeLessThan(text.indexOf('Likely cause'));
	expect(text.match(/kubeadm token list/g)).toHaveLength(1);
	expect(text).toContain('kubewiz logs w1 --step workers/join');
	expect(text).toContain('THE-END');
	await shown.unmount();
});

test('says how much of it is hidden, and scrolls', async () => {
	const run = fakeRun(3, 2);
	run.fail(0, 'w1', expired);
	const shown = stage({...atWork(run), rows: 16, columns: 60});
	await shown.until('n failures');
	await shown.type('n', / below/);
	expect(shown.screen()).not.toContain('kubewiz logs w1');
	await shown.type('\u001B[F', 'kubewiz logs w1');
	await shown.unmount();
});

test('a fix is shown whole before it runs, begins with the safe answer, and is run once agreed to; then it is tried again', async () => {
	const script = Array.from({length: 40}, (_, at) => `echo part ${at}`).join('\n');
	const run = fakeRun(3, 2);
	run.fail(0, 'w1', {mend: {destroys: false, scripts: [{host: 'w1', script}]}});
	run.send({type: 'run.end', result: 'failed', exitCode: 1, ms: 1, counts: {...run.view.counts}, setAside: [], next: []});
	const ran: string[] = [];
	const started: unknown[] = [];
	const at = atWork(run);
	const shown = stage({
		...at,
		state: {...at.state, handle: undefined},
		engine: {
			mend: async (failure, {onLines}) => {
				ran.push(failure.mend?.scripts[0]?.script ?? '');
				onLines('w1', ['it printed this']);
				return [{host: 'w1', ok: true, detail: 'done'}];
			},
			start: (what) => {
				started.push(what.kind);
				return {finished: new Promise(() => {}), drain: () => {}, detach: () => {}, pause: () => {}, resume: () => {}};
			},
		},
	});
	await shown.until('n failures');
	await shown.type('x', 'Run this against the failure on w1?');
	expect(shown.screen()).toContain('echo part 0');
	expect(shown.screen()).toMatch(/\d+ below/);
	await shown.type('\u001B[F', 'echo part 39');
	// Enter alone takes the safe answer.
	shown.send(enter);
	await shown.gone('Run this against');
	expect(ran).toEqual([]);
	await shown.type('x', 'Run this against the failure on w1?');
	await shown.type(tab + enter, 'The fix ran to its end');
	expect(ran).toEqual([script]);
	expect(shown.screen()).toContain('w1: it printed this');
	shown.send('r');
	await shown.gone('The fix ran to its end');
	expect(started).toEqual(['again']);
	await shown.unmount();
});

test.each([
	['Esc', '\u001B', 'en'],
	['Ctrl+C', '\u0003', 'zh'],
] as const)('%s in the middle of a fix asks; cut off, what remains is said, %s', async (_, key, language) => {
	const words = wordsOf(language);
	const run = fakeRun(3, 2);
	run.fail(0, 'w1', {mend: {destroys: false, scripts: [{host: 'w1', script: 'kubeadm reset'}]}});
	const cut = {en: 'its processes have ended', zh: '进程已结束'};
	let aborted = 0;
	const shown = stage({
		...atWork(run),
		language,
		engine: {
			mend: (_failure, {onLines, signal}) =>
				new Promise((resolve) => {
					onLines('w1', ['at it']);
					signal.addEventListener('abort', () => {
						aborted += 1;
						resolve([{host: 'w1', ok: false, detail: cut}]);
					});
				}),
		},
	});
	await shown.until(language === 'en' ? 'n failures' : 'n 失败');
	await shown.type('x', words.install.mendTitle('w1'));
	await shown.type(tab + enter, 'at it');
	// The first answer, and Esc, let it go on.
	await shown.type(key, words.preflight.stopTitle);
	await shown.type(enter, 'at it');
	await shown.type(key, words.preflight.stopTitle);
	await shown.type('\u001B', 'at it');
	expect(aborted).toBe(0);
	await shown.type(key, words.preflight.stopTitle);
	await shown.type(down + enter, cut[language]);
	expect(aborted).toBe(1);
	expect(shown.screen().replaceAll('\n', '')).toContain(words.install.mendCut);
	shown.send('\u001B');
	await shown.gone(cut[language]);
	await shown.unmount();
});

test('while others are at work, changing the answer lets them come to their end; the new plan follows at once', async () => {
	const run = fakeRun(3, 2);
	run.task(0, 'w2', 'running');
	run.fail(0, 'w1');
	const finished = Promise.withResolvers<void>();
	let drained = 0;
	const started: string[] = [];
	const shown = stage({
		...atWork(run, {finished: finished.promise, drain: () => (drained += 1)}),
		engine: {
			start: (what) => {
				started.push(what.kind);
				return {finished: finished.promise, drain: () => {}, detach: () => {}, pause: () => {}, resume: () => {}};
			},
		},
	});
	await shown.until('n failures');
	await shown.type('n', 'failed on w1');
	shown.send('e');
	await shown.until('The answer is on Topology.');
	expect(drained).toBe(1);
	shown.store.actions.startInstall();
	await shown.until('Goes on with the new plan as soon as what runs now has come to its end');
	expect(started).toEqual([]);
	await shown.unmount();
});

test('down moves in the failure, not in what lies below it', async () => {
	const run = fakeRun(3, 20);
	run.fail(0, 'w1', expired);
	const shown = stage(atWork(run));
	await shown.until('n failures');
	await shown.type('n', 'failed on w1');
	shown.send(down + down);
	await shown.type('\u001B', /❯ ✖ Step 0/);
	await shown.unmount();
});
