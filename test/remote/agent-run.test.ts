import {spawnSync} from 'node:child_process';
import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, test, vi} from 'vitest';
import {type LocalHost, localHost} from './agent-fixture.ts';
import {brief, eachShell, unit} from './agent-shells.ts';

// Real processes on a machine that may be busy.
vi.setConfig({testTimeout: 120_000, hookTimeout: 60_000});

describe.each(eachShell)('the agent under %s', (_name, shell) => {
	let host: LocalHost;
	beforeEach(() => {
		host = localHost(shell);
	});
	afterEach(() => host.remove());

	test('check, apply, verify: each only where the one before asks for it', async () => {
		const {session} = host.connect('todo() { echo "$1"; exit 10; }');
		const flag = join(host.paths.state, 'flag');
		const results = await session.run([
			unit('done', {check: 'exit 0', apply: 'exit 99'}),
			unit('todo', {check: `[ -e ${flag} ] || todo 'no flag'`, apply: `touch ${flag}`}),
			unit('no-check', {apply: ':'}),
			unit('partial', {check: 'exit 11', apply: 'exit 99'}),
			unit('never reached', {check: 'exit 0'}),
		]);
		expect(brief(results)).toEqual([['check 0'], ['check 10', 'apply 0', 'verify 0'], ['apply 0'], ['check 11']]);
	});

	test('partial is applied only when repair is asked for; foreign and broken checks never', async () => {
		const {session} = host.connect();
		const fixed = join(host.paths.state, 'fixed');
		const parts = {check: `[ -e ${fixed} ] || exit 11`, apply: `touch ${fixed}`};
		expect(brief(await session.run([unit('a', parts)]))).toEqual([['check 11']]);
		expect(brief(await session.run([unit('a', {...parts, repair: true})]))).toEqual([['check 11', 'apply 0', 'verify 0']]);
		expect(brief(await session.run([unit('a', {check: 'exit 12', apply: ':', repair: true})]))).toEqual([['check 12']]);
		expect(brief(await session.run([unit('a', {check: 'no_such_command', apply: ':'})]))).toEqual([['check 127']]);
	});

	test('checkOnly asks every unit and changes nothing', async () => {
		const {session} = host.connect();
		const flag = join(host.paths.state, 'flag');
		const units = [unit('a', {check: 'exit 10', apply: `touch ${flag}`}), unit('b', {check: 'exit 12'}), unit('c', {check: 'exit 0'})];
		expect(brief(await session.run(units, {checkOnly: true}))).toEqual([['check 10'], ['check 12'], ['check 0']]);
		expect(existsSync(flag)).toBe(false);
	});

	test('an apply that says 0 without effect fails by its verify', async () => {
		const {session} = host.connect();
		expect(brief(await session.run([unit('a', {apply: 'exit 0', verify: 'exit 1'}), unit('b', {check: 'exit 0'})]))).toEqual([
			['apply 0', 'verify 1'],
		]);
	});

	test('a mark is kept once the unit is done, and only then', async () => {
		const {session} = host.connect();
		const steps = join(host.paths.state, 'steps');
		await session.run([unit('prepare/swap', {check: 'exit 0', mark: 'sha256:1'}), unit('bad', {apply: 'exit 1', mark: 'no'})]);
		expect(readdirSync(steps)).toEqual(['prepare.swap']);
		expect(readFileSync(join(steps, 'prepare.swap'), 'utf8')).toBe('sha256:1\n');
	});

	test('exit code 124 of a script is an exit code, no timeout', async () => {
		const {session} = host.connect();
		expect(brief(await session.run([unit('a', {apply: 'exit 124'})]))).toEqual([['apply 124']]);
	});

	test('a request of a megabyte arrives whole', async () => {
		const {session} = host.connect();
		const text = (index: number): string => `cat >/dev/null <<'EOF'\n${`it's line ${index} "of" $many\n`.repeat(800)}EOF\nexit 0`;
		const units = Array.from({length: 60}, (_, index) => unit(`u${index}`, {check: text(index)}));
		expect(brief(await session.run(units))).toEqual(units.map(() => ['check 0']));
	});
});

test('the agent and the job runner are clean for shellcheck', async () => {
	if (spawnSync('shellcheck', ['--version']).status !== 0) {
		console.warn('SKIPPED: no shellcheck');
		return;
	}
	const {agentProgram} = await import('../../src/remote/agent/program.ts');
	const {agentCore} = await import('../../src/remote/agent/core.ts');
	const {agentRun} = await import('../../src/remote/agent/run.ts');
	const {jobRunner} = await import('../../src/remote/agent/job-runner.ts');
	// SC2016: the runner is a program in single quotes, on purpose.
	// The functions that agent and unit runner share come as a text too: they are checked in their place.
	const agent = agentProgram().replace('\neval "$shared"\n', () => agentCore + agentRun);
	for (const input of [agent, jobRunner])
		expect(spawnSync('shellcheck', ['-s', 'sh', '-e', 'SC2016,SC2034', '-'], {input, encoding: 'utf8'}).stdout).toBe('');
});
