import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {runProgram} from '../../src/commands/program.ts';
import type {RunEvent} from '../../src/events/event.ts';
import {eventSchema} from '../../src/events/schema.ts';
import {listRuns} from '../../src/output/run-directory.ts';
import {testEnvironment} from './environment.ts';

let cwd: string;

beforeEach(() => {
	cwd = mkdtempSync(join(tmpdir(), 'kubewiz-demo-test-'));
});
afterEach(() => rmSync(cwd, {recursive: true}));

const fast = ['--speed', '100000', '--seed', 'test'];

async function demo(...flags: string[]) {
	const environment = testEnvironment({cwd});
	await runProgram(environment, ['demo', ...fast, ...flags]);
	return {code: environment.code(), out: environment.out.text(), err: environment.err.text(), environment};
}

function events(out: string): RunEvent[] {
	return out
		.trimEnd()
		.split('\n')
		.slice(1)
		.map((line) => JSON.parse(line));
}

describe('a whole run on simulated hosts', () => {
	test('plain lines: a finished cluster, exit code 0, called a simulation first and last', async () => {
		const {code, out, err} = await demo('--hosts', '3');
		expect(err).toBe('');
		expect(code).toBe(0);
		expect(out).toContain('apply demo: 3 hosts');
		expect(out).toMatch(/cp1 +control-plane +v1\.\d+\.\d+ .* Ready/);
		expect(out).toContain('everything is done and verified');
		expect(out.match(/SIMULATION/g)).toHaveLength(2);
		expect(out).toMatch(/^[\n\x20-\x7e]*$/);
	});

	test('JSON: every line fits the published schema and is numbered in one row', async () => {
		const {code, out} = await demo('--hosts', '2', '--json');
		expect(code).toBe(0);
		const [version] = out.split('\n');
		expect(JSON.parse(version as string)).toMatchObject({type: 'version', schema: '1.0'});
		const all = events(out);
		expect(all.map((event) => event.seq)).toEqual(all.map((_, index) => index + 1));
		for (const event of all) expect(() => eventSchema.parse(event), JSON.stringify(event)).not.toThrow();
		expect(all.at(-1)).toMatchObject({type: 'run.end', result: 'done', exitCode: 0});
		expect(all.findLast((event) => event.type === 'report')?.report.nodes).toHaveLength(2);
	});

	test('a failure: exit code 1, one host, the others go on; resume ends it', async () => {
		const failed = await demo('--hosts', '3', '--fail', 'join:w2', '--json');
		expect(failed.code).toBe(1);
		const failures = events(failed.out).flatMap((event) => (event.type === 'task.failed' ? [`${event.step} on ${event.host}`] : []));
		expect(failures).toEqual(['workers/join on w2']);
		const proven = events(failed.out).flatMap((event) =>
			event.type === 'task.state' && event.step.startsWith('proof/') && event.state === 'done' ? [event.host] : [],
		);
		expect(new Set(proven)).toEqual(new Set(['cp1', 'w1']));
		const resumed = await demo('--hosts', '3', '--fail', 'join:w2', '--resume');
		expect(resumed.code).toBe(0);
		expect(resumed.out).toContain('resume demo: 3 hosts');
	});

	test('log files: of each host, the events, the summary; read by logs and status', async () => {
		const state = join(cwd, 'state');
		await demo('--hosts', '2', '--state-dir', state);
		const [run] = await listRuns(join(state, 'demo'));
		expect(JSON.parse(readFileSync(run?.summary as string, 'utf8'))).toMatchObject({result: 'done', simulation: true});

		const logs = testEnvironment({cwd});
		await runProgram(logs, ['logs', 'cp1', '--cluster', 'demo', '--state-dir', state, '--step', 'control-plane/init']);
		expect(logs.code()).toBe(0);
		expect(logs.out.text()).toContain('control-plane/init done');
		expect(logs.out.text()).not.toContain('prepare/');

		const status = testEnvironment({cwd});
		await runProgram(status, ['status', '--cluster', 'demo', '--state-dir', state]);
		expect(status.code()).toBe(0);
		expect(status.out.text()).toMatch(/last run: apply number 1 .*ended .*: done \(exit code 0\)/);
		expect(status.out.text()).toMatch(/^w1 +\d+\/\d+ +\+ done/m);
	});

	test('an unknown host of the log suggests the nearest', async () => {
		const state = join(cwd, 'state');
		await demo('--hosts', '2', '--state-dir', state);
		const logs = testEnvironment({cwd});
		await runProgram(logs, ['logs', 'cp', '--cluster', 'demo', '--state-dir', state]);
		expect(logs.code()).toBe(2);
		expect(logs.err.text()).toContain('did you mean cp1?');
	});

	test.each([
		['--fail', 'join', 'STEP:HOST'],
		['--die', 'w9@join', 'no host is called w9'],
		['--hosts', '0', 'from 1 to 5000'],
	])('%s %s is refused with the right form', async (flag, value, words) => {
		const {code, err} = await demo(flag, value);
		expect(code).toBe(2);
		expect(err).toContain(words);
	});
});

describe('signals', () => {
	/** Runs the demo and sends the signals, one by one, when the first step runs and then as each is answered. */
	async function stopped(...signals: ('SIGINT' | 'SIGTERM' | 'SIGHUP')[]) {
		const environment = testEnvironment({cwd});
		const left = [...signals];
		const {write} = environment.out;
		Object.assign(environment.out, {
			write: (text: string) => {
				write(text);
				if (/"state":"running"|"code":"stopping"/.test(text)) {
					const next = left.shift();
					if (next) queueMicrotask(() => environment.signal(next));
				}
			},
		});
		await runProgram(environment, ['demo', '--hosts', '2', '--seed', 'test', '--speed', '50', '--json']);
		return {code: environment.code(), end: events(environment.out.text()).at(-1)};
	}

	test('Ctrl-C once drains', async () => {
		const {code, end} = await stopped('SIGINT');
		expect(code).toBe(5);
		expect(end).toMatchObject({type: 'run.end', result: 'interrupted'});
	});

	test('Ctrl-C twice detaches', async () => {
		const {code, end} = await stopped('SIGINT', 'SIGINT');
		expect(code).toBe(5);
		expect(end).toMatchObject({type: 'run.end', result: 'detached'});
	});

	test('SIGTERM drains, SIGHUP detaches', async () => {
		expect((await stopped('SIGTERM')).end).toMatchObject({result: 'interrupted'});
		expect((await stopped('SIGHUP')).end).toMatchObject({result: 'detached'});
	});
});
