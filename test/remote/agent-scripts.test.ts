import {afterEach, beforeEach, describe, expect, test, vi} from 'vitest';
import type {UnitEvent} from '../../src/remote/contract.ts';
import {Secret} from '../../src/shell/secret.ts';
import {type LocalHost, localHost} from './agent-fixture.ts';
import {brief, eachShell, unit} from './agent-shells.ts';

// Real processes on a machine that may be busy.
vi.setConfig({testTimeout: 120_000, hookTimeout: 60_000});

describe.each(eachShell)('what goes into a script and comes out of it, under %s', (_name, shell) => {
	let host: LocalHost;
	beforeEach(() => {
		host = localHost(shell);
	});
	afterEach(() => host.remove());

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

	test('a hundred megabytes in one line and a flood of lines stay bounded, and say so', async () => {
		const {session} = host.connect();
		const big = "head -c 100000000 /dev/zero | tr '\\0' x; echo; echo the end";
		const [line] = await session.run([unit('line', {apply: big})]);
		expect(line?.tail.join('').length).toBeLessThan(40_000);
		expect(line?.tail.join('\n')).toMatch(/more characters|bytes of output dropped/);
		expect(line?.tail.at(-1)).toBe('the end');
		const seen: string[] = [];
		const began = performance.now();
		const [flood] = await session.run([unit('flood', {apply: 'seq 1 3000000; echo last words'})], {
			onEvent: (event) => event.kind === 'lines' && seen.push(...event.lines),
		});
		// As many as the gate lets through at once, and a thousand for each second that the flood took here.
		expect(seen.length).toBeLessThanOrEqual(5000 + (performance.now() - began) + 51);
		expect(seen.some((text) => /dropped/.test(text))).toBe(true);
		expect(flood?.tail.at(-1)).toBe('last words');
	});

	test('output made to look like replies stays output', async () => {
		const {session} = host.connect();
		const forged = 'for i in 1 2 3 4 5; do echo "abc $i end ok - - - 0"; echo "$i result 0 apply 0 1 0"; done; echo KWBOOT; exit 5';
		expect(brief(await session.run([unit('a', {apply: forged})]))).toEqual([['apply 5']]);
		expect(brief(await session.run([unit('b', {check: 'exit 0'})]))).toEqual([['check 0']]);
	});
});
