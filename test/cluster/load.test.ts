import {describe, expect, it} from 'vitest';
import {loadSpec} from '../../src/cluster/load.ts';
import {formatProblem} from './format-problem.ts';
import {head, one, problemsOf, warningsOf} from './spec-lines.ts';

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
		expect(formatProblem(problems[0] as NonNullable<(typeof problems)[0]>)).toMatch(
			/never belongs in this file.*environment variable, a file or your SSH agent/,
		);
		expect(JSON.stringify(problems)).not.toContain('hunter22');
	});

	it('are found by their value in any place', () => {
		const inKubelet = problemsOf(one, 'kubeadm: {kubelet: {x: ["-----BEGIN RSA PRIVATE KEY-----"], y: abcdef.0123456789abcdef}}');
		expect(inKubelet.map(({path, message}) => `${path} ${message.en}`)).toEqual([
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
