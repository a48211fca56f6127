import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {beforeEach, describe, expect, it} from 'vitest';
import type {Cluster} from '../../src/cluster/types.ts';
import {addRepositories} from '../../steps/packages/repositories.ts';
import {settleFirewall} from '../../steps/prepare/firewall.ts';
import {writeHostsFile} from '../../steps/prepare/hosts-file.ts';
import {setProxy} from '../../steps/prepare/proxy.ts';
import {configureRegistries} from '../../steps/runtime/registries.ts';
import type {Step} from '../../steps/step.ts';
import {contextFor} from './contexts.ts';
import {cluster, hostPerTest, leader, play, put, root, run} from './used-host.ts';

hostPerTest();

describe('the names in /etc/hosts', () => {
	const before = `127.0.0.1 localhost\n127.0.1.1 ${leader.name}.example.com ${leader.name}\n10.9.9.9 other\n`;
	const hosts = () => readFileSync(join(root, 'etc/hosts'), 'utf8');

	it('keep the full name of the host, at its real address, also the second time', () => {
		put('etc/hosts', before);
		expect(run(writeHostsFile.apply(contextFor(cluster, leader)))).toMatchObject({code: 0});
		const once = hosts();
		expect(once.split('\n')).toEqual(
			expect.arrayContaining([`${leader.nodeIp} ${leader.name}.example.com ${leader.name}`, '127.0.0.1 localhost', '10.9.9.9 other']),
		);
		expect(once).not.toMatch(/^127\.0\.1\.1/m);
		expect(run(writeHostsFile.check(contextFor(cluster, leader)))).toEqual({code: 0, output: ''});
		expect(run(writeHostsFile.apply(contextFor(cluster, leader)))).toEqual({code: 0, output: ''});
		expect(hosts()).toBe(once);
	});
});

describe('what the spec no longer names', () => {
	const {packages, images} = cluster.mirrors;
	const {proxy: _, ...direct} = cluster;
	const plain: Cluster = {...direct, mirrors: {packages, images, registries: {}}};
	const file = (path: string) => join(root, path);

	/** What the second spec does to what the first one made. */
	function specChanges(step: Step, before: Cluster, between: () => void = () => {}): void {
		play('systemctl', `echo "$*" >>${root}/systemctl`);
		play('apt-get', ':');
		play('gpg', `printf 'pub:-:255:22:1:1::::::\\nfpr:::::::::${packages.keyFingerprint}:\\n'`);
		expect(run(step.apply(contextFor(before, leader)))).toMatchObject({code: 0});
		between();
		expect(run(step.check(contextFor(plain, leader)))).toMatchObject({code: 10, output: expect.stringContaining('no longer in the spec')});
		expect(run(step.apply(contextFor(plain, leader)))).toMatchObject({code: 0});
		expect(run(step.check(contextFor(plain, leader)))).toEqual({code: 0, output: ''});
	}

	it('is taken away again: a proxy, whose daemons are started anew', () => {
		specChanges(setProxy, {...plain, proxy: {http: 'http://10.0.0.9:3128', noProxy: []}});
		expect(existsSync(file('etc/apt/apt.conf.d/90kubewiz-proxy'))).toBe(false);
		expect(existsSync(file('etc/systemd/system/kubelet.service.d/kubewiz-proxy.conf'))).toBe(false);
		expect(readFileSync(file('systemctl'), 'utf8')).toContain('try-restart containerd');
	});

	it('is taken away again: a registry’s mirror, but none of somebody else’s', () => {
		const registries = {'docker.io': 'https://mirror.example', 'quay.io': 'https://mirror.example/quay'};
		put('etc/containerd/certs.d/other.example/hosts.toml', 'theirs');
		specChanges(configureRegistries, {...plain, mirrors: {...plain.mirrors, registries}}, () =>
			put('etc/containerd/certs.d/quay.io/hosts.toml', 'changed by hand'),
		);
		expect(existsSync(file('etc/containerd/certs.d/docker.io'))).toBe(false);
		expect(readFileSync(file('etc/containerd/certs.d/quay.io/hosts.toml'), 'utf8')).toBe('changed by hand');
		expect(readFileSync(file('etc/containerd/certs.d/other.example/hosts.toml'), 'utf8')).toBe('theirs');
	});

	it('is taken away again: Docker’s repository, and one that was there before comes back', () => {
		put('etc/apt/sources.list.d/docker.list', 'deb [signed-by=/usr/share/keyrings/docker.gpg] https://download.docker.com stable\n');
		put('etc/apt/keyrings/kubernetes-apt-keyring.gpg', 'key');
		put('etc/apt/keyrings/docker.gpg', 'key');
		const dockerCe = {...packages, deb: {url: 'https://mirror.example/docker-ce', layout: 'flat'}} as const;
		specChanges(addRepositories, {...plain, mirrors: {...plain.mirrors, dockerCe}});
		expect(readFileSync(file('etc/apt/sources.list.d/docker.list'), 'utf8')).toContain('download.docker.com');
		expect(existsSync(file('etc/apt/keyrings/docker.gpg'))).toBe(true);
	});
});

describe('ufw', () => {
	const check = () => run(settleFirewall.check(contextFor(cluster, leader)));
	const lines = (rules: readonly string[]) => ['Status: active', '', 'To  Action  From', '--  ------  ----', ...rules].join('\n');
	const all = [
		'6443/tcp',
		'2379:2380/tcp',
		'10250/tcp',
		'10256/tcp',
		'30000:32767/tcp',
		'30000:32767/udp',
		'8472/udp',
		'179/tcp',
		'4789/udp',
		'5473/tcp',
	];
	const rules = [
		...all.map((port) => `${port}  ALLOW  Anywhere  # kubewiz`),
		...[cluster.network.podCidr, cluster.network.serviceCidr].map((cidr) => `Anywhere  ALLOW  ${cidr}  # kubewiz`),
	];

	beforeEach(() => {
		put('etc/ufw/ufw.conf', 'ENABLED=yes\n');
		put('etc/default/ufw', 'DEFAULT_FORWARD_POLICY="ACCEPT"\n');
		play('ufw', `cat ${root}/rules`);
	});

	it('lets everything through', () => {
		put('rules', lines(rules));
		expect(check()).toEqual({code: 0, output: ''});
	});

	it.each([
		['a longer port', '16443/tcp  ALLOW  Anywhere'],
		['a rule that denies', '6443/tcp  DENY  Anywhere'],
	])('is not taken for open by %s', (_what, line) => {
		put('rules', lines([line, ...rules.slice(1)]));
		expect(check()).toEqual({code: 10, output: 'ufw does not let 6443/tcp through'});
	});
});
