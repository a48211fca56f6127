import {mkdtempSync, readdirSync, readFileSync, rmSync, statSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import type {EventBody} from '../../src/events/event.ts';
import {CappedFile} from '../../src/output/capped-file.ts';
import {readEvents, readHostLog} from '../../src/output/read-log.ts';
import {keptRuns, listRuns, newRunDirectory} from '../../src/output/run-directory.ts';
import {runLog} from '../../src/output/run-log.ts';
import {noCounts, play, runStart} from './events.ts';

let state: string;

beforeEach(() => {
	state = mkdtempSync(join(tmpdir(), 'kubewiz-log-'));
});
afterEach(() => rmSync(state, {recursive: true}));

const never = (error: Error) => {
	throw error;
};

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
	const list: T[] = [];
	for await (const item of items) list.push(item);
	return list;
}

const bodies: EventBody[] = [
	runStart,
	{type: 'host.state', host: 'w1', state: 'connected', latencyMs: 2},
	{type: 'task.state', host: 'w1', step: 'prepare/swap', state: 'running', attempt: 1},
	{type: 'task.output', host: 'w1', step: 'prepare/swap', phase: 'apply', lines: ['== not a head', 'swapoff: ok']},
	{type: 'task.state', host: 'w1', step: 'prepare/swap', state: 'done', attempt: 1, doneBy: 'changed', ms: 900, exitCode: 0},
	{type: 'task.state', host: 'w1', step: 'workers/join', state: 'running', attempt: 1},
	{type: 'task.output', host: 'w1', step: 'workers/join', phase: 'apply', lines: ['joined']},
	{type: 'run.end', result: 'done', exitCode: 0, ms: 5000, counts: {...noCounts, done: 2}, setAside: [], next: []},
];

describe('files of a run', () => {
	test('events, host logs and summary, all for the owner only', async () => {
		const run = await newRunDirectory(state, new Date('2026-11-21T10:00:00.5Z'));
		const log = runLog(run, never);
		play(log, bodies);
		await log.end();

		expect(run.name).toBe('20261121T100000Z');
		expect((await all(readEvents(run))).map((event) => event.type)).toEqual(bodies.map((body) => body.type));
		expect(JSON.parse(readFileSync(run.summary, 'utf8'))).toMatchObject({cluster: 'lab', result: 'done', exitCode: 0, failures: []});
		for (const file of [run.events, run.summary, run.hostLog('w1')]) expect(statSync(file).mode & 0o777).toBe(0o600);
		for (const directory of [run.path, join(run.path, 'hosts')]) expect(statSync(directory).mode & 0o777).toBe(0o700);
	});

	test("a step's part of a host's log; output that looks like a head is not one", async () => {
		const run = await newRunDirectory(state, new Date());
		const log = runLog(run, never);
		play(log, bodies);
		await log.end();
		const lines = await all(readHostLog(run, 'w1', 'prepare/swap'));
		expect(lines.map((line) => line.replace(/^== \S+/, '=='))).toEqual([
			'== prepare/swap running',
			' == not a head',
			' swapoff: ok',
			'== prepare/swap done changed rc=0 0.9s',
		]);
	});

	test('a torn last line of the events is skipped', async () => {
		const run = await newRunDirectory(state, new Date());
		const file = new CappedFile(run.events, 1 << 20, never);
		file.append('{"type":"warning","seq":1,"time":"t","code":"a","message":"b"}');
		file.append('{"type":"warn');
		await file.flush();
		expect(await all(readEvents(run))).toHaveLength(1);
	});

	test(`keeps the last ${keptRuns} runs, also those of the same second`, async () => {
		const now = new Date('2026-11-21T10:00:00Z');
		for (let count = 0; count < keptRuns + 3; count++) await newRunDirectory(state, now);
		const names = (await listRuns(state)).map((run) => run.name);
		expect(names).toHaveLength(keptRuns);
		expect(names.at(-1)).toBe(`20261121T100000Z-${keptRuns + 3}`);
		expect(readdirSync(join(state, 'runs'))).not.toContain('20261121T100000Z');
	});
});

describe('capped file', () => {
	test('is begun anew at its limit, keeping one older half', async () => {
		const path = join(state, 'x.log');
		const file = new CappedFile(path, 100, never);
		for (const line of ['a', 'b', 'c']) {
			file.append(line.repeat(59));
			await file.flush();
		}
		expect(readFileSync(path, 'utf8')).toBe(`${'c'.repeat(59)}\n`);
		expect(readFileSync(`${path}.1`, 'utf8')).toBe(`${'b'.repeat(59)}\n`);
	});

	test('tells once that it cannot be written, and drops the rest', async () => {
		const errors: Error[] = [];
		const file = new CappedFile(join(state, 'missing', 'x.log'), 100, (error) => errors.push(error));
		for (const line of ['a', 'b']) {
			file.append(line);
			await file.flush();
		}
		expect(errors).toHaveLength(1);
	});
});
