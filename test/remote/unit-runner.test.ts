import {afterEach, expect, test} from 'vitest';
import type {Unit, UnitResult} from '../../src/remote/contract.ts';
import type {HostSession} from '../../src/remote/host-session.ts';
import {localHost} from './agent-fixture.ts';

const hosts: ReturnType<typeof localHost>[] = [];
afterEach(async () => {
	for (const host of hosts.splice(0)) await host.remove();
});

function session(): HostSession {
	const host = localHost();
	hosts.push(host);
	return host.connect().session;
}

const unit = (id: string, scripts: Partial<Unit>): Unit => ({id, timeoutMs: 20_000, ...scripts});
const ends = (results: readonly UnitResult[]) =>
	results.map(({unit, phases}) => [
		unit,
		...phases.map(({phase, outcome}) => `${phase} ${outcome.kind === 'exit' ? outcome.code : outcome.reason}`),
	]);

test('a script stops at its first error, in every phase, and its EXIT trap runs', async () => {
	const script = 'trap "echo cleaned" EXIT\necho before\nfalse\necho after';
	const [result] = await session().run([unit('a', {check: `${script}`})]);
	expect(result?.tail).toEqual(['before', 'cleaned']);
	expect(ends(result ? [result] : [])).toEqual([['a', 'check 1']]);
	const later = await session().run([unit('b', {check: 'exit 10', apply: script}), unit('c', {check: 'exit 0'})]);
	expect(ends(later)).toEqual([['b', 'check 10', 'apply 1']]);
});

test('scripts share nothing: variables, functions, options, directory and arguments', async () => {
	const first = unit('a', {
		check: 'set -- x y; leak=1; rec() { echo mine; }; rec; set +e; cd /tmp; umask 077; exit 10',
		apply: ':',
		verify: ':',
	});
	const second = unit('b', {check: `echo "$# \${leak:-none} $(pwd) $(umask) \${N:-no nonce}"; false; echo 'set -e is off'`});
	const results = await session().run([first, second]);
	expect(results[1]?.tail).toEqual(['0 none / 0022 no nonce']);
});

test('values are variables of that unit alone and leave no file behind', async () => {
	const host = localHost();
	hosts.push(host);
	const results = await host
		.connect()
		.session.run([
			unit('a', {check: 'echo "$KW_CA_HASH" | tr a-z A-Z', values: {'ca-hash': "q'uux"}}),
			unit('b', {check: `echo "\${KW_CA_HASH:-gone}"; grep -rl 'q.*uux' ${host.paths.run} ${host.paths.state} || echo nowhere`}),
		]);
	expect(results.map(({tail}) => tail)).toEqual([["Q'UUX"], ['gone', 'nowhere']]);
});

test('a syntax error, exec, and an exit from a function end that script only', async () => {
	const results = await session().run(
		[
			unit('a', {check: 'if then'}),
			unit('b', {check: 'exec echo replaced'}),
			unit('c', {check: 'f() { exit 7; }; f; echo no'}),
			unit('d', {check: 'true'}),
		],
		{checkOnly: true},
	);
	expect(ends(results)).toEqual([
		['a', 'check 2'],
		['b', 'check 0'],
		['c', 'check 7'],
		['d', 'check 0'],
	]);
	expect(results[1]?.tail).toEqual(['replaced']);
});

test('what a script leaves running does not hold up the next one', async () => {
	const began = performance.now();
	const results = await session().run([unit('a', {check: 'sleep 30 & echo started'}), unit('b', {check: 'echo next'})]);
	expect(results.map(({tail}) => tail)).toEqual([['started'], ['next']]);
	expect(performance.now() - began).toBeLessThan(20_000);
});

test.each([
	['without a line feed at its end', 'printf abc', ['abc']],
	['empty lines', 'echo; echo; echo x', ['', '', 'x']],
	['of two megabytes', 'yes 0123456789 | head -c 2097152 | sed "\\$ s/.*/last/"', ['0123456789', 'last']],
	['with no line feed for a long time', 'head -c 300000 /dev/zero | tr "\\0" x; echo; echo end', ['end']],
])('output %s arrives', async (_, script, expected) => {
	const [result] = await session().run([unit('a', {check: script})]);
	expect(result?.tail.slice(-expected.length)).toEqual(expected);
});

test('a script past its time is told to end, and one that will not is ended; other checks go on', async () => {
	const results = await session().run(
		[
			unit('polite', {check: 'trap "echo bye; exit 0" TERM; sleep 60 & wait', timeoutMs: 1000}),
			unit('deaf', {check: 'trap "" TERM; echo deaf; while :; do sleep 1; done', timeoutMs: 1000}),
			unit('next', {check: 'echo here'}),
		],
		{checkOnly: true},
	);
	expect(ends(results)).toEqual([
		['polite', 'check timeout'],
		['deaf', 'check timeout'],
		['next', 'check 0'],
	]);
	expect(results.map(({tail}) => tail)).toEqual([['bye'], ['deaf'], ['here']]);
});

test('a cancel ends the script and the rest of the request', async () => {
	const stop = new AbortController();
	const running = session().run([unit('a', {check: 'exit 10', apply: 'echo begun; sleep 60'}), unit('b', {check: 'true'})], {
		signal: stop.signal,
		onEvent: (event) => event.kind === 'phase' && event.phase === 'apply' && stop.abort(),
	});
	expect(ends(await running)[0]?.slice(0, 3)).toEqual(['a', 'check 10', 'apply cancelled']);
});

test('marks of a request are all there when it has ended', async () => {
	const host = localHost();
	hosts.push(host);
	const {session: open} = host.connect();
	const units = ['x/a', 'x/b', 'x/c'].map((id) => unit(id, {check: id === 'x/b' ? 'exit 12' : 'true', mark: `${id} is done`}));
	await open.run(units, {checkOnly: true});
	const [result] = await open.run([unit('look', {check: `cd ${host.paths.state}; cat steps/*; ls -A . steps`})]);
	expect(result?.tail).toEqual(['x/a is done', 'x/c is done', '.:', 'epochs', 'jobs', 'steps', '', 'steps:', 'x.a', 'x.c']);
});
