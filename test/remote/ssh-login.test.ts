import {execFileSync, spawn} from 'node:child_process';
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, test, vi} from 'vitest';
import type {AuthSource} from '../../src/remote/auth-source.ts';
import {Secret} from '../../src/shell/secret.ts';
import {saying} from '../saying.ts';
import {noSecrets} from './no-secrets.ts';
import {keygen, noSshd, SshLab} from './sshd-fixture.ts';
import {noUsers, TestUsers} from './test-users.ts';

// Real processes on a machine that may be busy.
vi.setConfig({testTimeout: 120_000, hookTimeout: 60_000});

const look = {id: 'look', check: 'id -u', timeoutMs: 10_000};
const secret = (value: string): Secret => new Secret('test', value);

describe.skipIf(noSshd)('logging in to a real sshd', () => {
	let lab: SshLab;
	beforeAll(() => {
		lab = new SshLab();
	});
	afterAll(() => lab.stop());

	test('with a key, in one connection, and used again', async () => {
		const sshd = await lab.sshd();
		const fleet = lab.fleet([lab.host('h1', sshd)]);
		const states: string[] = [];
		fleet.onState((host, state) => states.push(`${host} ${state.kind}`));
		const session = await fleet.open('h1');
		expect((await session.run([look]))[0]?.tail).toHaveLength(1);
		await fleet.open('h1');
		expect(sshd.log.join('').match(/Accepted publickey/g)).toHaveLength(1);
		expect(states).toEqual(['h1 connecting', 'h1 connected']);
		expect(session.latencyMs).toBeGreaterThan(0);
	});

	test('with the second of several key files; the missing one is told when all fail', async () => {
		const sshd = await lab.sshd();
		const stranger = keygen(join(lab.root, 'stranger'), 'ed25519');
		const good = lab.host('good', sshd, {identityFiles: [stranger, lab.clientKey]});
		const bad = lab.host('bad', sshd, {identityFiles: ['/no/such/key', stranger]});
		const fleet = lab.fleet([good, bad]);
		await fleet.open('good');
		await expect(fleet.open('bad')).rejects.toMatchObject({
			code: 'auth-failed',
			details: expect.arrayContaining([
				saying(`tried: ${stranger}`),
				saying('the host takes: publickey'),
				saying('key file /no/such/key: there is none'),
			]),
		});
	});

	test('with rsa and ecdsa keys, and with a chain of two jump hosts', async () => {
		const sshd = await lab.sshd({keyTypes: ['rsa']});
		const outer = await lab.sshd({keyTypes: ['ecdsa']});
		const inner = await lab.sshd();
		const user = lab.host('x', sshd).ssh.user;
		const fleet = lab.fleet([
			lab.host('far', sshd, {jump: `${user}@127.0.0.1:${outer.port},${user}@127.0.0.1:${inner.port}`}),
			lab.host('far2', sshd, {jump: `${user}@127.0.0.1:${outer.port},${user}@127.0.0.1:${inner.port}`}),
		]);
		const sessions = await Promise.all([fleet.open('far'), fleet.open('far2')]);
		for (const session of sessions) expect((await session.run([look]))[0]?.phases[0]?.outcome).toEqual({kind: 'exit', code: 0});
		for (const jump of [outer, inner]) expect(jump.log.join('').match(/Accepted publickey/g)).toHaveLength(1);
	});

	test('with an encrypted key: the passphrase is asked for, once more when wrong', async () => {
		const locked = keygen(join(lab.root, 'locked'), 'ed25519', 'open sesame');
		const sshd = await lab.sshd();
		execFileSync('sh', ['-c', `cat ${locked}.pub >> ${lab.clientKey}.pub`]);
		const host = lab.host('h1', sshd, {identityFiles: [locked]});
		const given = ['wrong', 'open sesame'];
		const asked: string[] = [];
		const auth: AuthSource = {
			...noSecrets,
			passphrase: async (file) => {
				asked.push(file);
				return secret(given.shift() ?? '');
			},
		};
		await lab.fleet([host], {auth}).open('h1');
		expect(asked).toEqual([locked, locked]);
		await expect(lab.fleet([host]).open('h1')).rejects.toMatchObject({
			code: 'passphrase-needed',
			details: expect.arrayContaining([saying(locked)]),
		});
	});

	test('with the ssh-agent, which holds a key whose file needs a passphrase; it is never forwarded', async () => {
		const key = keygen(join(lab.root, 'in-agent'), 'ed25519');
		execFileSync('sh', ['-c', `cat ${key}.pub >> ${lab.clientKey}.pub`]);
		const socket = join(lab.root, 'agent.sock');
		const agent = spawn('ssh-agent', ['-D', '-a', socket], {stdio: ['ignore', 'pipe', 'ignore']});
		await new Promise((resolve) => agent.stdout.once('data', resolve));
		execFileSync('ssh-add', ['-q', key], {env: {...process.env, SSH_AUTH_SOCK: socket}, stdio: 'ignore'});
		execFileSync('ssh-keygen', ['-q', '-p', '-P', '', '-N', 'closed', '-f', key]);
		const config = join(lab.root, 'agent_config');
		writeFileSync(config, `IdentityAgent ${socket}\n`);
		const sshd = await lab.sshd({config: ['LogLevel DEBUG1']});
		try {
			const fleet = lab.fleet([lab.host('h1', sshd, {identityFiles: [key]})], {sshConfigFile: config});
			const session = await fleet.open('h1');
			// biome-ignore lint/suspicious/noTemplateCurlyInString: it is the shell's
			const [result] = await session.run([{...look, check: 'echo "${SSH_AUTH_SOCK:-none}"'}]);
			expect(result?.tail).toEqual(['none']);
			expect(sshd.log.join('')).not.toContain('auth-agent');
		} finally {
			agent.kill();
		}
	});

	test('settings come from ssh_config where the spec says nothing', async () => {
		const sshd = await lab.sshd();
		const config = join(lab.root, 'alias_config');
		const {user} = lab.host('x', sshd).ssh;
		writeFileSync(
			config,
			`Host node-one\n HostName 127.0.0.1\n Port ${sshd.port}\n User ${user}\n IdentityFile ${lab.clientKey}\n HostKeyAlias the-alias\n`,
		);
		lab.know(sshd.publicKeys.map((key) => `the-alias ${key}`));
		const host = {...lab.host('h1', sshd), address: 'node-one', ssh: {}};
		await lab.fleet([host], {sshConfigFile: config}).open('h1');
	});

	test('MaxSessions 1 is enough', async () => {
		const sshd = await lab.sshd({config: ['MaxSessions 1']});
		const session = await lab.fleet([lab.host('h1', sshd)]).open('h1');
		await session.startJob('max-sessions', {id: 'j', apply: 'echo done', timeoutMs: 5000});
		const lines: string[] = [];
		await session.attachJob('max-sessions', 0, {onLines: (some) => lines.push(...some)});
		expect(lines).toEqual(['done']);
		expect(await session.upload(Buffer.from('x'), join(lab.root, 'file'), 0o600)).toEqual({kind: 'exit', code: 0});
	});

	test('nobody there, a name that is none, a ForceCommand: each with its own words', async () => {
		const forced = await lab.sshd({config: ['ForceCommand echo go away']});
		const fleet = lab.fleet([
			lab.host('closed', {port: 1}),
			{...lab.host('nameless', {port: 1}), address: 'no-such-host.invalid'},
			lab.host('forced', forced),
		]);
		await expect(fleet.open('closed')).rejects.toMatchObject({
			code: 'unreachable',
			message: expect.stringContaining('refuses connections'),
		});
		await expect(fleet.open('nameless')).rejects.toMatchObject({
			code: 'unreachable',
			message: expect.stringContaining("can't be resolved"),
		});
		await expect(fleet.open('forced')).rejects.toMatchObject({
			code: 'no-agent',
			details: expect.arrayContaining([saying('the host printed: go away')]),
		});
	});

	test('an abort while connecting ends the wait', async () => {
		const stop = new AbortController();
		const fleet = lab.fleet([{...lab.host('void', {port: 9}), address: '192.0.2.1'}]);
		const opening = fleet.open('void', {signal: stop.signal});
		stop.abort();
		await expect(opening).rejects.toMatchObject({code: 'timeout'});
	});
});

describe.skipIf(noSshd)('a fleet', () => {
	let lab: SshLab;
	beforeAll(() => {
		lab = new SshLab();
	});
	afterAll(() => lab.stop());

	test('opens a host again after its session was closed, over the same connection', async () => {
		const sshd = await lab.sshd();
		const fleet = lab.fleet([lab.host('h1', sshd)]);
		await (await fleet.open('h1')).close();
		expect((await (await fleet.open('h1')).run([look]))[0]?.phases[0]?.outcome).toEqual({kind: 'exit', code: 0});
		expect(sshd.log.join('').match(/Accepted publickey/g)).toHaveLength(1);
	});

	test('runs on this machine without SSH', async () => {
		const fleet = lab.fleet([{...lab.host('here', {port: 1}), address: 'localhost'}]);
		expect((await (await fleet.open('here')).run([look]))[0]?.tail).toEqual(['0']);
		expect(await fleet.unknownHostKeys(['here'])).toEqual([]);
	});

	test('two operators: the second is refused, with the first one named', async () => {
		const sshd = await lab.sshd();
		const lock = (lineage: string, owner: string) => ({cluster: 'c', lineage, epoch: 1, owner});
		await lab.fleet([lab.host('h1', sshd)]).open('h1', {lock: lock('ours', 'ann@jump1')});
		await expect(lab.fleet([lab.host('h1', sshd)]).open('h1', {lock: lock('theirs', 'bob@jump2')})).rejects.toMatchObject({
			code: 'locked',
			details: [saying('held by: ann@jump1')],
		});
	});

	test('a passphrase never shows in what a host prints', async () => {
		const locked = keygen(join(lab.root, 'locked2'), 'ed25519', 'open sesame 2');
		execFileSync('sh', ['-c', `cat ${locked}.pub >> ${lab.clientKey}.pub`]);
		const sshd = await lab.sshd();
		const fleet = lab.fleet([lab.host('h1', sshd, {identityFiles: [locked]})], {
			auth: {...noSecrets, passphrase: async () => secret('open sesame 2')},
		});
		const [result] = await (await fleet.open('h1')).run([{id: 'a', check: 'echo "is it open sesame 2?"', timeoutMs: 5000}]);
		expect(result?.tail).toEqual(['is it ‹secret:test›?']);
	});
});

describe.skipIf(noUsers)('passwords', () => {
	let lab: SshLab;
	let users: TestUsers;
	beforeAll(() => {
		lab = new SshLab();
		users = new TestUsers();
	});
	afterAll(async () => {
		await lab.stop();
		users.remove();
	});

	test.each([
		['password', ['UsePAM no', 'PasswordAuthentication yes', 'KbdInteractiveAuthentication no']],
		['keyboard-interactive', ['UsePAM yes', 'PasswordAuthentication no', 'KbdInteractiveAuthentication yes']],
	])('by %s', async (method, config) => {
		const user = users.add({password: 'pass wörd 1', sudo: 'NOPASSWD: ALL'});
		const sshd = await lab.sshd({config});
		const fleet = lab.fleet([lab.host('h1', sshd, {user, identityFiles: []})], {
			auth: {...noSecrets, loginPassword: async () => secret('pass wörd 1')},
		});
		const session = await fleet.open('h1');
		expect((await session.run([look]))[0]?.tail).toEqual(['0']);
		expect(sshd.log.join('')).toContain(`Accepted ${method}`);
	});

	test('a wrong one is tried on one host of many, once, and asked for again once', async () => {
		const user = users.add({password: 'right', sudo: 'ALL'});
		const sshds = await Promise.all([1, 2, 3, 4].map(() => lab.sshd({config: ['UsePAM no', 'KbdInteractiveAuthentication no']})));
		const hosts = sshds.map((sshd, index) => lab.host(`h${index}`, sshd, {user, identityFiles: []}));
		const refused: unknown[] = [];
		const auth: AuthSource = {...noSecrets, loginPassword: async () => secret('wrong'), refused: (...what) => refused.push(what)};
		const fleet = lab.fleet(hosts, {auth});
		const results = await Promise.allSettled(hosts.map((host) => fleet.open(host.name)));
		expect(results.map((result) => result.status === 'rejected' && (result.reason as {code: string}).code)).toEqual(
			Array(4).fill('auth-failed'),
		);
		expect(sshds.flatMap((sshd) => sshd.log.join('').match(/Failed password/g) ?? [])).toHaveLength(1);
		const messages = results.map((result) => (result.status === 'rejected' ? (result.reason as Error).message : ''));
		expect(messages.filter((message) => /was not tried/.test(message))).toHaveLength(3);
		expect(messages.join()).not.toContain('wrong');
	});

	test('the same one on jump host and hosts: nobody waits for who waits for him', async () => {
		const user = users.add({password: 'one for all', sudo: 'NOPASSWD: ALL'});
		const config = ['UsePAM no', 'KbdInteractiveAuthentication no', 'PubkeyAuthentication no'];
		const [outer, inner, near, far] = await Promise.all([1, 2, 3, 4].map(() => lab.sshd({config})));
		const through = (...hops: (typeof outer)[]) => hops.map((hop) => `${user}@127.0.0.1:${hop?.port}`).join(',');
		const fleet = lab.fleet(
			[
				lab.host('near', near as NonNullable<typeof near>, {user, identityFiles: [], jump: through(outer)}),
				lab.host('far', far as NonNullable<typeof far>, {user, identityFiles: [], jump: through(outer, inner)}),
			],
			{auth: {...noSecrets, loginPassword: async () => secret('one for all')}},
		);
		await Promise.all([fleet.open('near'), fleet.open('far')]);
		for (const sshd of [outer, inner, near, far])
			await vi.waitFor(() => expect(sshd?.log.join('').match(/Accepted password/g)).toHaveLength(1));
	});

	test('a second, right one is taken', async () => {
		const user = users.add({password: 'right one', sudo: 'NOPASSWD: ALL'});
		const sshd = await lab.sshd({config: ['UsePAM no', 'KbdInteractiveAuthentication no']});
		let password = 'wrong one';
		const auth: AuthSource = {
			...noSecrets,
			loginPassword: async () => secret(password),
			refused: () => {
				password = 'right one';
			},
		};
		await lab.fleet([lab.host('h1', sshd, {user, identityFiles: []})], {auth}).open('h1');
	});
});
