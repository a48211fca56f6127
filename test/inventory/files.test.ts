import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {readEtcHosts} from '../../src/inventory/etc-hosts.ts';
import {importHosts, kindOf} from '../../src/inventory/import-hosts.ts';
import {importSources} from '../../src/inventory/import-sources.ts';
import {readKnownHosts} from '../../src/inventory/known-hosts.ts';
import {readKubeKey} from '../../src/inventory/kubekey.ts';
import {readSshConfig} from '../../src/inventory/ssh-config.ts';
import {saying} from '../saying.ts';

const key = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIMh1';
const spec = 'apiVersion: kubewiz.io/v1alpha1\nkind: Cluster\nmetadata: {name: demo}\nspec:\n  hosts:\n';

describe('texts', () => {
	test('ssh_config: aliases stay aliases, patterns and Match name nobody', () => {
		const config = 'Host cp1 cp2 *.lab !cp3\n  HostName 10.0.0.1\nMatch host x\n  User q\nHost *\n  User root\nHost cp1\n  Port 23\n';
		expect(readSshConfig(config, true).hosts).toEqual([
			{name: 'cp1', address: 'cp1'},
			{name: 'cp2', address: 'cp2'},
		]);
	});

	test('ssh_config of another file: its settings are taken over, since ssh does not read it', () => {
		const config =
			'Host node-1\n  HostName 127.0.0.1\n  User vagrant\n  Port 2222\n  IdentityFile /v/key\n  ProxyJump ops@gate\nHost x\n  ProxyCommand nc %h %p\n';
		const {hosts, problems} = readSshConfig(config, false);
		expect(hosts[0]).toEqual({
			name: 'node-1',
			address: '127.0.0.1',
			ssh: {user: 'vagrant', port: 2222, identityFiles: ['/v/key'], jump: 'ops@gate'},
		});
		expect(problems).toEqual([{line: 7, text: 'x', message: saying('ProxyCommand')}]);
	});

	test('known_hosts: a host a line, ports, nobody twice; hashed names are told', () => {
		const text = [
			`cp1.lab,10.0.0.1 ${key}`,
			`cp1.lab ssh-rsa AAAAB3`,
			`[10.0.0.2]:2222 ${key}`,
			`|1|abc=|def= ${key}`,
			`|1|ghi=|jkl= ${key}`,
			`@revoked bad ${key}`,
			`*.lab,!x ${key}`,
			'# comment',
		].join('\n');
		const {hosts, problems} = readKnownHosts(text);
		expect(hosts).toEqual([{address: 'cp1.lab'}, {address: '10.0.0.2', ssh: {port: 2222}}]);
		expect(problems).toEqual([{line: 4, text: '|1|…', message: saying('2 lines hold hashed names')}]);
	});

	test('/etc/hosts: neither this machine nor multicast; IPv6 is told', () => {
		const text =
			'127.0.0.1 localhost\n127.0.1.1 me\n::1 ip6-localhost\nff02::1 all\n10.0.0.11 cp1.lab cp1 # first\n2001:db8::5 six\n10.0.0.300 bad\n';
		const {hosts, problems} = readEtcHosts(text);
		expect(hosts).toEqual([{name: 'cp1', address: '10.0.0.11'}]);
		expect(problems.map(({line}) => line)).toEqual([6, 7]);
	});

	test('KubeKey: hosts and roleGroups, no password', () => {
		const text = `apiVersion: kubekey.kubesphere.io/v1alpha2
kind: Cluster
spec:
  hosts:
  - {name: node1, address: 192.168.0.2, internalAddress: 10.0.0.2, user: ubuntu, password: hunter2}
  - {name: node2, address: 192.168.0.3, internalAddress: 192.168.0.3, port: 8022, privateKeyPath: "~/.ssh/id"}
  roleGroups:
    etcd: [node1]
    control-plane: [node1]
    worker: ["node[1:2]"]
`;
		const {hosts, problems} = readKubeKey(text, 'config-sample.yaml');
		expect(hosts).toEqual([
			{name: 'node1', address: '192.168.0.2', nodeIP: '10.0.0.2', ssh: {user: 'ubuntu'}, roles: ['control-plane', 'worker']},
			{name: 'node2', address: '192.168.0.3', ssh: {port: 8022, identityFiles: ['~/.ssh/id']}, roles: ['worker']},
		]);
		expect(problems).toEqual([{line: 5, text: 'node1', message: saying('not taken over')}]);
		expect(JSON.stringify(problems)).not.toContain('hunter2');
	});

	test('KubeKey 4: an inventory with connectors', () => {
		const text = `apiVersion: kubekey.kubesphere.io/v1
kind: Inventory
spec:
  hosts:
    node1: {connector: {type: ssh, host: 10.0.0.1, port: 2222, user: root}, internal_ipv4: 10.0.0.1}
    node2: {connector: {host: 10.0.0.2}}
  groups:
    k8s_cluster: {groups: [kube_control_plane, kube_worker]}
    kube_control_plane: {hosts: [node1]}
    kube_worker: {hosts: [node2, node9]}
`;
		const {hosts, problems} = readKubeKey(text, 'inventory.yaml');
		expect(hosts).toEqual([
			{name: 'node1', address: '10.0.0.1', ssh: {user: 'root', port: 2222}, roles: ['control-plane']},
			{name: 'node2', address: '10.0.0.2', roles: ['worker']},
		]);
		expect(problems[0]?.message).toEqual(saying("'node9'"));
	});

	test.each([
		['Host a\n  User b', 'x', 'ssh-config'],
		[`cp1 ${key}`, 'x', 'known-hosts'],
		['127.0.0.1 localhost\n10.0.0.1 a', 'x', 'etc-hosts'],
		['[web]\na', 'x', 'ansible'],
		['a ansible_host=b', 'x', 'ansible'],
		['all:\n  hosts:', 'x', 'ansible'],
		[`${spec}  - a`, 'x', 'cluster-yaml'],
		['apiVersion: kubekey.kubesphere.io/v1alpha2', 'x', 'kubekey'],
		['cp[1-3].lab\n10.0.0.1', 'x', 'list'],
	])('%j is known for what it is', (text, path, kind) => {
		expect(kindOf(text, path)).toBe(kind);
	});
});

describe('files', () => {
	let home: string;
	beforeEach(() => {
		home = mkdtempSync(join(tmpdir(), 'kubewiz-inventory-'));
	});
	afterEach(() => rmSync(home, {recursive: true}));
	const put = (path: string, text: string) => {
		mkdirSync(dirname(join(home, path)), {recursive: true});
		writeFileSync(join(home, path), text);
	};
	const read = (path: string) => importHosts(path, {home, cwd: join(home, 'work')});

	test('Include of ssh_config is followed, from where it stands', async () => {
		put('.ssh/config', 'Include conf.d/*\nHost last\n');
		put('.ssh/conf.d/a', 'Host first\n');
		put('.ssh/conf.d/b', 'Include ~/.ssh/conf.d/b\nHost second\n');
		const {hosts} = await read('~/.ssh/config');
		expect(hosts.map((host) => host.address)).toEqual(['first', 'second', 'last']);
	});

	test("group_vars and host_vars beside an inventory count, in Ansible's order", async () => {
		put('work/hosts.ini', '[web]\na ansible_port=1\nb\n[web:vars]\nansible_user=inside\n');
		put('work/group_vars/all.yml', 'ansible_port: 2\nansible_become_password: x\n');
		put('work/group_vars/web/main.yml', 'ansible_user: beside\n');
		put('work/host_vars/b', 'ansible_host: 10.0.0.9\n');
		const {hosts, problems} = await read('hosts.ini');
		expect(hosts).toEqual([
			{address: 'a', ssh: {user: 'beside', port: 1}},
			{name: 'b', address: '10.0.0.9', ssh: {user: 'beside', port: 2}},
		]);
		expect(problems).toHaveLength(1);
	});

	test('cluster.yaml comes as a document, short hosts taken apart', async () => {
		put('work/c.yaml', `${spec}  - root@10.0.0.11:2222\n  - {address: 10.0.0.12}\n`);
		const {hosts, document, problems} = await read('c.yaml');
		expect(hosts).toEqual([{address: '10.0.0.11', ssh: {user: 'root', port: 2222}}, {address: '10.0.0.12'}]);
		expect(document?.spec.hosts).toEqual(hosts);
		expect(problems).toEqual([]);
	});

	test('cluster.yaml with mistakes of sense still comes, with them', async () => {
		put('work/c.yaml', `${spec}  - {address: 10.0.0.11, roles: [control-plane]}\n  - {address: 10.0.0.12, roles: [control-plane]}\n`);
		const {document, problems} = await read('c.yaml');
		expect(document?.spec.hosts).toHaveLength(2);
		expect(problems.length).toBeGreaterThan(0);
	});

	test.each([
		['missing', undefined, 'there is no file'],
		['binary', 'a\0b', 'is not a text'],
		['program', '#!/usr/bin/env python\n', 'is a program'],
		['empty', '# nothing\n', 'no hosts in'],
	])('%s is refused with words', async (name, text, words) => {
		if (text !== undefined) put(`work/${name}`, text);
		await expect(read(name)).rejects.toThrow(words);
	});

	test('a directory is refused with words', async () => {
		put('work/inventory/hosts', 'a\n');
		await expect(read('inventory')).rejects.toThrow('name the file itself');
	});

	test('sources are found where they usually are, with the number of their hosts', async () => {
		put('.ssh/config', 'Host a b\n');
		put('.ssh/known_hosts', `|1|abc=|def= ${key}\n`);
		put('work/cluster.yaml', `${spec}  - a\n`);
		put('work/inventory/mycluster/hosts.yaml', 'all: {hosts: {n1: {}, n2: {}, n3: {}}}\n');
		put('work/deployment.yaml', 'kind: Deployment\n');
		put('work/ansible.cfg', '[defaults]\ninventory = elsewhere\n');
		put('work/elsewhere', '[web]\na\n');
		const found = await importSources({home, cwd: join(home, 'work')});
		const own = found.filter((source) => source.path.startsWith(home));
		expect(own.map(({kind, path, hosts}) => [kind, path.slice(home.length + 1), hosts])).toEqual([
			['ssh-config', '.ssh/config', 2],
			['known-hosts', '.ssh/known_hosts', 0],
			['cluster-yaml', 'work/cluster.yaml', 1],
			['ansible', 'work/inventory/mycluster/hosts.yaml', 3],
			['ansible', 'work/elsewhere', 1],
		]);
	});
});
