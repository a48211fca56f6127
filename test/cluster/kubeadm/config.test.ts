import {describe, expect, it} from 'vitest';
import {parseAllDocuments} from 'yaml';
import {initConfig, initObjects} from '../../../src/cluster/kubeadm/init.ts';
import {joinConfig, joinObject} from '../../../src/cluster/kubeadm/join.ts';
import {type Cluster, type ConfigApi, controlPlanes, leaderOf, workers} from '../../../src/cluster/types.ts';
import {lateNames} from '../../../src/shell/late-text.ts';
import {fixtureCluster, fixtureClusters, load} from '../fixtures.ts';
import {misfits} from './fields.ts';

// biome-ignore lint/suspicious/noExplicitAny: parsed YAML, into which each test looks where it wants
type Any = Record<string, any>;

const everyApi: readonly ConfigApi[] = ['v1beta2', 'v1beta3', 'v1beta4'];

/** The largest fixture under each API, so that every setting is written in every version. */
const byApi: Record<ConfigApi, Cluster> = {
	v1beta2: full('1.21.14', 'v1beta2'),
	v1beta3: full('1.28.15', 'v1beta3'),
	v1beta4: full('1.36.4', 'v1beta4'),
};

function full(version: string, configApi: ConfigApi): Cluster {
	const cluster = fixtureCluster('three-and-one');
	const images = {repository: 'reg.example/k8s', dnsRepository: 'reg.example/k8s/coredns', insecure: false};
	return {
		...cluster,
		kubernetesVersion: version,
		mirrors: {...cluster.mirrors, images},
		kubeadm: {...cluster.kubeadm, configApi, featureGates: {EtcdLearnerMode: true}},
	};
}

function parse(text: string): Any[] {
	return parseAllDocuments(text, {version: '1.1'}).map((document) => document.toJS() as Any);
}

/** InitConfiguration, ClusterConfiguration and the rest, by kind. */
function init(cluster: Cluster): Record<string, Any> {
	return Object.fromEntries(parse(initConfig(cluster)).map((object) => [object.kind, object]));
}

describe('kubeadm configuration against the fields of its types', () => {
	for (const [name, cluster] of [...Object.entries(fixtureClusters), ...Object.entries(byApi)]) {
		const api = cluster.kubeadm.configApi;
		it(`${name} (${api}) holds only fields of ${api}, each of its kind, none missing`, () => {
			const objects = [...parse(initConfig(cluster)), ...cluster.hosts.flatMap((host) => parse(joinConfig(cluster, host)))];
			const ours = objects.filter((object) => object.apiVersion.startsWith('kubeadm.k8s.io/'));
			expect(ours.length).toBe(2 + cluster.hosts.length);
			for (const object of ours) {
				expect(object.apiVersion).toBe(`kubeadm.k8s.io/${api}`);
				expect(misfits(api, object.kind, object)).toEqual([]);
			}
		});
	}

	it('would notice a field of another version', () => {
		const [, cluster] = initObjects(byApi.v1beta3);
		const join = joinObject(byApi.v1beta4, byApi.v1beta4.hosts[1] as never) as Any;
		expect(misfits('v1beta4', 'ClusterConfiguration', cluster)).toEqual(
			expect.arrayContaining([
				'ClusterConfiguration.apiServer.extraArgs: expected a list',
				'ClusterConfiguration.apiServer.timeoutForControlPlane: no such field',
			]),
		);
		expect(misfits('v1beta3', 'JoinConfiguration', join)).toContain('JoinConfiguration.timeouts: no such field');
		expect(misfits('v1beta2', 'JoinConfiguration', {...join, discovery: {bootstrapToken: {}}})).toEqual(
			expect.arrayContaining([
				'JoinConfiguration.discovery.bootstrapToken.token: missing',
				'JoinConfiguration.nodeRegistration.imagePullPolicy: no such field',
			]),
		);
	});
});

describe('what every version says', () => {
	for (const api of everyApi) {
		const cluster = byApi[api];
		const {InitConfiguration, ClusterConfiguration, KubeletConfiguration, KubeProxyConfiguration} = init(cluster) as Record<string, Any>;

		it(`${api}: endpoint, full version, networks and registry`, () => {
			expect(ClusterConfiguration).toMatchObject({
				controlPlaneEndpoint: 'k8s-api.example.com:8443',
				kubernetesVersion: `v${cluster.kubernetesVersion}`,
				imageRepository: 'reg.example/k8s',
				networking: {podSubnet: '10.200.0.0/16', serviceSubnet: '10.201.0.0/16', dnsDomain: 'prod.example.com'},
				dns: {imageRepository: 'reg.example/k8s/coredns'},
				featureGates: {EtcdLearnerMode: true},
			});
			expect(ClusterConfiguration?.dns.type).toBe(api === 'v1beta2' ? 'CoreDNS' : undefined);
		});

		it(`${api}: the certificate is good for the endpoint, all control planes and 127.0.0.1`, () => {
			const planes = controlPlanes(cluster).flatMap((host) => [host.name, host.nodeIp]);
			expect(ClusterConfiguration?.apiServer.certSANs).toEqual(
				expect.arrayContaining(['k8s-api.example.com', '127.0.0.1', 'api.example.com', '203.0.113.7', ...planes]),
			);
		});

		it(`${api}: node address, runtime socket and flags`, () => {
			const registration = InitConfiguration?.nodeRegistration;
			const flags = {'node-ip': '10.1.0.11', v: '2'};
			expect(registration.kubeletExtraArgs).toEqual(
				api === 'v1beta4' ? Object.entries(flags).map(([name, value]) => ({name, value})) : flags,
			);
			expect(registration.criSocket).toBe('unix:///run/containerd/containerd.sock');
			expect(registration.imagePullPolicy).toBe(api === 'v1beta2' ? undefined : 'IfNotPresent');
			expect(registration.ignorePreflightErrors).toEqual(['NumCPU']);
			expect(InitConfiguration?.localAPIEndpoint).toEqual({advertiseAddress: '10.1.0.11', bindPort: 6443});
		});

		it(`${api}: the wait for the control plane stands where this version has it`, () => {
			expect(ClusterConfiguration?.apiServer.timeoutForControlPlane).toBe(api === 'v1beta4' ? undefined : '6m0s');
			expect(InitConfiguration?.timeouts?.controlPlaneComponentHealthCheck).toBe(api === 'v1beta4' ? '6m0s' : undefined);
		});

		it(`${api}: kubelet and kube-proxy settings`, () => {
			expect(KubeletConfiguration).toEqual({
				apiVersion: 'kubelet.config.k8s.io/v1beta1',
				kind: 'KubeletConfiguration',
				cgroupDriver: 'systemd',
				maxPods: 200,
			});
			expect(KubeProxyConfiguration).toMatchObject({apiVersion: 'kubeproxy.config.k8s.io/v1alpha1', mode: 'nftables'});
		});

		it(`${api}: joins name their run-time values, control planes the key too`, () => {
			const [plane, worker] = [cluster.hosts[1], workers(cluster)[0]];
			expect(lateNames(joinConfig(cluster, plane as never))).toEqual(['ca-hash', 'certificate-key', 'join-token']);
			expect(lateNames(joinConfig(cluster, worker as never))).toEqual(['ca-hash', 'join-token']);
			expect(parse(joinConfig(cluster, plane as never))[0]?.controlPlane.localAPIEndpoint).toEqual({
				advertiseAddress: '10.1.0.12',
				bindPort: 6443,
			});
			expect(lateNames(initConfig(cluster))).toEqual([]);
		});
	}

	it('takes a kube-proxy setting that containers need from the spec, and writes no object without one', () => {
		expect(init(fixtureCluster('lab-v1beta2')).KubeProxyConfiguration).toMatchObject({conntrack: {maxPerCore: 0}});
		expect(init(fixtureCluster('single')).KubeProxyConfiguration).toBeUndefined();
	});
});

describe('taints', () => {
	const taintsAt = (cluster: Cluster, index: number) =>
		parse(joinConfig(cluster, cluster.hosts[index] as never))[0]?.nodeRegistration.taints;

	it('an only node runs pods: an explicit empty list', () => {
		expect(init(fixtureCluster('single')).InitConfiguration?.nodeRegistration.taints).toEqual([]);
	});

	it("a plain control plane keeps kubeadm's own default", () => {
		expect(init(fixtureCluster('one-and-two')).InitConfiguration?.nodeRegistration).not.toHaveProperty('taints');
	});

	it('a control plane with taints of its own repeats the default, under the names of its version', () => {
		const keys = (version: string) => {
			const cluster = {...fixtureCluster('three-and-one'), kubernetesVersion: version};
			return (taintsAt(cluster, 2) as Any[]).map((taint) => taint.key);
		};
		expect(keys('1.23.17')).toEqual(['node-role.kubernetes.io/master', 'maintenance']);
		expect(keys('1.24.17')).toEqual(['node-role.kubernetes.io/control-plane', 'node-role.kubernetes.io/master', 'maintenance']);
		expect(keys('1.36.4')).toEqual(['node-role.kubernetes.io/control-plane', 'maintenance']);
	});

	it('a worker has its own alone', () => {
		expect(taintsAt(fixtureCluster('one-and-two'), 2)).toEqual([{key: 'dedicated', value: 'gpu', effect: 'NoSchedule'}]);
		expect(taintsAt(fixtureCluster('one-and-two'), 1)).toBeUndefined();
	});
});

describe('where CoreDNS is', () => {
	const dns = (version: string, mirrors: string) =>
		init(
			load(
				`{apiVersion: kubewiz.io/v1alpha1, kind: Cluster, metadata: {name: a}, spec: {kubernetesVersion: "${version}", hosts: [10.0.0.1], mirrors: ${mirrors}}}`,
			),
		).ClusterConfiguration?.dns;

	it('is left to kubeadm where it knows', () => {
		expect(dns('1.36.4', '{images: official}')).toBeUndefined();
		expect(dns('1.28.15', 'aliyun')).toBeUndefined();
		expect(dns('1.20.15', '{packages: aliyun, images: official}')).toBeUndefined();
		expect(dns('1.21.0', '{packages: aliyun, images: official}')).toBeUndefined();
	});

	it('is said where the registry is not the default of that kubeadm', () => {
		expect(dns('1.24.17', '{images: official}')).toEqual({imageRepository: 'registry.k8s.io/coredns'});
		expect(dns('1.36.4', '{images: daocloud}')).toEqual({imageRepository: 'k8s.m.daocloud.io/coredns'});
		expect(dns('1.21.14', '{packages: aliyun, images: daocloud}')).toEqual({type: 'CoreDNS', imageRepository: 'k8s.m.daocloud.io/coredns'});
	});
});

it("quotes what Kubernetes' YAML 1.1 parser would not read as text", () => {
	const cluster = fixtureCluster('one-and-two');
	const apiServer = {a: 'on', b: 'no', c: '12:30:45', d: '0o17', e: '1_000', f: '~', g: '1e3', h: 'y'};
	const text = initConfig({...cluster, kubeadm: {...cluster.kubeadm, extraArgs: {...cluster.kubeadm.extraArgs, apiServer}}});
	const args = parse(text).find((object) => object.kind === 'ClusterConfiguration')?.apiServer.extraArgs as {
		name: string;
		value: unknown;
	}[];
	expect(Object.fromEntries(args.map(({name, value}) => [name, value]))).toEqual(apiServer);
	expect(leaderOf(cluster).name).toBe('cp1');
});
