import {spawnSync} from 'node:child_process';
import {existsSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir, userInfo} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import type {Host, SshLogin} from '../../src/cluster/types.ts';
import {type SshConfigLookup, settingsOf} from '../../src/remote/host-settings.ts';
import {parseJump} from '../../src/remote/jump-syntax.ts';
import {readFiles, sshConfigLookup} from '../../src/remote/ssh-config.ts';

const noSsh = spawnSync('ssh', ['-V']).error !== undefined;
if (noSsh) console.warn('SKIPPED: ssh_config by ssh -G: there is no ssh (openssh-client)');

let dir = '';
let file = '';
beforeAll(() => {
	dir = mkdtempSync(join(tmpdir(), 'kubewiz-config-'));
	file = join(dir, 'config');
	writeFileSync(
		file,
		`Include ${dir}/more*
Host cp1
	HostName 10.0.0.1
	Port 2201
	User admin
	HostKeyAlias kube-cp1
	IdentityFile ${dir}/one
	IdentityFile ${dir}/two
	IdentitiesOnly yes
	UserKnownHostsFile ${dir}/known
	ProxyJump ops@edge:2200,inner
Host edge
	HostName 192.0.2.1
	User ignored
	ProxyJump outer
Host loop
	ProxyJump loop
Host proxied
	ProxyCommand nc %h %p
Match exec "touch ${dir}/ran"
	Port 9999
`,
	);
	writeFileSync(join(dir, 'more.conf'), 'Host inner\n\tPort 2202\nHost w*\n\tUser worker\n');
});
afterAll(() => rmSync(dir, {recursive: true, force: true}));

const host = (address: string, ssh: SshLogin = {}): Host => ({
	name: `name-${address}`,
	address,
	roles: ['worker'],
	nodeIp: address,
	labels: {},
	taints: [],
	ssh,
});

describe.each([
	['ssh -G', () => sshConfigLookup(file), noSsh],
	['the library', async () => readFiles(file), false],
] as const)('ssh_config read by %s', (name, make, skip) => {
	let lookup: SshConfigLookup;
	beforeAll(async () => {
		lookup = await make();
	});

	test.skipIf(skip)('gives host, port, user, keys, alias and known_hosts', async () => {
		expect(await settingsOf(host('cp1'), lookup)).toMatchObject({
			name: 'name-cp1',
			address: '10.0.0.1',
			port: 2201,
			user: 'admin',
			keyAlias: 'kube-cp1',
			identityFiles: [`${dir}/one`, `${dir}/two`],
			identitiesOnly: true,
			userKnownHosts: [`${dir}/known`],
		});
	});

	test.skipIf(skip)('gives the chain of jump hosts, each with settings of its own', async () => {
		const {jump} = await settingsOf(host('cp1'), lookup);
		expect(jump).toMatchObject({name: 'inner', address: 'inner', port: 2202});
		expect(jump?.jump).toMatchObject({name: 'ops@edge:2200', address: '192.0.2.1', port: 2200, user: 'ops'});
		expect(jump?.jump?.jump).toMatchObject({name: 'outer', address: 'outer'});
		expect(jump?.jump?.jump?.jump).toBeUndefined();
	});

	test.skipIf(skip)('is overruled by the spec', async () => {
		const settings = await settingsOf(host('cp1', {user: 'root', port: 22, identityFiles: ['/k'], jump: 'none'}), lookup);
		expect(settings).toMatchObject({user: 'root', port: 22, identityFiles: ['/k'], identityChosen: true});
		expect(settings.jump).toBeUndefined();
	});

	test.skipIf(skip)('follows Include and wildcards', async () => {
		expect(await settingsOf(host('w17'), lookup)).toMatchObject({user: 'worker', address: 'w17'});
		expect((await settingsOf(host('other'), lookup)).user).toBe(userInfo().username);
	});

	test.skipIf(skip)('refuses circles and ProxyCommand with the reason', async () => {
		await expect(settingsOf(host('loop'), lookup)).rejects.toThrow(/circle/);
		await expect(settingsOf(host('proxied'), lookup)).rejects.toThrow(/ProxyCommand/);
	});

	test.runIf(name === 'the library')('never runs Match exec', async () => {
		rmSync(`${dir}/ran`, {force: true});
		expect((await settingsOf(host('other'), lookup)).port).toBe(22);
		expect(existsSync(`${dir}/ran`)).toBe(false);
	});
});

describe('names from the operator', () => {
	const lookup: SshConfigLookup = async () => new Map();
	test.each(['-oProxyCommand=x', 'a b', '$(id)', ';rm -rf /', 'a\nb', 'x'.repeat(300), ''])('%j is refused as a host', async (address) => {
		await expect(settingsOf(host(address), lookup)).rejects.toMatchObject({code: 'unreachable'});
	});
	test.each(['-l', 'a b', 'a\nb', '$(id)'])('%j is refused as a user', async (user) => {
		await expect(settingsOf(host('h1', {user}), lookup)).rejects.toMatchObject({code: 'unreachable'});
	});
	test('jump chains in all forms', () => {
		expect(parseJump('h', 'a,user@b:2222,ssh://c@[fe80::1]:22')).toEqual([
			{host: 'a', text: 'a'},
			{host: 'b', user: 'user', port: 2222, text: 'user@b:2222'},
			{host: 'fe80::1', user: 'c', port: 22, text: 'ssh://c@[fe80::1]:22'},
		]);
		expect(parseJump('h', 'none')).toEqual([]);
		expect(() => parseJump('h', '-oProxyCommand=x')).toThrow();
	});
});
