import {execFileSync, spawn} from 'node:child_process';
import {existsSync, mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {createInterface} from 'node:readline';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {readEvents} from '../../src/output/read-log.ts';
import {listRuns} from '../../src/output/run-directory.ts';

/** The program as people get it: one file, run by node. */
const directory = mkdtempSync(join(tmpdir(), 'kubewiz-bundle-'));
const bundle = join(directory, 'kubewiz.mjs');

beforeAll(() => {
	execFileSync(process.execPath, ['scripts/build.ts', bundle]);
});
afterAll(() => rmSync(directory, {recursive: true}));

function start(...words: string[]) {
	const child = spawn(process.execPath, [bundle, ...words], {stdio: ['ignore', 'pipe', 'pipe'], env: {...process.env, CI: 'true'}});
	const lines: string[] = [];
	const errors: string[] = [];
	child.stderr.on('data', (chunk) => errors.push(String(chunk)));
	const out = createInterface({input: child.stdout});
	out.on('line', (line) => lines.push(line));
	const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
	const until = (pattern: RegExp) => new Promise<void>((resolve) => out.on('line', (line) => pattern.test(line) && resolve()));
	return {child, lines, errors, ended, until};
}

describe('bundle', () => {
	test('runs as a program of its own, away from the project', async () => {
		const {lines, errors, ended} = start('version');
		expect(await ended).toBe(0);
		expect(errors).toEqual([]);
		const {version} = JSON.parse(readFileSync('package.json', 'utf8'));
		expect(lines[0]).toBe(`kubewiz ${version}`);
	});

	test('holds no path of the machine it was made on', () => {
		expect(readFileSync(bundle, 'utf8')).not.toContain(process.cwd());
	});

	test('one Ctrl-C drains: the signal is heard once', async () => {
		const {child, lines, ended, until} = start('demo', '--hosts', '2', '--speed', '20', '--json');
		await until(/"state":"running"/);
		child.kill('SIGINT');
		expect(await ended).toBe(5);
		const events = lines.map((line) => JSON.parse(line));
		expect(events.filter((event) => event.code === 'stopping')).toHaveLength(1);
		expect(events.at(-1)).toMatchObject({type: 'run.end', result: 'interrupted'});
	});

	test('a reader that goes away does not end the run', async () => {
		const state = join(directory, 'state');
		const {child, ended, until} = start('demo', '--hosts', '2', '--speed', '1000', '--state-dir', state);
		await until(/running/);
		child.stdout.destroy();
		expect(await ended).toBe(0);
		const [run] = await listRuns(join(state, 'demo'));
		let last: unknown;
		if (run) for await (const event of readEvents(run)) last = event;
		expect(last).toMatchObject({type: 'run.end', result: 'done'});
	});

	const olderNode = '/usr/bin/node';
	const isOlder =
		existsSync(olderNode) && Number.parseInt(execFileSync(olderNode, ['-p', 'process.versions.node'], {encoding: 'utf8'}), 10) < 24;
	test.skipIf(!isOlder)('an older Node says what is wrong, in one line', () => {
		const run = spawnResult(olderNode, bundle);
		expect(run).toEqual({
			status: 2,
			stderr: expect.stringMatching(
				/^kubewiz needs Node 24 or later; this is v\d+\.\d+\.\d+ \(.*\)\. "npm start -- VERB" where it was built brings a Node 24 along\n$/,
			),
		});
	});
});

function spawnResult(program: string, argument: string) {
	try {
		execFileSync(program, [argument], {encoding: 'utf8', stdio: 'pipe'});
		return {status: 0, stderr: ''};
	} catch (error) {
		const {status, stderr} = error as {status: number; stderr: string};
		return {status, stderr};
	}
}
