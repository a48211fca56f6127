import {spawnSync} from 'node:child_process';
import {existsSync, mkdirSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, test, vi} from 'vitest';
import type {Unit} from '../../src/remote/contract.ts';
import type {HostSession} from '../../src/remote/host-session.ts';
import {Secret} from '../../src/shell/secret.ts';
import {type LocalHost, localHost} from './agent-fixture.ts';
import {eachShell} from './agent-shells.ts';

// Real processes on a machine that may be busy.
vi.setConfig({testTimeout: 120_000, hookTimeout: 60_000});

const job = (apply: string, parts: Partial<Unit> = {}): Unit => ({id: 'job', timeoutMs: 60_000, apply, ...parts});

describe.each(eachShell)('jobs by an agent under %s', (_name, shell) => {
	let host: LocalHost;
	beforeEach(() => {
		host = localHost(shell);
	});
	afterEach(() => host.remove());
	const directory = (id: string): string => join(host.paths.state, 'jobs', id);

	/** Follows a job to its end. */
	async function follow(session: HostSession, id: string, offset = 0) {
		const lines: string[] = [];
		const gave: [string, Secret | string][] = [];
		const end = await session.attachJob(id, offset, {
			onLines: (some) => void lines.push(...some),
			onGave: (name, value) => void gave.push([name, value]),
		});
		return {...end, lines, gave};
	}

	test('runs, tells its output, its values and its exit code', async () => {
		const {session} = host.connect();
		expect(await session.jobState('j')).toEqual({kind: 'none'});
		const started = await session.startJob('j', job('echo 中文; kw_give ca-hash abc; kw_give join-token opensesame; echo end; exit 3'));
		expect(['running', 'exited']).toContain(started.kind);
		const end = await follow(session, 'j');
		expect(end.state).toEqual({kind: 'exited', code: 3});
		expect(end.lines).toEqual(['中文', 'end']);
		expect(end.offset).toBe(Buffer.byteLength('中文\nend\n'));
		expect(end.gave).toEqual([
			['ca-hash', 'abc'],
			['join-token', expect.any(Secret)],
		]);
		expect(await session.jobState('j')).toEqual({kind: 'exited', code: 3});
	});

	test('of finished jobs the newest are kept, and of those that are evidence all', async () => {
		const {session} = host.connect();
		await session.run([{id: 'a', check: 'exit 0', timeoutMs: 1000}]);
		/** A job of an earlier run, `age` minutes old. */
		const former = (id: string, age: number, files: Readonly<Record<string, string | Buffer>>) => {
			mkdirSync(directory(id), {recursive: true});
			for (const [name, text] of Object.entries(files)) writeFileSync(join(directory(id), name), text);
			if ('rc' in files) utimesSync(join(directory(id), 'rc'), new Date(), new Date(Date.now() - age * 60_000));
		};
		for (let age = 1; age <= 40; age++) former(`old-${age}`, age, {rc: '0', out: 'text'});
		former('init', 1000, {rc: '0', once: ''});
		former('cut-off', 1000, {started: 'another boot'});
		await session.startJob('j', job('true'));
		await follow(session, 'j');
		const left = readdirSync(join(host.paths.state, 'jobs'));
		expect(left.filter((id) => id.startsWith('old-'))).toHaveLength(32);
		expect(left).toEqual(expect.arrayContaining(['old-1', 'old-32', 'init', 'cut-off', 'j']));
		// Not many, but much: the second one goes over what they may take together.
		former('old-2', 2, {rc: '0', out: Buffer.alloc(70 << 20, 'x')});
		await session.startJob('k', job('true'));
		expect(existsSync(directory('old-1'))).toBe(true);
		expect(existsSync(directory('old-2'))).toBe(false);
	});

	test('started twice, it runs once', async () => {
		const {session} = host.connect();
		const other = host.connect().session;
		const count = join(host.paths.state, 'count');
		const unit = job(`echo ran >>${count}; sleep 0.3`);
		await session.run([{id: 'a', check: 'exit 0', timeoutMs: 1000}]);
		await Promise.all([session, other, session, other].map((one) => one.startJob('j', unit)));
		expect((await follow(session, 'j')).state).toEqual({kind: 'exited', code: 0});
		expect((await session.startJob('j', unit)).kind).toBe('exited');
		expect(readFileSync(count, 'utf8')).toBe('ran\n');
	});

	test('outlives the agent, and is found again by its id', async () => {
		const {session, link} = host.connect();
		const go = join(host.paths.state, 'go');
		await session.startJob('j', job(`echo begun; while [ ! -e ${go} ]; do sleep 0.05; done; echo done`));
		await link.close();
		const next = host.connect().session;
		expect(await next.jobState('j')).toEqual({kind: 'running'});
		writeFileSync(go, '');
		const end = await follow(next, 'j', Buffer.byteLength('begun\n'));
		expect(end.lines).toEqual(['done']);
		expect(end.state).toEqual({kind: 'exited', code: 0});
	});

	test('the agent killed under a follower: it connects again and goes on at the byte', async () => {
		const {session} = host.connect();
		const lines: string[] = [];
		const go = join(host.paths.state, 'go');
		await session.startJob('j', job(`printf 'one\\ntw'; while [ ! -e ${go} ]; do sleep 0.05; done; printf 'o\\nthree\\n'`));
		const following = session.attachJob('j', 0, {
			onLines: (some) => {
				lines.push(...some);
				if (!existsSync(go)) {
					process.kill(host.shells.at(-1) as number, 'SIGKILL');
					writeFileSync(go, '');
				}
			},
		});
		expect((await following).state).toEqual({kind: 'exited', code: 0});
		expect(lines).toEqual(['one', 'two', 'three']);
		expect(host.states.map(({kind}) => kind)).toContain('reconnecting');
	});

	test('a script whose bytes are not those that were meant is not run', async () => {
		const {link, session} = host.connect();
		const client = await link.client();
		const request = {
			verb: 'job-start',
			job: 'j',
			timeoutSeconds: 5,
			once: false,
			values: {},
			sha256: 'f'.repeat(64),
			script: 'exit 0',
			unit: 'u',
		} as const;
		await expect(client.request(request, 0)).rejects.toMatchObject({code: 'checksum'});
		expect(await session.jobState('j')).toEqual({kind: 'none'});
	});

	test('its values are in no file once it runs, its directory is closed to others', async () => {
		const {session} = host.connect();
		const values = {'join-token': new Secret('join-token', 'open sesame'), 'ca-hash': "it's"};
		const search = `grep -rl 'op[e]n sesame' ${host.paths.state} ${host.paths.run} || echo nowhere; echo "\${#KW_JOIN_TOKEN} $KW_CA_HASH"`;
		await session.startJob('j', job(search, {values}));
		expect((await follow(session, 'j')).lines).toEqual(['nowhere', "11 it's"]);
		expect(statSync(host.paths.state).mode & 0o777).toBe(0o700);
	});

	test('started on the disk and nobody runs it: interrupted, and never started again', async () => {
		const {session} = host.connect();
		await session.run([{id: 'a', check: 'exit 0', timeoutMs: 1000}]);
		for (const [id, boot] of [
			['here', readFileSync('/proc/sys/kernel/random/boot_id', 'utf8')],
			['before', '00000000-0000-0000-0000-000000000000\n'],
		] as const) {
			mkdirSync(directory(id));
			writeFileSync(join(directory(id), 'lock'), '');
			writeFileSync(join(directory(id), 'started'), boot);
		}
		expect(await session.jobState('here')).toEqual({kind: 'interrupted', rebooted: false});
		expect(await session.startJob('before', job('exit 0'))).toEqual({kind: 'interrupted', rebooted: true});
	});

	test('its runner killed: interrupted', async () => {
		const {session} = host.connect();
		await session.startJob('j', job('sleep 60'));
		// That it has started is said a moment before its process is noted.
		await vi.waitFor(() => expect(existsSync(join(directory('j'), 'pid'))).toBe(true), {timeout: 30_000});
		const group = Number(readFileSync(join(directory('j'), 'pid'), 'utf8'));
		const runner = Number(spawnSync('ps', ['-o', 'ppid=', '-p', String(group)], {encoding: 'utf8'}).stdout);
		process.kill(runner, 'SIGKILL');
		process.kill(-group, 'SIGKILL');
		expect((await follow(session, 'j')).state).toEqual({kind: 'interrupted', rebooted: false});
	});

	test('a daemon it leaves behind neither holds the lock nor the end', async () => {
		const {session} = host.connect();
		const pid = join(host.paths.state, 'pid');
		await session.startJob('j', job(`setsid sleep 300 & echo $! >${pid}; echo left a daemon`));
		const end = await follow(session, 'j');
		expect(end.state).toEqual({kind: 'exited', code: 0});
		expect(end.lines).toEqual(['left a daemon']);
		process.kill(Number(readFileSync(pid, 'utf8')), 'SIGKILL');
	});

	test('cancel ends its whole group; one that runs once is refused', async () => {
		const {session} = host.connect();
		const pid = join(host.paths.state, 'pid');
		await session.startJob('j', job(`sleep 300 & echo $! >${pid}; wait`));
		await until(() => existsSync(pid));
		await session.cancelJob('j');
		const end = await follow(session, 'j');
		expect(end.state).toEqual({kind: 'exited', code: 143});
		expect(end.tail.at(-1)).toBe('kubewiz: ended because the operator cancelled it');
		expect(spawnSync('kill', ['-0', readFileSync(pid, 'utf8').trim()]).status).not.toBe(0);
		await session.startJob('once', job('sleep 0.5; echo whole', {once: true, timeoutMs: 1}));
		await expect(session.cancelJob('once')).rejects.toMatchObject({code: 'protocol'});
		expect((await follow(session, 'once')).lines).toEqual(['whole']);
	});

	test('over its time it is ended and says so', async () => {
		const {session} = host.connect();
		await session.startJob('j', job('sleep 300', {timeoutMs: 1000}));
		const end = await follow(session, 'j');
		expect(end.state).toEqual({kind: 'exited', code: 124});
		expect(end.tail.at(-1)).toMatch(/ended after 1 seconds/);
	});

	test('of a flood the beginning and the end are kept, and the size on the disk is bounded', async () => {
		const {session} = host.connect();
		await session.startJob('j', job("echo first; head -c 60000000 /dev/zero | tr '\\0' '\\n'; echo last"));
		const end = await follow(session, 'j');
		expect(end.state).toEqual({kind: 'exited', code: 0});
		expect(end.lines[0]).toBe('first');
		expect(end.tail.at(-1)).toBe('last');
		expect(end.lines.some((line) => /dropped/.test(line))).toBe(true);
		expect(end.offset).toBe('first\n'.length + 60_000_000 + 'last\n'.length);
		const size = Number(spawnSync('du', ['-sm', directory('j')], {encoding: 'utf8'}).stdout.split('\t')[0]);
		expect(size).toBeLessThan(25);
	});

	test('another request does not wait for the follower', async () => {
		const {session} = host.connect();
		const go = join(host.paths.state, 'go');
		await session.startJob('j', job(`while [ ! -e ${go} ]; do sleep 0.05; done`));
		const following = follow(session, 'j');
		const [result] = await session.run([{id: 'a', check: `touch ${go}`, timeoutMs: 5000}]);
		expect(result?.phases[0]?.outcome).toEqual({kind: 'exit', code: 0});
		expect((await following).state).toEqual({kind: 'exited', code: 0});
	});

	test('an abort detaches: the job goes on', async () => {
		const {session} = host.connect();
		const stop = new AbortController();
		await session.startJob('j', job('sleep 0.5; echo whole'));
		const following = session.attachJob('j', 0, {onLines: () => {}, signal: stop.signal});
		stop.abort();
		expect((await following).state.kind).toBe('unknown');
		expect((await follow(session, 'j')).lines).toEqual(['whole']);
	});

	test('a name that is no file name is refused', async () => {
		const {session} = host.connect();
		for (const id of ['../x', '', '.', 'a b']) expect((await session.startJob(id, job(':'))).kind).toBe('unknown');
		expect(existsSync(join(host.paths.state, 'x'))).toBe(false);
	});
});

async function until(true_: () => boolean): Promise<void> {
	while (!true_()) await new Promise((resolve) => setTimeout(resolve, 20));
}
