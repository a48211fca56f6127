import {describe, expect, test} from 'vitest';
import type {EventBody, RunEvent} from '../../src/events/event.ts';
import {RunView} from '../../src/store/run-view.ts';

/** A run of two hosts and two steps, fed by hand. */
function begun(earlier?: RunView) {
	const view = new RunView(earlier);
	const send = (event: object, now = 0) => view.apply({...event, seq: 1, time: ''} as EventBody & RunEvent, now);
	const steps = ['prepare/swap', 'workers/join'].map((id) => ({id, title: id, hosts: ['cp1', 'w1']}));
	send({type: 'run.start', run: '/runs/1', cluster: 'demo', hosts: ['cp1', 'w1'], steps});
	const task = (step: string, host: string, state: string, ms?: number, now = 0) =>
		send({type: 'task.state', step, host, state, attempt: 1, ms}, now);
	return {view, send, task};
}

describe('the fold of a run', () => {
	test('begins with every task waiting', () => {
		const {view} = begun();
		expect(view.total).toBe(4);
		expect(view.counts.waiting).toBe(4);
		expect(view.tallyOfHost('w1').state).toBe('waiting');
	});

	test('counts by run, host and step agree, however tasks move', () => {
		const {view, task} = begun();
		task('prepare/swap', 'cp1', 'running');
		task('prepare/swap', 'cp1', 'done', 700);
		task('prepare/swap', 'w1', 'running');
		task('prepare/swap', 'w1', 'failed', 900);
		expect(view.counts).toMatchObject({waiting: 2, running: 0, done: 1, failed: 1});
		expect(view.tallyOfStep('prepare/swap')).toMatchObject({state: 'failed', slowestMs: 900});
		expect(view.tallyOfHost('cp1').counts).toMatchObject({done: 1, waiting: 1});
		expect(view.tallyOfHost('w1').state).toBe('failed');
	});

	test('a host shows the step it is at, its last line, and neither when the step is over', () => {
		const {view, send, task} = begun();
		task('prepare/swap', 'w1', 'running', undefined, 5);
		send({type: 'task.output', step: 'prepare/swap', host: 'w1', lines: ['one', 'two']}, 7);
		expect(view.hosts.get('w1')).toMatchObject({step: 'prepare/swap', stepSince: 5, lastLine: 'two', lastOutput: 7});
		task('prepare/swap', 'w1', 'done');
		expect(view.hosts.get('w1')).toMatchObject({step: undefined, lastLine: undefined});
		expect(view.output.ofHost('w1').map((line) => line.text)).toEqual(['one', 'two']);
	});

	test('keeps the last 2000 lines of a host', () => {
		const {view, send} = begun();
		for (let at = 0; at < 2100; at += 1) send({type: 'task.output', step: 'prepare/swap', host: 'w1', lines: [`${at}`]});
		expect(view.output.ofHost('w1')).toHaveLength(2000);
		expect(view.output.ofHost('w1').at(-1)?.text).toBe('2099');
	});

	test('what earlier runs took is added: the whole, and each step by its slowest', () => {
		const first = begun();
		first.task('prepare/swap', 'cp1', 'done', 800);
		first.send({type: 'run.end', result: 'failed', ms: 1000, next: [], setAside: []});
		const {view, task, send} = begun(first.view);
		task('prepare/swap', 'cp1', 'done', 0);
		task('workers/join', 'w1', 'done', 300);
		send({type: 'run.end', result: 'done', ms: 500, next: [], setAside: []});
		expect(view.tookMs).toBe(1500);
		expect([...view.stepTimes()]).toEqual([
			['prepare/swap', 800],
			['workers/join', 300],
		]);
	});
});
