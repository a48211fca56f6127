import {describe, expect, test} from 'vitest';
import {hostsOfInventory} from '../../src/inventory/ansible/hosts.ts';
import {readIni} from '../../src/inventory/ansible/ini.ts';
import {jumpOfArguments} from '../../src/inventory/ansible/jump.ts';
import {literal, splitWords} from '../../src/inventory/ansible/words.ts';
import {readYaml} from '../../src/inventory/ansible/yaml.ts';
import {saying} from '../saying.ts';

const ini = (text: string) => hostsOfInventory(readIni(text));
const yaml = (text: string) => hostsOfInventory(readYaml(text, 'hosts.yml'));

describe("words of Ansible's INI format", () => {
	test.each([
		["a b='c d' e", ['a', 'b=c d', 'e']],
		['a x="say \\"hi\\"" # comment', ['a', 'x=say "hi"']],
		['a#b c', ['a']],
		["a b='#c'", ['a', 'b=#c']],
		['a\\ b', ['a b']],
		["a 'b", undefined],
	])('%j are %j', (line, words) => {
		expect(splitWords(line)).toEqual(words);
	});

	test.each([
		['"root"', 'root'],
		["'a b' # why", 'a b'],
		['22 # why', '22'],
		['root # why', 'root # why'],
		["'it\\'s'", "it's"],
	])('the value %j is %j', (text, value) => {
		expect(literal(text)).toBe(value);
	});
});

describe('an INI inventory', () => {
	test('gives hosts with ranges, ports and variables of their own', () => {
		const {hosts, problems} = ini(`
; comment
node[01:03].lab ansible_user=ops
10.0.0.11:2222
db-[a:c] ansible_ssh_host=10.0.1.1
db-a ansible_host=10.0.2.1 ansible_host=10.0.2.2
db-b ansible_host=10.0.2.3
web[1:5:2]
`);
		expect(problems).toEqual([]);
		expect(hosts).toEqual([
			{address: 'node01.lab', name: 'node01.lab', ssh: {user: 'ops'}},
			{address: 'node02.lab', name: 'node02.lab', ssh: {user: 'ops'}},
			{address: 'node03.lab', name: 'node03.lab', ssh: {user: 'ops'}},
			{address: '10.0.0.11', ssh: {port: 2222}},
			{address: '10.0.2.2', name: 'db-a'},
			{address: '10.0.2.3', name: 'db-b'},
			{address: '10.0.1.1', name: 'db-c'},
			{address: 'web1'},
			{address: 'web3'},
			{address: 'web5'},
		]);
	});

	test('the nearer group wins over the farther, the host over both', () => {
		const {hosts} = ini(`
[all:vars]
ansible_user=everybody
ansible_port=1
[outer:vars]
ansible_user=outer
ansible_port=2
[inner:vars]
ansible_port = 3
[outer:children]
inner
[inner]
a
b ansible_port=4
[outer]
c
`);
		expect(hosts.map(({address, ssh}) => [address, ssh?.user, ssh?.port])).toEqual([
			['a', 'outer', 3],
			['b', 'outer', 4],
			['c', 'outer', 2],
		]);
	});

	test("Kubespray's groups become roles, its bastion the jump host", () => {
		const {hosts, problems} = ini(`
[all]
node1 ansible_host=95.54.0.12 ip=10.3.0.1
node2 ansible_host=95.54.0.13 ip=10.3.0.2
node3 ansible_host=95.54.0.14
lonely ansible_host=95.54.0.15
gate ansible_host=1.2.3.4 ansible_user=ops
[bastion]
gate
[kube_control_plane]
node1
[etcd]
node1
lonely
[kube_node]
node2
node3
[k8s_cluster:children]
kube_control_plane
kube_node
`);
		const jump = 'ops@1.2.3.4';
		expect(hosts).toEqual([
			{name: 'node1', address: '95.54.0.12', nodeIP: '10.3.0.1', ssh: {jump}, roles: ['control-plane']},
			{name: 'node2', address: '95.54.0.13', nodeIP: '10.3.0.2', ssh: {jump}, roles: ['worker']},
			{name: 'node3', address: '95.54.0.14', ssh: {jump}, roles: ['worker']},
		]);
		expect(problems.map(({text, message}) => [text, message])).toEqual([['lonely', saying('only in the group of etcd')]]);
	});

	test("kubeasz's groups and node names", () => {
		const {hosts, problems} = ini(`
[etcd]
192.168.1.1
[kube_master]
192.168.1.1 k8s_nodename='master-01'
[kube_node]
192.168.1.1
192.168.1.4 k8s_nodename=worker-01
[harbor]
192.168.1.8 NEW_INSTALL=false
[all:vars]
ansible_password="hunter2"
ansible_become_pass: hunter2
`);
		expect(hosts).toEqual([
			{name: 'master-01', address: '192.168.1.1', roles: ['control-plane', 'worker']},
			{name: 'worker-01', address: '192.168.1.4', roles: ['worker']},
		]);
		expect(JSON.stringify(problems)).not.toContain('hunter2');
		expect(problems.map(({line}) => line)).toEqual([10, 12, 13]);
	});

	test.each([
		['[web', 'not a section'],
		['[web:extra]', ':extra'],
		['web[1-3]', 'is not a range of Ansible'],
		['web[3:1]', 'backwards'],
		['a hunter2', 'is not a variable'],
		["a x='", 'a quote is not closed'],
		['[a]\n[a:vars]\nnothing', 'not a variable'],
		['[a:children]\nb c', 'not the name of a group'],
		['a ansible_port=ssh', 'not a port'],
		['a ansible_user={{user}}', 'a template'],
		['a ansible_ssh_pass=x', 'not taken over'],
		['a ansible_ssh_private_key_file=keys/id', 'not an absolute path'],
		['a ansible_connection=docker', 'not SSH'],
		['a ansible_host=-oProxyCommand=x', 'is not a host'],
		['a ip=eth0', 'not an IPv4 address'],
		['Bad_Name ansible_host=10.0.0.1', "can't be a node name"],
		['[web:vars]\nx=1', "'web' is used but not defined"],
		['[a]\n[a:children]\nb', "'b' is used but not defined"],
	])('%j is told: %s', (text, words) => {
		expect(ini(text).problems.map(({message}) => message)).toEqual([saying(words)]);
	});

	test('a circle of groups comes to an end', () => {
		const {hosts} = ini('[a:children]\nb\n[b:children]\na\n[a]\nhost\n[a:vars]\nansible_user=x');
		expect(hosts).toEqual([{address: 'host', ssh: {user: 'x'}}]);
	});
});

describe('a YAML inventory', () => {
	test('gives groups, ranges, variables and roles', () => {
		const {hosts, problems} = yaml(`
all:
  vars: {ansible_user: ops}
  hosts:
    node[1:2]:
      ansible_port: 2222
    node3: {ansible_host: 10.0.0.3, ansible_ssh_private_key_file: ~/.ssh/lab}
  children:
    kube_control_plane:
      hosts: node1
    kube_node:
      hosts:
        node2:
        node3:
      vars:
        ansible_user: root
`);
		expect(problems).toEqual([]);
		expect(hosts).toEqual([
			{address: 'node1', ssh: {user: 'ops', port: 2222}, roles: ['control-plane']},
			{address: 'node2', ssh: {user: 'root', port: 2222}, roles: ['worker']},
			{name: 'node3', address: '10.0.0.3', ssh: {user: 'root', identityFiles: ['~/.ssh/lab']}, roles: ['worker']},
		]);
	});

	test.each([
		['all:\n  host:\n    a:', "'host' is not a part of a group", 2],
		['all:\n  hosts: [a, b]', 'must be a mapping', 2],
		['all:\n  hosts:\n    a[1-2]:', 'not a range of Ansible', 3],
		['all:\n  hosts:\n    a: {ansible_password: hunter2}', 'not taken over', 3],
		['all: [', 'not valid YAML', 1],
		['- a', 'must be a mapping', 1],
	])('%j is told: %s', (text, words, line) => {
		const {problems} = yaml(text);
		expect(problems[0]).toEqual({line, text: expect.any(String), message: saying(words)});
		expect(JSON.stringify(problems)).not.toContain('hunter2');
	});
});

describe('jump hosts in ssh arguments', () => {
	test.each([
		['-J ops@gate:2222', {jump: 'ops@gate:2222'}],
		['-o ProxyJump=gate', {jump: 'gate'}],
		['-o ProxyCommand="ssh -W %h:%p -q ops@gate"', {jump: 'ops@gate'}],
		["-o ProxyCommand='ssh -p 2222 -W %h:%p ops@gate'", {jump: 'ops@gate:2222'}],
		['-o ProxyCommand="nc -X 5 %h %p"', {other: true}],
		['-o ProxyCommand="ssh -W %h:%p -i key ops@gate"', {other: true}],
		['-J $(id)', {other: true}],
		['-o StrictHostKeyChecking=no', undefined],
	])('%j', (text, wanted) => {
		expect(jumpOfArguments(text)).toEqual(wanted);
	});
});
