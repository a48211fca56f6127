import {describe, expect, it} from 'vitest';
import {clusterOf, planes, problemsOf} from './spec-lines.ts';

describe('defaults', () => {
	it('need nothing but hosts', () => {
		const cluster = clusterOf('hosts: [root@10.0.0.11:2222, 10.0.0.12]');
		expect(cluster.hosts).toEqual([
			{
				name: 'node-10-0-0-11',
				address: '10.0.0.11',
				nodeIp: '10.0.0.11',
				roles: ['control-plane'],
				ssh: {user: 'root', port: 2222},
				labels: {},
				taints: [],
			},
			{name: 'node-10-0-0-12', address: '10.0.0.12', nodeIp: '10.0.0.12', roles: ['worker'], ssh: {}, labels: {}, taints: []},
		]);
		expect(cluster).toMatchObject({
			kubernetesVersion: '1.36.4',
			endpoint: {host: 'api.demo.internal', port: 6443, kind: 'hosts-file'},
			network: {podCidr: '10.244.0.0/16', serviceCidr: '10.96.0.0/12', dnsDomain: 'cluster.local'},
			runtime: {name: 'containerd', package: 'containerd.io'},
			cni: {kind: 'flannel', version: 'v0.28.9', backend: 'vxlan'},
			kubeadm: {configApi: 'v1beta4'},
			firewall: 'open-ports',
		});
		expect(cluster.proxy).toBeUndefined();
	});

	it('give roles', () => {
		const roles = (...lines: string[]) => clusterOf(...lines).hosts.map((host) => host.roles.join('+'));
		expect(roles('hosts: [10.0.0.1]')).toEqual(['control-plane+worker']);
		expect(roles('hosts: [10.0.0.1, {address: 10.0.0.2, roles: [control-plane]}]')).toEqual(['worker', 'control-plane']);
		expect(roles('hosts: [{address: 10.0.0.1, roles: [worker, control-plane]}, 10.0.0.2]')).toEqual(['control-plane+worker', 'worker']);
		expect(roles(planes(3), 'controlPlaneEndpoint: lb.example.com')).toEqual(Array(3).fill('control-plane+worker'));
	});

	it('name nodes by their address', () => {
		const name = (host: string) => clusterOf(`hosts: [${host}]`).hosts[0]?.name;
		expect(name('{address: web1.example.com, nodeIP: 10.0.0.1}')).toBe('web1');
		expect(name('{address: Web_1, nodeIP: 10.0.0.1}')).toBe('web-1');
		expect(name('{address: localhost, nodeIP: 10.0.0.1}')).toBe('node-10-0-0-1');
		expect(name('10.0.0.1')).toBe('node-10-0-0-1');
	});

	it('merge logins, the host first', () => {
		const {hosts} = clusterOf(
			'ssh: {user: ops, port: 2222, jump: bastion}',
			'hosts: [root@10.0.0.1, {address: 10.0.0.2, ssh: {jump: none}}]',
		);
		expect(hosts.map((host) => host.ssh)).toEqual([
			{user: 'root', port: 2222, jump: 'bastion'},
			{user: 'ops', port: 2222, jump: 'none'},
		]);
	});

	it('keep all of the cluster out of the proxy', () => {
		const {proxy} = clusterOf('hosts: [10.0.0.1]', 'proxy: {https: "http://proxy:3128", noProxy: [.corp]}');
		expect(proxy).toEqual({
			https: 'http://proxy:3128',
			noProxy: [
				'.corp',
				'localhost',
				'127.0.0.1',
				'10.244.0.0/16',
				'10.96.0.0/12',
				'.svc',
				'.cluster.local',
				'api.demo.internal',
				'node-10-0-0-1',
				'10.0.0.1',
			],
		});
	});

	it('let the same address be two machines behind two jump hosts', () => {
		const lines = [
			'hosts: [{name: a, address: 10.0.0.1, nodeIP: 10.1.0.1, ssh: {jump: j1}}, {name: b, address: 10.0.0.1, nodeIP: 10.1.0.2, ssh: {jump: j2}}]',
		];
		expect(problemsOf(...lines)).toEqual([]);
	});

	it('take the pod networks the controller manager is told to', () => {
		const lines = [
			'hosts: [10.0.0.1, 10.0.0.2]',
			'network: {podCIDR: 10.244.0.0/24}',
			'kubeadm: {extraArgs: {controllerManager: {node-cidr-mask-size: "26"}}}',
		];
		expect(problemsOf(...lines)).toEqual([]);
	});
});
