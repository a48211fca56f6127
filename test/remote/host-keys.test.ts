import {execFileSync} from 'node:child_process';
import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, test, vi} from 'vitest';
import {saying} from '../saying.ts';
import {noSshd, SshLab} from './sshd-fixture.ts';

// Real processes on a machine that may be busy.
vi.setConfig({testTimeout: 120_000, hookTimeout: 60_000});

const other = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAILmGxBsbDrsUBT0pU1c2nyQbmPJ12KMrkVHNLpsWXJlf';

describe.skipIf(noSshd)('host keys of a real sshd', () => {
	let lab: SshLab;
	beforeAll(() => {
		lab = new SshLab();
	});
	afterAll(() => lab.stop());
	const fileWith = (text: string): {user: string[]; global: string[]} => {
		const file = join(lab.root, `known-${Math.random()}`);
		writeFileSync(file, text);
		return {user: [file], global: []};
	};

	test('unknown: gathered without login, with the fingerprint that ssh-keygen prints; refused until accepted', async () => {
		const sshd = await lab.sshd({unknown: true});
		const knownHosts = fileWith('');
		const fleet = lab.fleet([lab.host('h1', sshd)], {knownHosts});
		await expect(fleet.open('h1')).rejects.toMatchObject({code: 'host-key-unknown'});
		const keys = await fleet.unknownHostKeys(['h1']);
		const pub = join(lab.root, `sshd-${sshd.port}`, 'host_ed25519.pub');
		const [, fingerprint] = execFileSync('ssh-keygen', ['-lf', pub], {encoding: 'utf8'}).split(' ');
		expect(keys).toEqual([
			{
				host: 'h1',
				address: '127.0.0.1',
				port: sshd.port,
				type: 'ssh-ed25519',
				fingerprint,
				sharedWith: [],
				line: `[127.0.0.1]:${sshd.port} ${sshd.publicKeys[0]}`,
			},
		]);
		expect(sshd.log.join('')).not.toMatch(/Accepted|Failed/);
		await fleet.acceptHostKeys(keys);
		await fleet.open('h1');
		expect(await fleet.unknownHostKeys(['h1'])).toEqual([]);
		expect(
			execFileSync('ssh-keygen', ['-F', `[127.0.0.1]:${sshd.port}`, '-f', knownHosts.user[0] as string], {encoding: 'utf8'}),
		).toContain(sshd.publicKeys[0]);
	});

	test('the same key on two hosts is told: a cloned image', async () => {
		const first = await lab.sshd({unknown: true});
		const key = join(lab.root, `sshd-${first.port}`, 'host_ed25519');
		const second = await lab.sshd({unknown: true, keyTypes: [], config: [`HostKey ${key}`]});
		const fleet = lab.fleet([lab.host('a', first), lab.host('b', second)], {knownHosts: fileWith('')});
		const keys = await fleet.unknownHostKeys(['a', 'b']);
		expect(keys.map(({host, sharedWith}) => [host, sharedWith])).toEqual([
			['a', ['b']],
			['b', ['a']],
		]);
	});

	test('changed: refused with file and line and the way out, nothing is sent', async () => {
		const sshd = await lab.sshd({unknown: true});
		const knownHosts = fileWith(`# mine\n[127.0.0.1]:${sshd.port} ${other}\n`);
		const fleet = lab.fleet([lab.host('h1', sshd)], {knownHosts});
		const file = knownHosts.user[0] as string;
		await expect(fleet.open('h1')).rejects.toMatchObject({
			code: 'host-key-changed',
			message: expect.stringContaining(`${file}:2`),
			details: expect.arrayContaining([saying(`ssh-keygen -f ${file} -R '[127.0.0.1]:${sshd.port}'`)]),
		});
		expect(sshd.log.join('')).not.toMatch(/Accepted|Failed/);
	});

	test('revoked: refused, also when it is on file as well', async () => {
		const sshd = await lab.sshd({unknown: true});
		const knownHosts = fileWith(`[127.0.0.1]:${sshd.port} ${sshd.publicKeys[0]}\n@revoked * ${sshd.publicKeys[0]}\n`);
		await expect(lab.fleet([lab.host('h1', sshd)], {knownHosts}).open('h1')).rejects.toMatchObject({code: 'host-key-revoked'});
	});

	test('only an authority on file: unknown, and said why', async () => {
		const sshd = await lab.sshd({unknown: true});
		const knownHosts = fileWith(`@cert-authority [127.0.0.1]:${sshd.port} ${other}\n`);
		await expect(lab.fleet([lab.host('h1', sshd)], {knownHosts}).open('h1')).rejects.toMatchObject({
			code: 'host-key-unknown',
			details: expect.arrayContaining([saying('certificate authority')]),
		});
	});

	test.each(['ed25519', 'ecdsa', 'rsa'])('of several keys the one on file is asked for: %s', async (type) => {
		const sshd = await lab.sshd({unknown: true, keyTypes: ['rsa', 'ecdsa', 'ed25519']});
		const key = readFileSync(join(lab.root, `sshd-${sshd.port}`, `host_${type}.pub`), 'utf8')
			.split(' ')
			.slice(0, 2)
			.join(' ');
		await lab.fleet([lab.host('h1', sshd)], {knownHosts: fileWith(`[127.0.0.1]:${sshd.port} ${key}\n`)}).open('h1');
	});

	test('a line that is none: no host is connected, the line is named', async () => {
		const sshd = await lab.sshd();
		const knownHosts = fileWith(`[127.0.0.1]:${sshd.port} ${sshd.publicKeys[0]}\nh1 ssh-ed25519\n`);
		const fleet = lab.fleet([lab.host('h1', sshd)], {knownHosts});
		await expect(fleet.open('h1')).rejects.toMatchObject({
			code: 'known-hosts-unreadable',
			host: 'h1',
			message: expect.stringContaining(':2 is malformed'),
		});
		await expect(fleet.unknownHostKeys(['h1'])).rejects.toMatchObject({code: 'known-hosts-unreadable'});
	});

	test('behind a jump host: first the jump host is shown, then the target; both are checked', async () => {
		const jump = await lab.sshd({unknown: true});
		const target = await lab.sshd({unknown: true});
		const {user} = lab.host('x', jump).ssh;
		const fleet = lab.fleet([lab.host('far', target, {jump: `${user}@127.0.0.1:${jump.port}`})], {knownHosts: fileWith('')});
		const first = await fleet.unknownHostKeys(['far']);
		expect(first.map(({host, port}) => [host, port])).toEqual([[`${user}@127.0.0.1:${jump.port}`, jump.port]]);
		await fleet.acceptHostKeys(first);
		const second = await fleet.unknownHostKeys(['far']);
		expect(second.map(({host, port}) => [host, port])).toEqual([['far', target.port]]);
		await expect(fleet.open('far')).rejects.toMatchObject({code: 'host-key-unknown', host: 'far'});
		await fleet.acceptHostKeys(second);
		await fleet.open('far');
		expect(await fleet.unknownHostKeys(['far'])).toEqual([]);
	});

	test('names are hashed when ssh_config says HashKnownHosts', async () => {
		const sshd = await lab.sshd({unknown: true});
		const config = join(lab.root, 'hashing');
		writeFileSync(config, `HashKnownHosts yes\nIdentityFile ${lab.clientKey}\n`);
		const knownHosts = fileWith('');
		const fleet = lab.fleet([lab.host('h1', sshd)], {knownHosts, sshConfigFile: config});
		await fleet.acceptHostKeys(await fleet.unknownHostKeys(['h1']));
		expect(readFileSync(knownHosts.user[0] as string, 'utf8')).toMatch(/^\|1\|/);
		await fleet.open('h1');
	});

	test('an sshd that is not there shows no key, and opening it tells why', async () => {
		const fleet = lab.fleet([lab.host('h1', {port: 1})], {knownHosts: fileWith('')});
		expect(await fleet.unknownHostKeys(['h1'])).toEqual([]);
		await expect(fleet.open('h1')).rejects.toMatchObject({code: 'unreachable'});
	});
});
