import {expect, test} from 'vitest';
import {atWork, fakeRun, stage} from './stage.tsx';

const [right, up] = ['\u001B[C', '\u001B[A'];

test('Enter on a step opens what all hosts printed at it; right goes to the next step', async () => {
	const run = fakeRun(3, 2);
	run.task(0, 'w1', 'running');
	run.print(0, 'w1', 'from the first worker');
	run.print(0, 'w2', 'from the second worker');
	run.print(1, 'w2', 'of another step');
	const shown = stage(atWork(run));
	await shown.until('Step 1');
	await shown.type('\r', 'Output of all hosts at: Step 0');
	expect(shown.screen()).toMatch(/^w1 +from the first worker$/m);
	expect(shown.screen()).toMatch(/^w2 +from the second worker$/m);
	expect(shown.screen()).not.toContain('of another step');
	expect(shown.screen()).toContain('/state/demo/runs/1/hosts/');
	await shown.type(right, 'of another step');
	await shown.unmount();
});

test('says when nothing came for a minute; a filter without a match says so; Ctrl+C asks from here too', async () => {
	const run = fakeRun(2, 1);
	run.send({type: 'task.output', step: 'prepare/step-0', host: 'cp1', phase: 'apply', lines: ['the last line']}, Date.now() - 65_000);
	const shown = stage(atWork(run));
	await shown.type('h', /❯ . cp1/);
	await shown.type('l', /nothing printed for 1m0\ds/);
	shown.send('/');
	await shown.until('filter:');
	await shown.type('zzz\r', 'No line has that.');
	await shown.type('\u0003', 'Stop this install?');
	await shown.type('\u001B', 'Output of cp1');
	await shown.unmount();
});

test('stays on the lines it was scrolled to while old ones fall out', async () => {
	const run = fakeRun(1, 1);
	const lines = (from: number, to: number) => Array.from({length: to - from}, (_, at) => `line ${from + at}.`);
	run.print(0, 'cp1', ...lines(0, 2000));
	const shown = stage(atWork(run));
	await shown.type('h', /❯ . cp1/);
	await shown.type('l', 'line 1999.');
	shown.send(up.repeat(3));
	await shown.gone('line 1999.');
	await shown.settled();
	const before = shown.screen().match(/line \d+\./)?.[0];
	run.print(0, 'cp1', ...lines(2000, 2100));
	shown.store.setState({runVersion: run.view.version});
	await shown.until('100 new lines; f follows');
	expect(shown.screen().match(/line \d+\./)?.[0]).toBe(before);
	await shown.unmount();
});
