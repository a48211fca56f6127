import {describe, expect, it} from 'vitest';
import {clusterToYaml} from '../../src/cluster/write.ts';
import {fixtureCluster, fixtureClusters, load} from './fixtures.ts';

describe('a cluster written as cluster.yaml', () => {
	it.each(Object.entries(fixtureClusters))('%s loads to the same cluster again', (_, cluster) => {
		const text = clusterToYaml(cluster);
		expect(load(text)).toEqual(cluster);
		expect(clusterToYaml(load(text))).toBe(text);
	});

	it('names mirrors and says common logins once', () => {
		const text = clusterToYaml(fixtureCluster('daocloud-calico'));
		expect(text).toContain('  mirrors:\n    packages: ustc\n    images: daocloud\n    dockerCE: ustc\n    registries: daocloud\n');
		expect(clusterToYaml(fixtureCluster('three-and-one')).match(/bastion/g)).toHaveLength(1);
	});

	it('keeps a pinned configuration API, own docker-ce and different logins', () => {
		const cluster = load(`{apiVersion: kubewiz.io/v1alpha1, kind: Cluster, metadata: {name: a}, spec: {
			kubernetesVersion: 1.35.9, hosts: [root@10.0.0.1, 10.0.0.2], kubeadm: {apiVersion: kubeadm.k8s.io/v1beta3, featureGates: {X: false}},
			mirrors: {dockerCE: {url: "http://m/docker-ce/linux"}, registries: {quay.io: "http://reg:5000"}}}}`);
		expect(cluster.kubeadm.configApi).toBe('v1beta3');
		expect(load(clusterToYaml(cluster))).toEqual(cluster);
	});

	it('says what was decided about SELinux, and nothing where nobody has', () => {
		const of = (selinux: string) =>
			load(`{apiVersion: kubewiz.io/v1alpha1, kind: Cluster, metadata: {name: a}, spec: {hosts: [10.0.0.1]${selinux}}}`);
		expect(clusterToYaml(of(', selinux: leave'))).toContain('\n  selinux: leave\n');
		expect(load(clusterToYaml(of(', selinux: permissive')))).toEqual(of(', selinux: permissive'));
		expect(clusterToYaml(of(''))).not.toContain('selinux');
	});

	it('quotes texts that YAML would read otherwise', () => {
		const cluster = load(
			'{apiVersion: kubewiz.io/v1alpha1, kind: Cluster, metadata: {name: "1"}, spec: {hosts: [{name: "2e3", address: 10.0.0.1, labels: {a: "true", b: "", c: "007"}}]}}',
		);
		expect(load(clusterToYaml(cluster))).toEqual(cluster);
	});
});
