import {describe, expect, test} from 'vitest';
import {wordsOf} from '../../screens/text/words.ts';
import {atWork, fakeRun, stage} from './stage.tsx';

const down = '\u001B[B';

/** One host in each state a run can bring it into. */
function everyState() {
	const run = fakeRun(8, 2);
	run.task(0, 'cp1', 'done', 900);
	run.task(1, 'cp1', 'done', 900);
	run.task(0, 'w1', 'running');
	run.task(0, 'w2', 'checking');
	run.task(0, 'w3', 'verifying');
	run.fail(0, 'w4');
	run.send({type: 'host.state', host: 'w5', state: 'reconnecting', detail: 'the line broke'});
	run.send({type: 'host.state', host: 'w6', state: 'set-aside', detail: 'no answer'});
	for (const step of [0, 1]) run.task(step, 'w6', 'set-aside');
	return run;
}

describe('a host’s own line', () => {
	test.each(['en', 'zh'] as const)('%s: every state by glyph and word', async (language) => {
		const run = everyState();
		const shown = stage({...atWork(run), language});
		await shown.type('h', /w7 +\S/);
		const {states} = wordsOf(language);
		for (const [host, glyph, state] of [
			['cp1', '✔', 'done'],
			['w1', '►', 'running'],
			['w2', '◌', 'checking'],
			['w3', '◍', 'verifying'],
			['w4', '✖', 'failed'],
			['w5', '↻', 'reconnecting'],
			['w6', '⊘', 'set-aside'],
			['w7', '.', 'waiting'],
		] as const)
			expect(shown.screen()).toMatch(new RegExp(`[${glyph}] ${host} +${states[state]}( |$)`, 'm'));
		await shown.unmount();
	});

	test('has its step, how long it has been at it through check, apply and verify, and the bytes before the rest of the line', async () => {
		const run = fakeRun(2, 1);
		run.send({type: 'task.state', step: 'prepare/step-0', host: 'w1', state: 'checking', attempt: 1}, Date.now() - 125_000);
		run.send({type: 'task.state', step: 'prepare/step-0', host: 'w1', state: 'running', attempt: 1}, Date.now() - 3000);
		run.print(0, 'w1', 'Get:3 https://mirror.example/kubernetes/deb kubeadm 1.36.4-1.1 [11.9 MB]');
		const shown = stage({...atWork(run), columns: 80});
		await shown.until(/► w1 +running +Step 0 +2m0\ds 11\.9 MB {2}Get:3/);
		await shown.unmount();
	});

	test('says when nothing came for a minute, counted from the step’s own beginning', async () => {
		const run = fakeRun(3, 2);
		const began = (host: string, ago: number) =>
			run.send({type: 'task.state', step: 'prepare/step-0', host, state: 'running', attempt: 1}, Date.now() - ago);
		began('w1', 70_000);
		// This one printed long ago, at the step before.
		run.send({type: 'task.output', step: 'prepare/step-1', host: 'w2', phase: 'apply', lines: ['old']}, Date.now() - 90_000);
		began('w2', 5000);
		const shown = stage(atWork(run));
		await shown.until(/w1 .*nothing printed for 1m1\ds/);
		expect(shown.screen()).not.toMatch(/w2 .*nothing printed/);
		await shown.unmount();
	});
});

describe('the list of hosts', () => {
	test('failed first on a key; the cursor stays on its host however the order changes', async () => {
		const run = fakeRun(5, 1);
		for (const host of run.names) run.task(0, host, 'running');
		const shown = stage(atWork(run));
		await shown.type('h', /❯ ► cp1/);
		await shown.type(down + down, /❯ ► w2/);
		run.fail(0, 'w4');
		shown.store.setState({runVersion: run.view.version});
		await shown.until(/✖ w4/);
		const row = (host: string) =>
			shown
				.screen()
				.split('\n')
				.findIndex((line) => line.includes(` ${host} `));
		expect(row('w4')).toBeGreaterThan(row('w2'));
		await shown.type('o', /✖ w4[\s\S]*cp1/);
		await shown.until(/❯ ► w2/);
		expect(row('w4')).toBeLessThan(row('cp1'));
		await shown.type('a', 'Set w2 aside?');
		await shown.unmount();
	});
});

describe('the whole', () => {
	test('pause and going on, stopping, and what comes after are said', async () => {
		const run = fakeRun(2, 2);
		const calls: string[] = [];
		const handle = {pause: () => calls.push('pause'), resume: () => calls.push('resume'), drain: () => calls.push('drain')};
		const shown = stage(atWork(run, handle as never));
		await shown.type('p', 'PAUSED: nothing new starts');
		await shown.type('p', 'p pause');
		shown.send('q');
		await shown.until('Stop this install?');
		await shown.type(`${down}\r`, 'Stopping: what runs comes to its end');
		run.fail(0, 'w1');
		shown.store.setState({runVersion: run.view.version});
		await shown.type('r', 'Tried again as soon as what runs now has come to its end');
		expect(calls).toEqual(['pause', 'resume', 'drain']);
		await shown.unmount();
	});

	test('a number for the time left only when other hosts have done what is left', async () => {
		const run = fakeRun(10, 1);
		const shown = stage(atWork(run));
		run.send({type: 'task.state', step: 'prepare/step-0', host: 'cp1', state: 'done', attempt: 1, doneBy: 'already', ms: 1});
		for (const host of run.names.slice(1)) run.task(0, host, 'running');
		shown.store.setState({runVersion: run.view.version});
		await shown.until('1/10');
		// Nobody has had to do it: there is no ground.
		expect(shown.screen()).not.toContain('left');
		run.send({type: 'task.state', step: 'prepare/step-0', host: 'w1', state: 'done', attempt: 1, doneBy: 'changed', ms: 90_000});
		shown.store.setState({runVersion: run.view.version});
		await shown.until(/about 1m\d\ds left/);
		await shown.unmount();
	});

	test.each([
		['done', 'Everything is done and verified'],
		['failed', 'n shows what failed, r tries again'],
		['interrupted', 'r goes on where it was'],
		['needs-decision', 'Something has to be decided first'],
	] as const)('how it ended is said with the next keys: %s', async (result, words) => {
		const run = fakeRun(2, 1);
		if (result !== 'done') run.fail(0, 'w1');
		run.send({type: 'run.end', result, exitCode: 1, ms: 61_000, counts: {...run.view.counts}, setAside: [], next: []});
		const shown = stage(atWork(run));
		await shown.until(words);
		expect(shown.screen()).toContain('1m01s');
		await shown.type('q', '');
		await shown.app.waitUntilExit();
	});
});
