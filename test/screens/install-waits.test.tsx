import {expect, test} from 'vitest';
import {atWork, fakeRun, stage} from './stage.tsx';

const reconnecting = (host: string, givenUpInMs?: number) =>
	({type: 'host.state', host, state: 'reconnecting', detail: 'the line broke', ...(givenUpInMs !== undefined && {givenUpInMs})}) as const;

test.each([
	['en', /! w2 out of reach: set aside in 4m\d\ds unless it is back, a does it now; others wait/],
	['zh', /! w2 连不上：4m\d\ds 后仍未恢复则自动搁置，按 a 立即搁置/],
] as const)('%s: a host out of reach is said to be set aside, and when', async (language, said) => {
	const run = fakeRun(3, 1);
	run.send(reconnecting('w2', 299_900));
	const shown = stage({...atWork(run), columns: 100, language});
	await shown.until(said);
	run.send({type: 'host.state', host: 'w2', state: 'set-aside', detail: 'it does not answer any more'});
	shown.store.setState({runVersion: run.view.version});
	await shown.until(language === 'en' ? '⊘ w2 set aside; the others go on' : '⊘ w2 已搁置；其他主机继续');
	await shown.unmount();
});

test('a control plane out of reach is not offered to be set aside', async () => {
	const run = fakeRun(3, 1);
	run.send(reconnecting('cp1', 299_900));
	const shown = stage({...atWork(run), columns: 100});
	await shown.until(/cp1 out of reach, tried again for 4m\d\ds more; the others wait for it/);
	await shown.unmount();
});

test('a step that waits for its next try says when, which try that is, and what failed', async () => {
	const run = fakeRun(5, 2);
	run.send({
		...{type: 'task.retry', step: 'prepare/step-1', host: 'w4', attempt: 2, of: 5},
		reason: 'network: connection reset',
		delayMs: 912_900,
	});
	run.task(1, 'w4', 'waiting');
	const shown = stage({...atWork(run), columns: 100});
	await shown.until(/! w4: failed, tries again in 15m\d\ds \(2 of 5\): Step 1/);
	// It needs an eye before those that merely wait, and says why.
	await shown.until(/\. w4 +waiting +Step 1 +again in 15m\d\ds \(2 of 5\): network: conn/);
	run.task(1, 'w4', 'running');
	shown.store.setState({runVersion: run.view.version});
	await shown.until(/► w4 +running/);
	expect(shown.screen()).not.toContain('again in');
	await shown.unmount();
});

test('set aside offers the hosts that failed first', async () => {
	const run = fakeRun(4, 1);
	run.fail(0, 'cp1');
	run.fail(0, 'w3');
	const shown = stage(atWork(run));
	await shown.type('a', 'Which worker shall be set aside?');
	expect(shown.screen()).toMatch(/❯ w3\n.*w1\n.*w2/);
	await shown.unmount();
});
