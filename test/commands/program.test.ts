import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, describe, expect, test} from 'vitest';
import {buildProgram, runProgram} from '../../src/commands/program.ts';
import {testEnvironment} from './environment.ts';

const cwd = mkdtempSync(join(tmpdir(), 'kubewiz-cli-'));
afterAll(() => rmSync(cwd, {recursive: true}));

async function run(...argv: string[]) {
	const environment = testEnvironment({cwd});
	await runProgram(environment, argv);
	return {code: environment.code(), out: environment.out.text(), err: environment.err.text()};
}

const verbs = buildProgram(testEnvironment({cwd}), 'en').commands.map((command) => command.name());

describe('usage', () => {
	test('an unknown verb suggests the nearest', async () => {
		expect(await run('statsu')).toEqual({
			code: 2,
			out: '',
			err: "error: unknown command 'statsu'\n(Did you mean status?)\nSee 'kubewiz --help'.\n",
		});
	});

	test('an unknown flag suggests the nearest', async () => {
		const {code, err} = await run('status', '--cluser', 'x');
		expect(code).toBe(2);
		expect(err).toBe("error: unknown option '--cluser'\n(Did you mean --cluster?)\nSee 'kubewiz status --help'.\n");
	});

	test('a wrong choice names the right ones; too many arguments are refused', async () => {
		expect((await run('schema', 'evnts')).err).toContain('Allowed choices are cluster, events.');
		expect((await run('version', 'x')).code).toBe(2);
	});

	test('help without arguments and by flag, exit code 0', async () => {
		const bare = await run();
		expect(bare).toEqual(await run('--help'));
		expect(bare.code).toBe(0);
		for (const verb of verbs) expect(bare.out).toMatch(new RegExp(`^  ${verb} `, 'm'));
		expect(bare.out).toContain('Exit codes:');
	});

	test.each(verbs)('%s --help: summary, description, flags, at most 80 columns', async (verb) => {
		const {code, out} = await run(verb, '--help');
		expect(code).toBe(0);
		expect(out).toMatch(new RegExp(`^Usage: kubewiz ${verb}`));
		expect(out.split('\n')[2]?.length).toBeGreaterThan(30);
		expect(out.split('\n').filter((line) => line.length > 80)).toEqual([]);
	});
});

describe('verbs that need no hosts', () => {
	test('schema prints JSON Schemas', async () => {
		expect(JSON.parse((await run('schema')).out)).toMatchObject({title: 'kubewiz cluster.yaml'});
		expect(JSON.parse((await run('schema', 'events')).out).title).toBe('kubewiz events 1.0');
	});

	test('--version', async () => {
		expect(await run('--version')).toEqual({code: 0, out: '0.0.0-test\n', err: ''});
	});

	test('a missing cluster file: exit code 2, and what to do', async () => {
		const {code, err} = await run('status');
		expect(code).toBe(2);
		expect(err).toContain('there is no file cluster.yaml');
		expect(err).toContain('-f FILE');
	});

	test('every problem of a cluster file at once, with place and caret', async () => {
		writeFileSync(join(cwd, 'bad.yaml'), 'apiVersion: kubewiz.io/v1alpha1\nkind: Cluster\nmetadata:\n  nam: x\nspec:\n  hots: []\n');
		const {code, err} = await run('status', '-f', 'bad.yaml');
		expect(code).toBe(2);
		expect(err).toMatch(/^error: bad\.yaml has \d+ problems; nothing was touched\n/);
		expect(err).toContain('bad.yaml:4:3');
		expect(err).toContain('bad.yaml:6:3');
		expect(err).toMatch(/ {2}6 {2}\| {3}hots: \[\]\n.*\^/);
	});

	test('the same as JSON', async () => {
		const {code, out} = await run('status', '-f', 'bad.yaml', '--json');
		const [version, error] = out
			.trimEnd()
			.split('\n')
			.map((line) => JSON.parse(line));
		expect(code).toBe(2);
		expect(version).toEqual({type: 'version', schema: '1.0', kubewiz: '0.0.0-test'});
		expect(error).toMatchObject({type: 'error', code: 'spec', exitCode: 2, seq: 1});
	});

	test('no record of the cluster', async () => {
		const {code, err} = await run('status', '--cluster', 'nowhere', '--state-dir', cwd);
		expect(code).toBe(1);
		expect(err).toContain(`there is no record of a cluster nowhere in ${cwd}/nowhere`);
	});
});
