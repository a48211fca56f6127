import {describe} from 'vitest';
import {one, testOneProblem} from '../spec-lines.ts';

describe('one problem in the mirrors or the settings of kubeadm', () => {
	testOneProblem([
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
	]);
});
