import {describe, expect, test} from 'vitest';
import type {EventBody} from '../../src/events/event.ts';
import {lookOf} from '../../src/output/look.ts';
import {plainRenderer} from '../../src/output/plain.ts';
import {asciiLook, memorySink, noCounts, play, runStart} from './events.ts';

function rendered(bodies: readonly EventBody[], options: {look?: typeof asciiLook; verbose?: boolean; log?: string} = {}): string {
	const sink = memorySink();
	const log = options.log;
	const renderer = plainRenderer(sink, {look: options.look ?? asciiLook, verbose: options.verbose ?? false, log: () => log});
	play(renderer, bodies);
	return sink.text();
}

const task = (state: 'checking' | 'running' | 'done' | 'waiting', more: object = {}): EventBody => ({
	type: 'task.state',
	host: 'w1',
	step: 'prepare/swap',
	state,
	attempt: 1,
	...more,
});

describe('plain lines', () => {
	test('a small run, line by line', () => {
		const text = rendered(
			[
				runStart,
				{type: 'host.state', host: 'w1', state: 'connecting'},
				{type: 'host.state', host: 'w1', state: 'connected', latencyMs: 3.21},
				task('waiting'),
				task('checking'),
				task('running'),
				{type: 'task.retry', host: 'w1', step: 'prepare/swap', attempt: 2, reason: 'apt lock held by pid 7', delayMs: 5000},
				task('done', {doneBy: 'changed', ms: 1234, attempt: 2}),
				{type: 'run.end', result: 'done', exitCode: 0, ms: 62_000, counts: {...noCounts, done: 3}, setAside: [], next: []},
			],
			{log: '/state/lab/runs/1'},
		);
		expect(text).toMatchInlineSnapshot(`
			"apply lab: 2 hosts, 2 steps, 3 tasks; plan sha256:0123456789ab
			10:00:02 w1                = connected round trip 3.2 ms
			10:00:05 w1   prepare/swap > running
			10:00:06 w1   prepare/swap ~ retry     2 in 5.0s: apt lock held by pid 7
			10:00:07 w1   prepare/swap + done      1.2s, attempt 2

			+ done: everything is done and verified, after 1m02s
			  3 tasks done
			  log: /state/lab/runs/1
			"
		`);
	});

	test('what was warned of on the way stands in the summary again, once', () => {
		const warning = {type: 'warning', code: 'drift', host: 'w1', message: 'it was done earlier'} as const;
		const text = rendered([
			runStart,
			warning,
			warning,
			{type: 'warning', code: 'stopping', message: 'draining'},
			{type: 'run.end', result: 'done', exitCode: 0, ms: 1, counts: noCounts, setAside: [], next: []},
		]);
		expect(text.match(/it was done earlier$/gm)).toHaveLength(3);
		expect(text).toMatch(/after .*\n.*\n {2}warning: w1: it was done earlier\n$/);
	});

	test('a failure tells step, host, command, code, lines, cause and what to do', () => {
		const text = rendered([
			runStart,
			{
				type: 'task.failed',
				host: 'w1',
				step: 'workers/join',
				failure: {
					host: 'w1',
					step: 'workers/join',
					title: 'Join the workers',
					phase: 'apply',
					command: 'kubeadm join --config /run/kubewiz/join.yaml',
					exitCode: 1,
					lastLines: ['error execution phase preflight:', '	[ERROR Port-10250]: Port 10250 is in use'],
					diagnosis: {
						id: 'E7',
						evidence: '[ERROR Port-10250]: Port 10250 is in use',
						cause: 'Another kubelet runs',
						fix: 'Stop it',
						commands: ['ss -ltnp'],
					},
					next: ['kubewiz resume -f cluster.yaml'],
				},
			},
		]);
		expect(text).toMatchInlineSnapshot(`
			"apply lab: 2 hosts, 2 steps, 3 tasks; plan sha256:0123456789ab

			x failed  workers/join on w1  Join the workers
			  command    kubeadm join --config /run/kubewiz/join.yaml
			  phase      apply
			  exit code  1
			  last lines
			             | error execution phase preflight:
			             | 	[ERROR Port-10250]: Port 10250 is in use
			  cause      Another kubelet runs [E7]
			  fix        Stop it
			  look       ss -ltnp
			  next       kubewiz resume -f cluster.yaml

			"
		`);
	});

	test('checks and output only when asked for', () => {
		const bodies: EventBody[] = [
			runStart,
			task('checking'),
			{type: 'task.output', host: 'w1', step: 'prepare/swap', phase: 'apply', lines: ['swapoff: done']},
		];
		expect(rendered(bodies)).not.toContain('swapoff');
		expect(rendered(bodies, {verbose: true})).toContain('w1 prepare/swap | swapoff: done');
		expect(rendered(bodies, {verbose: true})).toContain('? checking');
	});

	test('many hosts: a step is one line when its last host has ended, trouble keeps its own line', () => {
		const hosts = Array.from({length: 500}, (_, index) => `n${index}`);
		const start = {...runStart, hosts, steps: [{id: 'prepare/swap', title: 'x', hosts}]};
		const done = hosts.slice(1).map((host) => task('done', {host, doneBy: 'already', ms: 20}));
		const text = rendered([start, ...done, {...task('done'), state: 'failed', host: 'n0', exitCode: 3} as EventBody]);
		expect(text.split('\n')).toHaveLength(4);
		expect(text).toContain('500 hosts prepare/swap x failed    499 so already, 1 failed, slowest 0.0s');
		expect(text).toContain('n0        prepare/swap x failed    exit code 3');
	});

	test('a simulation says so first and last', () => {
		const lines = rendered([
			{...runStart, simulation: true},
			{type: 'run.end', result: 'done', exitCode: 0, ms: 1, counts: noCounts, setAside: [], next: []},
		])
			.trimEnd()
			.split('\n');
		expect(lines[0]).toContain('SIMULATION');
		expect(lines.at(-1)).toContain('SIMULATION');
	});

	test('ASCII look: no byte above 127; colour only when the terminal has it', () => {
		const bodies: EventBody[] = [runStart, task('running'), task('done'), {type: 'warning', code: 'x', message: 'y'}];
		expect(rendered(bodies)).toMatch(/^[\n\x20-\x7e]*$/);
		const colourful = rendered(bodies, {look: lookOf({colour: true, unicode: true, canAsk: false, columns: 80})});
		expect(colourful).toContain('\x1b[32m✔ done');
	});
});
