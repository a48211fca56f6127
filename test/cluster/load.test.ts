import {describe, expect, it} from 'vitest';
import {loadSpec} from '../../src/cluster/load.ts';
import {formatProblem, type Problem} from '../../src/cluster/problem.ts';
import type {Cluster} from '../../src/cluster/types.ts';
import {load} from './fixtures.ts';

const head = 'apiVersion: kubewiz.io/v1alpha1\nkind: Cluster\nmetadata: {name: demo}\nspec:\n';

/** Loads a spec given as the lines under `spec:`; they begin on line 5. */
function loadLines(lines: readonly string[]): ReturnType<typeof loadSpec> {
	return loadSpec(`${head}${lines.map((line) => `  ${line}\n`).join('')}`, 'c.yaml');
}

function problemsOf(...lines: string[]): readonly Problem[] {
	const loaded = loadLines(lines);
	return 'problems' in loaded ? loaded.problems : [];
}

function warningsOf(...lines: string[]): readonly Problem[] {
	const loaded = loadLines(lines);
	if ('problems' in loaded) throw new Error(loaded.problems.map(formatProblem).join('\n'));
	return loaded.warnings;
}

function clusterOf(...lines: string[]): Cluster {
	return load(`${head}${lines.map((line) => `  ${line}\n`).join('')}`);
}

const one = 'hosts: [{name: cp1, address: 10.0.0.11}]';
const planes = (count: number, extra = '') =>
	`hosts: [${Array.from({length: count}, (_, index) => `{name: cp${index}, address: 10.0.0.${index + 1}, roles: [control-plane]}`).join(', ')}${extra}]`;

/** Lines under spec, where the one problem is, and what it says. */
const single: readonly (readonly [name: string, lines: readonly string[], place: string, path: string, says: RegExp])[] = [
	[
		'an unknown key, with the nearest',
		['kubernetesVerison: 1.36.4', one],
		'5:3',
		'spec.kubernetesVerison',
		/unknown key.*did you mean kubernetesVersion/,
	],
	[
		'an unknown key far from all',
		[one, 'network: {zzzzzz: 1}'],
		'6:13',
		'spec.network.zzzzzz',
		/the keys here are podCIDR, serviceCIDR, dnsDomain/,
	],
	[
		'an unknown key of a variant',
		[one, 'cni: {name: calico, backend: vxlan}'],
		'6:23',
		'spec.cni.backend',
		/unknown key 'backend'; the keys here are name, version, encapsulation/,
	],
	['a duplicate key', [one, 'firewall: leave', 'firewall: disable'], '7:3', '', /already given/],
	[
		'a number that should be text',
		[one, 'kubeadm: {extraArgs: {apiServer: {v: 4}}}'],
		'6:40',
		'spec.kubeadm.extraArgs.apiServer.v',
		/write it in quotes: "4"/,
	],
	[
		'a version that YAML reads as a number',
		['kubernetesVersion: 1.30', one],
		'5:22',
		'spec.kubernetesVersion',
		/'1\.30'.*give the patch too, for example "1\.30\.14"/,
	],
	['a wrong choice', [one, 'firewall: open-port'], '6:13', 'spec.firewall', /did you mean open-ports/],
	['a mirror by a wrong name', [one, 'mirrors: aliyn'], '6:12', 'spec.mirrors', /did you mean aliyun/],
	['a mirror that does not serve the part', [one, 'mirrors: {images: tuna}'], '6:21', 'spec.mirrors.images', /official, aliyun, daocloud/],
	['no hosts', ['firewall: leave'], '4:1', 'spec.hosts', /hosts is missing/],
	['an empty list of hosts', ['hosts: []'], '5:10', 'spec.hosts', /the list is empty/],
	['a port out of range', [one, 'ssh: {port: 70000}'], '6:15', 'spec.ssh.port', /from 1 to 65535/],

	[
		'a duplicate name',
		['hosts:', '  - {name: a, address: 10.0.0.1}', '  - {name: a, address: 10.0.0.2}'],
		'7:14',
		'spec.hosts[1].name',
		/'a' is also that of spec\.hosts\[0\]/,
	],
	[
		'a duplicate address',
		['hosts: [{name: a, address: 10.0.0.1}, {name: b, address: 10.0.0.1}]'],
		'5:60',
		'spec.hosts[1].address',
		/10\.0\.0\.1/,
	],
	[
		'a duplicate node address',
		['hosts: [{name: a, address: x, nodeIP: 10.0.0.1}, {name: b, address: 10.0.0.1}]'],
		'5:71',
		'spec.hosts[1].address',
		/node address/,
	],
	['a name that is not RFC 1123', ['hosts: [{name: Node_1, address: 10.0.0.1}]'], '5:18', 'spec.hosts[0].name', /for example node-1/],
	['a name as address without nodeIP', ['hosts: [web1.example.com]'], '5:11', 'spec.hosts[0].address', /add nodeIP/],
	['localhost without nodeIP', ['hosts: [{address: localhost}]'], '5:21', 'spec.hosts[0].address', /add nodeIP/],
	['no control plane', ['hosts: [{name: a, address: 10.0.0.1, roles: [worker]}]'], '5:3', 'spec.hosts', /no host has the role/],
	['an even number of etcd members', [planes(2), 'controlPlaneEndpoint: lb.example.com'], '5:3', 'spec.hosts', /use 1 or 3 control planes/],
	['several control planes without an endpoint', [planes(3)], '5:3', 'spec.hosts', /add controlPlaneEndpoint/],
	[
		'an endpoint that is one of several nodes',
		[planes(3), 'controlPlaneEndpoint: 10.0.0.2:6443'],
		'6:25',
		'spec.controlPlaneEndpoint',
		/API server of cp1 alone/,
	],
	['an endpoint with an impossible port', [one, 'controlPlaneEndpoint: lb.example.com:99999'], '6:25', 'spec.controlPlaneEndpoint', /port/],

	['host bits', [one, 'network: {podCIDR: 10.244.1.0/16}'], '6:22', 'spec.network.podCIDR', /the network is 10\.244\.0\.0\/16/],
	['IPv6', [one, 'network: {podCIDR: "fd00::/48"}'], '6:22', 'spec.network.podCIDR', /IPv6 and dual-stack are not supported yet/],
	['no network', [one, 'network: {podCIDR: 10.244.0.0}'], '6:22', 'spec.network.podCIDR', /is not a network/],
	[
		'pods over services',
		[one, 'network: {podCIDR: 10.96.0.0/16}'],
		'6:22',
		'spec.network.podCIDR',
		/overlaps with that of the services \(10\.96\.0\.0\/12\)/,
	],
	[
		'the default network over a node',
		['hosts: [10.244.3.4]'],
		'5:11',
		'spec.hosts[0].address',
		/node-10-244-3-4 \(10\.244\.3\.4\) lies inside.*give podCIDR/,
	],
	[
		'services over the load balancer',
		[planes(3), 'controlPlaneEndpoint: 10.96.0.9'],
		'6:25',
		'spec.controlPlaneEndpoint',
		/the control plane endpoint \(10\.96\.0\.9\) lies inside.*give serviceCIDR/,
	],
	[
		'too few pods',
		[one.replace('}]', '}, {name: b, address: 10.0.0.2}, {name: c, address: 10.0.0.3}]'), 'network: {podCIDR: 10.244.0.0/23}'],
		'6:22',
		'spec.network.podCIDR',
		/2 node networks of \/24, but there are 3 hosts; take at least a \/22/,
	],
	[
		'too many pods',
		[one.replace('10.0.0.11', '192.168.0.1'), 'network: {podCIDR: 0.0.0.0/5}'],
		'6:22',
		'spec.network.podCIDR',
		/too large/,
	],
	[
		'too many services',
		[one.replace('10.0.0.11', '192.168.0.1'), 'network: {serviceCIDR: 10.0.0.0/8, podCIDR: 172.20.0.0/16}'],
		'6:26',
		'spec.network.serviceCIDR',
		/2\^20/,
	],
	['too few services', [one, 'network: {serviceCIDR: 10.96.0.0/30}'], '6:26', 'spec.network.serviceCIDR', /at least 10/],

	[
		'a version that is too old',
		['kubernetesVersion: 1.19.16', one],
		'5:22',
		'spec.kubernetesVersion',
		/older than kubewiz supports; take 1\.20\.15/,
	],
	['a version that is too new', ['kubernetesVersion: 1.99.0', one], '5:22', 'spec.kubernetesVersion', /newer than this kubewiz knows/],
	[
		'a patch that never was',
		['kubernetesVersion: 1.30.15', one],
		'5:22',
		'spec.kubernetesVersion',
		/the last patch of this minor is 1\.30\.14/,
	],
	[
		'a configuration API the version does not read',
		['kubernetesVersion: 1.36.4', one, 'kubeadm: {apiVersion: kubeadm.k8s.io/v1beta3}'],
		'7:25',
		'spec.kubeadm.apiVersion',
		/kubeadm 1\.36 does not read.*it reads kubeadm\.k8s\.io\/v1beta4/,
	],
	[
		'a configuration API not there yet',
		['kubernetesVersion: 1.30.14', one, 'kubeadm: {apiVersion: kubeadm.k8s.io/v1beta4}'],
		'7:25',
		'spec.kubeadm.apiVersion',
		/it reads kubeadm\.k8s\.io\/v1beta3/,
	],
	[
		'a flag that is gone',
		[one, 'kubeadm: {extraArgs: {kubelet: {pod-infra-container-image: x}}}'],
		'6:35',
		'spec.kubeadm.extraArgs.kubelet.pod-infra-container-image',
		/since Kubernetes 1\.35/,
	],
	[
		'a feature gate that is gone',
		[one, 'kubeadm: {featureGates: {PublicKeysECDSA: true}}'],
		'6:28',
		'spec.kubeadm.featureGates.PublicKeysECDSA',
		/since 1\.36/,
	],
	[
		'a kube-proxy mode not there yet',
		['kubernetesVersion: 1.28.15', one, 'kubeadm: {kubeProxy: {mode: nftables}}'],
		'7:31',
		'spec.kubeadm.kubeProxy.mode',
		/came with 1\.31/,
	],
	['flannel with APIs that are gone', [one, 'cni: {name: flannel, version: v0.18.1}'], '6:33', 'spec.cni.version', /PodSecurityPolicy/],
	[
		'calico with APIs that are gone',
		[one, 'cni: {name: calico, version: v3.20.6}'],
		'6:32',
		'spec.cni.version',
		/policy\/v1beta1.*take v3\.32\.2/,
	],
	['a manifest that is missing', [one, 'cni: {name: manifest}'], '6:8', 'spec.cni', /add file: or url:/],
	['a manifest given twice', [one, 'cni: {name: manifest, file: a.yaml, url: "http://x/a.yaml"}'], '6:39', 'spec.cni.url', /not both/],

	['the official mirror before 1.24', ['kubernetesVersion: 1.23.17', one], '4:1', 'spec.mirrors.packages', /from 1\.24 on only.*aliyun/],
	[
		'a legacy mirror after 1.28',
		['kubernetesVersion: 1.29.15', one, 'mirrors: {packages: huawei}'],
		'7:23',
		'spec.mirrors.packages',
		/ends at 1\.28, so not 1\.29\.15; use official, aliyun/,
	],
	[
		'a legacy mirror after it was frozen',
		['kubernetesVersion: 1.28.15', one, 'mirrors: {packages: huawei}'],
		'7:23',
		'spec.mirrors.packages',
		/take 1\.28\.2 there/,
	],
	[
		'CoreDNS of 1.21.0 on a mirror',
		['kubernetesVersion: 1.21.0', one, 'mirrors: aliyun'],
		'7:12',
		'spec.mirrors',
		/take 1\.21\.1 or newer/,
	],
	[
		'own packages of another minor',
		[
			'kubernetesVersion: 1.36.4',
			one,
			`mirrors: {packages: {url: "http://m/v1.35/deb/", keyURL: "http://m/k", keyFingerprint: ${'A'.repeat(40)}}}`,
		],
		'7:29',
		'spec.mirrors.packages.url',
		/that of 1\.35, but the cluster is to have 1\.36\.4/,
	],
	[
		'own packages without a key',
		[one, `mirrors: {packages: {url: "http://m/", keyFingerprint: ${'A'.repeat(40)}}}`],
		'6:13',
		'spec.mirrors.packages.keyURL',
		/keyURL is missing/,
	],
	[
		'a short fingerprint',
		[one, 'mirrors: {packages: {url: "http://m/", keyURL: "http://m/k", keyFingerprint: 234654DA9A296436}}'],
		'6:80',
		'spec.mirrors.packages.keyFingerprint',
		/40 hexadecimal digits/,
	],
	[
		'a registry with a scheme',
		[one, 'mirrors: {images: {repository: "http://reg/k8s"}}'],
		'6:34',
		'spec.mirrors.images.repository',
		/without http/,
	],

	[
		'all preflight checks ignored',
		[one, 'kubeadm: {ignorePreflightErrors: [ALL]}'],
		'6:37',
		'spec.kubeadm.ignorePreflightErrors[0]',
		/name the single checks/,
	],
	[
		'a flag with dashes',
		[one, 'kubeadm: {extraArgs: {scheduler: {"--v": "2"}}}'],
		'6:37',
		'spec.kubeadm.extraArgs.scheduler["--v"]',
		/leave out the dashes: v/,
	],
	[
		'a flag that follows from a field',
		[one, 'kubeadm: {extraArgs: {kubelet: {node-ip: 10.0.0.1}}}'],
		'6:35',
		'spec.kubeadm.extraArgs.kubelet.node-ip',
		/set nodeIP of the host/,
	],
	[
		'a kind inside kubelet settings',
		[one, 'kubeadm: {kubelet: {kind: KubeletConfiguration}}'],
		'6:23',
		'spec.kubeadm.kubelet.kind',
		/written by kubewiz/,
	],
	[
		'another cgroup driver',
		[one, 'kubeadm: {kubelet: {cgroupDriver: cgroupfs}}'],
		'6:37',
		'spec.kubeadm.kubelet.cgroupDriver',
		/must use the same/,
	],
];

describe('one problem', () => {
	it.each(single)('%s', (_, lines, place, path, says) => {
		const problems = problemsOf(...lines);
		expect(problems.map(formatProblem)).toHaveLength(1);
		const [problem] = problems as [Problem];
		expect(formatProblem(problem)).toMatch(says);
		expect(`${problem.line}:${problem.column}`).toBe(place);
		expect(problem.path).toBe(path);
		expect(problem.file).toBe('c.yaml');
	});
});

describe('all problems at once', () => {
	it('looks at what is right even when the rest is not', () => {
		const problems = problemsOf(
			'kubernetesVersion: 1.19.0',
			'hosts:',
			'  - {name: a, adress: 10.0.0.1, roles: [control-plane]}',
			'  - {name: a, address: 10.244.0.2, roles: [control-plane], ssh: {user: Root}}',
			'network: {serviceCIDR: 10.244.0.0/16}',
			'kubeadm: {ignorePreflightErrors: [all], certSAN: [x]}',
		);
		expect(problems.map(({line, path}) => `${line} ${path}`)).toEqual([
			'5 spec.kubernetesVersion',
			'6 spec.hosts',
			'6 spec.hosts',
			'7 spec.hosts[0].address',
			'7 spec.hosts[0].adress',
			'8 spec.hosts[1].name',
			'8 spec.hosts[1].address',
			'8 spec.hosts[1].ssh.user',
			'9 spec.network.serviceCIDR',
			'9 spec.network.serviceCIDR',
			'10 spec.kubeadm.ignorePreflightErrors[0]',
			'10 spec.kubeadm.certSAN',
		]);
	});

	it('concludes nothing from roles it cannot read', () => {
		expect(
			problemsOf('hosts: [{address: 10.0.0.1, roles: [master]}, {address: 10.0.0.2, roles: [control-plane]}]').map(({path}) => path),
		).toEqual(['spec.hosts[0].roles[0]']);
	});
});

describe('broken YAML', () => {
	const broken = (text: string) => {
		const loaded = loadSpec(text, 'c.yaml');
		return 'problems' in loaded ? loaded.problems.map(formatProblem) : [];
	};

	it('is told with its place', () => {
		expect(broken('a: [1, 2\nb: 3')[0]).toMatch(/^c\.yaml:2:1: not valid YAML/);
		expect(broken('a:\n\tb: 1')[0]).toMatch(/^c\.yaml:2:1: .*spaces/);
		expect(broken(`${head}  ${one}\n---\nb: 1`)).toEqual([expect.stringMatching(/second document.*one cluster per file/)]);
		expect(broken('a: *nowhere')[0]).toMatch(/no anchor/);
	});

	it('may be no mapping at all, or nothing', () => {
		expect(broken('')).toEqual([expect.stringMatching(/^c\.yaml:1:1: the file is empty/)]);
		expect(broken('# only a comment\n')).toEqual([expect.stringMatching(/the file is empty/)]);
		expect(broken('just text')).toEqual([expect.stringMatching(/expected a mapping, found a text/)]);
		expect(broken('- 1')).toEqual([expect.stringMatching(/expected a mapping, found a list/)]);
	});

	it('refuses aliases that blow up', () => {
		const bomb = [
			'a: &a [x, x, x, x, x, x, x, x, x]',
			...'bcdefg'.split('').map((name, index) => `${name}: &${name} [${Array(9).fill(`*${'abcdef'[index]}`).join(', ')}]`),
		];
		expect(broken(bomb.join('\n'))).toEqual([expect.stringMatching(/aliases/)]);
	});
});

describe('secrets', () => {
	it.each([
		'password: hunter22',
		'sudoPassword: hunter22',
		'sudo_password: hunter22',
		'become-pass-phrase: hunter22',
		'token: hunter22',
		'privateKey: hunter22',
		'secret: hunter22',
	])('%s is refused, and not repeated', (line) => {
		const problems = problemsOf(`hosts: [{address: 10.0.0.1, ssh: {${line}}}]`);
		expect(problems).toHaveLength(1);
		expect(formatProblem(problems[0] as Problem)).toMatch(/never belongs in this file.*environment variable, a file or your SSH agent/);
		expect(JSON.stringify(problems)).not.toContain('hunter22');
	});

	it('are found by their value in any place', () => {
		const inKubelet = problemsOf(one, 'kubeadm: {kubelet: {x: ["-----BEGIN RSA PRIVATE KEY-----"], y: abcdef.0123456789abcdef}}');
		expect(inKubelet.map(({path, message}) => `${path} ${message}`)).toEqual([
			expect.stringMatching(/^spec\.kubeadm\.kubelet\.x\[0\] .*a private key/),
			expect.stringMatching(/^spec\.kubeadm\.kubelet\.y .*a join token/),
		]);
	});

	it.each([
		['hosts: ["root:hunter22@10.0.0.1"]'],
		[`${one}\n  proxy: {http: "http://me:hunter22@proxy:3128"}`],
		[`${one}\n  mirrors: {registries: {docker.io: "https://me:hunter22@mirror"}}`],
	])('in a host or URL are refused, and not repeated: %s', (lines) => {
		const problems = problemsOf(...lines.split('\n'));
		expect(problems).toHaveLength(1);
		expect(JSON.stringify(problems)).not.toContain('hunter22');
	});

	it('are not seen in the names of labels', () => {
		expect(problemsOf('hosts: [{address: 10.0.0.1, labels: {secret: x, example.com/token: y}}]')).toEqual([]);
	});

	it('are not seen in paths and ordinary flags', () => {
		expect(
			problemsOf(one, 'kubeadm: {extraArgs: {apiServer: {service-account-signing-key-file: /etc/x, token-auth-file: /etc/y}}}'),
		).toEqual([]);
	});
});

describe('warnings hinder nothing', () => {
	it('an ended version', () => {
		expect(warningsOf('kubernetesVersion: 1.30.14', one).map(formatProblem)).toEqual([
			expect.stringMatching(/no fixes since 2025-07-15; .*1\.36\.4.* is supported/),
		]);
		expect(warningsOf(one)).toEqual([]);
	});

	it('an untested Calico, an unknown check, a mirror for nothing', () => {
		const lines = [
			one,
			'cni: {name: calico, version: v3.28.2}',
			'kubeadm: {ignorePreflightErrors: [NumCpus, Port-6443, numcpu]}',
			'runtime: {package: containerd}',
			'mirrors: {dockerCE: aliyun}',
		];
		expect(warningsOf(...lines).map(({path}) => path)).toEqual([
			'spec.cni.version',
			'spec.kubeadm.ignorePreflightErrors[0]',
			'spec.mirrors.dockerCE',
		]);
	});
});

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
