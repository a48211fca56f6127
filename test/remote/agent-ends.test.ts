import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, test, vi} from 'vitest';
import {type LocalHost, localHost} from './agent-fixture.ts';
import {alive, awaitFile, brief, eachShell, gone, unit} from './agent-shells.ts';

// Real processes on a machine that may be busy.
vi.setConfig({testTimeout: 120_000, hookTimeout: 60_000});

describe.each(eachShell)('how an agent under %s ends, and what it ran', (_name, shell) => {
	let host: LocalHost;
	beforeEach(() => {
		host = localHost(shell);
	});
	afterEach(() => host.remove());

	test('a script over its time is ended with all it started', async () => {
		const {session} = host.connect();
		const pid = join(host.paths.state, 'pid');
		const [result] = await session.run([unit('slow', {apply: `sleep 300 & echo $! >${pid}; wait`, timeoutMs: 1000})]);
		expect(result?.phases[0]?.outcome).toMatchObject({kind: 'unknown', reason: 'timeout'});
		expect(alive(Number(readFileSync(pid, 'utf8')))).toBe(false);
		expect(brief(await session.run([unit('next', {check: 'exit 0'})]))).toEqual([['check 0']]);
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

	test('a cancelled script has ended when nothing is left of it, also of what heeds no TERM', async () => {
		const {session} = host.connect();
		const pid = join(host.paths.state, 'pid');
		const stop = new AbortController();
		const begun = awaitFile(pid);
		const deaf = `trap "" TERM; echo $$ >${pid}.new; mv ${pid}.new ${pid}; while :; do sleep 0.1; done`;
		const running = session.run([unit('slow', {apply: `sh -c '${deaf}' & wait`})], {signal: stop.signal});
		await begun;
		stop.abort();
		expect(brief(await running)).toEqual([['apply cancelled']]);
		expect(alive(Number(readFileSync(pid, 'utf8')))).toBe(false);
		expect(brief(await session.run([unit('next', {check: 'exit 0'})]))).toEqual([['check 0']]);
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
