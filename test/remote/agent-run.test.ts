import {spawnSync} from 'node:child_process';
import {existsSync, readdirSync, readFileSync, statSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, test, vi} from 'vitest';
import type {Unit, UnitEvent} from '../../src/remote/contract.ts';
import {Secret} from '../../src/shell/secret.ts';
import {type LocalHost, localHost} from './agent-fixture.ts';

// Real processes on a machine that may be busy.
vi.setConfig({testTimeout: 120_000, hookTimeout: 60_000});

const shells = [['dash'], ['bash', '--posix'], ['busybox', 'sh']];
const present = shells.filter(([file, ...args]) => spawnSync(file as string, [...args, '-c', ':']).status === 0);
for (const shell of shells) if (!present.includes(shell)) console.warn(`SKIPPED: the agent under ${shell.join(' ')}: not installed`);

function unit(id: string, parts: Partial<Unit>): Unit {
	return {id, timeoutMs: 10_000, ...parts};
}

describe.each(present.map((shell) => [shell.join(' '), shell] as const))('the agent under %s', (_name, shell) => {
	let host: LocalHost;
	beforeEach(() => {
		host = localHost(shell);
	});
	afterEach(() => host.remove());
	const brief = (results: readonly {phases: readonly {phase: string; outcome: unknown}[]}[]): string[][] =>
		results.map(({phases}) =>
			phases.map(
				({phase, outcome}) => `${phase} ${(outcome as {code?: number; reason?: string}).code ?? (outcome as {reason: string}).reason}`,
			),
		);

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

	test('scripts run clean: strict, C locale, no input, fixed PATH, umask 022, no descriptor of ours', async () => {
		const {session} = host.connect();
		const apply = `echo "$LC_ALL $(umask) $-" ; read -r line || echo no input; echo "$PATH"; ls /proc/self/fd | tr '\\n' ' '; echo; : "$unset"`;
		await host.connect().link.lock({cluster: 'c', lineage: 'l', epoch: 1, owner: 'me'});
		const [result] = await session.run([unit('a', {apply})]);
		expect(result?.phases[0]?.outcome).toEqual({kind: 'exit', code: expect.any(Number)});
		expect(result?.phases[0]?.outcome).not.toEqual({kind: 'exit', code: 0});
		expect(result?.tail[0]).toMatch(/^C 0?022 \w*e\w*u|^C 0?022 \w*u\w*e/);
		expect(result?.tail.slice(1, 4)).toEqual([
			'no input',
			'/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
			expect.not.stringMatching(/\b9\b/),
		]);
		expect(result?.tail.at(-1)).toMatch(/unset/);
	});

	test('output comes as lines with its phase, and the end with exit code and time', async () => {
		const {session} = host.connect();
		const events: UnitEvent[] = [];
		await session.run([unit('a', {check: 'echo look; exit 10', apply: 'printf "one\\ntwo"; echo three >&2', verify: ':'})], {
			onEvent: (event) => events.push(event),
		});
		const ms = expect.any(Number);
		const ended = (phase: string, code: number) => ({kind: 'phase-end', unit: 'a', phase, outcome: {kind: 'exit', code}, ms});
		expect(events).toEqual([
			{kind: 'phase', unit: 'a', phase: 'check'},
			{kind: 'lines', unit: 'a', phase: 'check', lines: ['look']},
			ended('check', 10),
			{kind: 'phase', unit: 'a', phase: 'apply'},
			{kind: 'lines', unit: 'a', phase: 'apply', lines: ['one', 'twothree']},
			ended('apply', 0),
			{kind: 'phase', unit: 'a', phase: 'verify'},
			ended('verify', 0),
		]);
	});

	test('text of any kind reaches the script unchanged', async () => {
		const {session} = host.connect();
		const word = `it's "$HOME" \`id\` \\ 中文 \t!; rm -rf /`;
		const apply = `cat <<'EOF'\n${word}\nEOF\n`;
		const [result] = await session.run([unit('a', {apply})]);
		expect(result?.tail).toEqual([word]);
	});

	test('values come through a file that is gone when the script runs, and are not in the environment', async () => {
		const {session} = host.connect();
		const values = {'join-token': new Secret('join-token', `abcdef.0123456789abcdef`), 'ca-hash': `it's`};
		// biome-ignore lint/suspicious/noTemplateCurlyInString: it is the shell's
		const apply = 'echo "${#KW_JOIN_TOKEN} $KW_CA_HASH"; env | grep -c KW_ || :; ls "${KW_GIVEN%/*}"';
		const [result] = await session.run([unit('a', {apply, values})]);
		expect(result?.tail.slice(0, 2)).toEqual(["23 it's", '0']);
		expect(result?.tail).not.toContain('values');
	});

	test('kw_give reports values; secret ones are Secrets and unreadable in the output', async () => {
		const {session} = host.connect('kw_give() { echo "the library has one too" >&2; }');
		const apply = 'kw_give join-token opensesame123; kw_give ca-hash sha256:1; kw_give invented x; echo "token opensesame123"';
		const [result] = await session.run([unit('a', {apply})]);
		expect(Object.keys(result?.gave ?? {})).toEqual(['join-token', 'ca-hash']);
		const token = result?.gave['join-token'];
		expect(token instanceof Secret && token.reveal()).toBe('opensesame123');
		expect(result?.gave['ca-hash']).toBe('sha256:1');
		expect(result?.tail).toEqual(['token ‹secret:join-token›']);
	});

	test('a mark is kept once the unit is done, and only then', async () => {
		const {session} = host.connect();
		const steps = join(host.paths.state, 'steps');
		await session.run([unit('prepare/swap', {check: 'exit 0', mark: 'sha256:1'}), unit('bad', {apply: 'exit 1', mark: 'no'})]);
		expect(readdirSync(steps)).toEqual(['prepare.swap']);
		expect(readFileSync(join(steps, 'prepare.swap'), 'utf8')).toBe('sha256:1\n');
	});

	test('a script over its time is ended with all it started', async () => {
		const {session} = host.connect();
		const pid = join(host.paths.state, 'pid');
		const [result] = await session.run([unit('slow', {apply: `sleep 300 & echo $! >${pid}; wait`, timeoutMs: 1000})]);
		expect(result?.phases[0]?.outcome).toMatchObject({kind: 'unknown', reason: 'timeout'});
		expect(alive(Number(readFileSync(pid, 'utf8')))).toBe(false);
		expect(brief(await session.run([unit('next', {check: 'exit 0'})]))).toEqual([['check 0']]);
	});

	test('exit code 124 of a script is an exit code, no timeout', async () => {
		const {session} = host.connect();
		expect(brief(await session.run([unit('a', {apply: 'exit 124'})]))).toEqual([['apply 124']]);
	});

	test('cancel leaves no orphan, and the units after it do not begin', async () => {
		const {session} = host.connect();
		const pid = join(host.paths.state, 'pid');
		const stop = new AbortController();
		const begun = awaitFile(pid);
		const running = session.run(
			[unit('slow', {apply: `sleep 300 & echo $! >${pid}.new; mv ${pid}.new ${pid}; wait`}), unit('next', {check: 'exit 0'})],
			{signal: stop.signal},
		);
		await begun;
		stop.abort();
		const results = await running;
		expect(brief(results)).toEqual([['apply cancelled']]);
		expect(alive(Number(readFileSync(pid, 'utf8')))).toBe(false);
	});

	test('a hundred megabytes in one line and a flood of lines stay bounded, and say so', async () => {
		const {session} = host.connect();
		const big = "head -c 100000000 /dev/zero | tr '\\0' x; echo; echo the end";
		const [line] = await session.run([unit('line', {apply: big})]);
		expect(line?.tail.join('').length).toBeLessThan(40_000);
		expect(line?.tail.join('\n')).toMatch(/more characters|bytes of output dropped/);
		expect(line?.tail.at(-1)).toBe('the end');
		const seen: string[] = [];
		const [flood] = await session.run([unit('flood', {apply: 'seq 1 3000000; echo last words'})], {
			onEvent: (event) => event.kind === 'lines' && seen.push(...event.lines),
		});
		expect(seen.length).toBeLessThan(20_000);
		expect(seen.some((text) => /dropped/.test(text))).toBe(true);
		expect(flood?.tail.at(-1)).toBe('last words');
	});

	test('upload: whole, with its mode, in place of what was there; download gives the same bytes', async () => {
		const {session} = host.connect();
		await session.run([unit('a', {check: 'exit 0'})]);
		const path = join(host.paths.state, 'file with blank');
		const content = Buffer.from(Array.from({length: 2_500_000}, (_, index) => (index * 7 + (index >> 8)) & 255));
		expect(await session.upload(content, path, 0o640)).toEqual({kind: 'exit', code: 0});
		expect(statSync(path).mode & 0o777).toBe(0o640);
		expect(readFileSync(path).equals(content)).toBe(true);
		expect(Buffer.from(await session.download(path, 3_000_000)).equals(content)).toBe(true);
		expect(await session.upload(new Uint8Array(), path, 0o600)).toEqual({kind: 'exit', code: 0});
		expect(readFileSync(path).length).toBe(0);
		expect(readdirSync(host.paths.state).filter((name) => name.startsWith('.'))).toEqual([]);
	});

	test('upload into a directory that is not there, and download of nothing or too much, are refused', async () => {
		const {session} = host.connect();
		await session.run([unit('a', {check: 'exit 0'})]);
		await expect(session.upload(Buffer.from('x'), `${host.paths.state}/no/such/file`, 0o600)).rejects.toMatchObject({code: 'file-absent'});
		await expect(session.download(`${host.paths.state}/nothing`, 10)).rejects.toMatchObject({code: 'file-absent'});
		writeFileSync(join(host.paths.state, 'big'), 'x'.repeat(11));
		await expect(session.download(join(host.paths.state, 'big'), 10)).rejects.toMatchObject({code: 'file-absent'});
		await expect(session.upload(Buffer.from('x'), 'relative', 0o600)).rejects.toThrow(TypeError);
		expect(brief(await session.run([unit('still there', {check: 'exit 0'})]))).toEqual([['check 0']]);
	});

	test('when the line breaks, the agent ends what it runs, and itself, and cleans up', async () => {
		const {session, link} = host.connect();
		const pid = join(host.paths.state, 'pid');
		const begun = awaitFile(pid);
		const running = session.run([unit('slow', {apply: `sleep 300 & echo $! >${pid}.new; mv ${pid}.new ${pid}; wait`})]);
		await begun;
		await link.close();
		expect(brief(await running)).toEqual([['apply connection-lost']]);
		const sleeper = Number(readFileSync(pid, 'utf8'));
		await gone(() => alive(sleeper) || readdirSync(host.paths.run).length > 0);
	});

	test('a controller that falls silent is taken for lost', async () => {
		const quiet = localHost(shell, 1);
		try {
			const {session} = quiet.connect();
			const pid = join(quiet.paths.state, 'pid');
			const results = await session.run([unit('slow', {apply: `sleep 300 & echo $! >${pid}; wait`})]);
			expect(brief(results)[0]).toEqual([expect.stringMatching(/^apply (agent-died|connection-lost|cancelled)$/)]);
			await gone(() => alive(Number(readFileSync(pid, 'utf8'))) || readdirSync(quiet.paths.run).length > 0);
		} finally {
			await quiet.remove();
		}
	});

	test('output made to look like replies stays output', async () => {
		const {session} = host.connect();
		const forged = 'for i in 1 2 3 4 5; do echo "abc $i end ok - - - 0"; echo "$i result 0 apply 0 1 0"; done; echo KWBOOT; exit 5';
		expect(brief(await session.run([unit('a', {apply: forged})]))).toEqual([['apply 5']]);
		expect(brief(await session.run([unit('b', {check: 'exit 0'})]))).toEqual([['check 0']]);
	});

	test('a request of a megabyte arrives whole', async () => {
		const {session} = host.connect();
		const text = (index: number): string => `cat >/dev/null <<'EOF'\n${`it's line ${index} "of" $many\n`.repeat(800)}EOF\nexit 0`;
		const units = Array.from({length: 60}, (_, index) => unit(`u${index}`, {check: text(index)}));
		expect(brief(await session.run(units))).toEqual(units.map(() => ['check 0']));
	});

	test('killed without a word, the agent takes what it ran with it', async () => {
		const {session} = host.connect();
		const pid = join(host.paths.state, 'pid');
		const begun = awaitFile(pid);
		const running = session.run([
			unit('slow', {apply: `sleep 300 & echo $! >${pid}.new; mv ${pid}.new ${pid}; wait`}),
			unit('next', {apply: `touch ${pid}.next`}),
		]);
		await begun;
		process.kill(host.shells[0] as number, 'SIGKILL');
		expect(brief(await running)[0]).toEqual([expect.stringMatching(/^apply (agent-died|connection-lost|cancelled)$/)]);
		const sleeper = Number(readFileSync(pid, 'utf8'));
		await gone(() => alive(sleeper) || readdirSync(host.paths.run).length > 0);
		expect(existsSync(`${pid}.next`)).toBe(false);
	});
});

function alive(pid: number): boolean {
	return (
		spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], {encoding: 'utf8'})
			.stdout.trim()
			.replace(/^Z.*/, '') !== ''
	);
}

/** Waits for a file that a script makes when it is under way. */
async function awaitFile(path: string): Promise<void> {
	await gone(() => !existsSync(path));
}

/** Waits until `still` is false. */
async function gone(still: () => boolean): Promise<void> {
	while (still()) await new Promise((resolve) => setTimeout(resolve, 20));
}

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
