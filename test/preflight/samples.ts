import {readFileSync} from 'node:fs';
import type {Facts, HostMarks} from '../../src/cluster/facts.ts';
import type {Cluster, Host} from '../../src/cluster/types.ts';
import {findProblems} from '../../src/preflight/find-problems.ts';
import {parseFacts} from '../../src/preflight/parse-facts.ts';
import type {ProbeResults} from '../../src/preflight/probes/types.ts';
import type {Finding} from '../../src/preflight/types.ts';

/** Lines of a recorded or crafted answer to the facts script. */
export function fixture(name: string): string[] {
	return readFileSync(new URL(`fixtures/${name}.facts`, import.meta.url), 'utf8').split('\n');
}

/** The fixture of a host in good order, with what a test changes. `index` makes it a machine of its own. */
export function healthy(index: number, change: Partial<Facts> = {}): Facts {
	const facts = parseFacts(fixture('debian-12-bare'), {sentMs: 0, receivedMs: 20});
	const address = `10.0.0.${10 + index}`;
	return {
		...facts,
		hostname: `n${index}`,
		machineId: `${index}`.repeat(32).slice(0, 32),
		bootId: `boot-${index}`,
		productUuid: `ec2a9f7e-0b5c-4d52-9c43-0e5b21b5a00${index}`,
		macs: [`fa:16:3e:00:00:0${index}`],
		links: [{name: 'ens3', mac: `fa:16:3e:00:00:0${index}`, mtu: 1500, state: 'up', hardware: true}],
		addresses: [
			{interface: 'lo', cidr: '127.0.0.1/8'},
			{interface: 'ens3', cidr: `${address}/24`},
		],
		clock: {hostMs: 1_000_010, receivedMs: 1_000_020, roundTripMs: 20},
		...change,
	};
}

export function host(index: number, role: Host['roles'][number]): Host {
	const address = `10.0.0.${10 + index}`;
	return {name: `n${index}`, address, nodeIp: address, roles: [role], ssh: {}, labels: {}, taints: []};
}

/** One control plane (n1) and two workers (n2, n3). */
export function cluster(change: Partial<Cluster> = {}): Cluster {
	return {
		name: 'test',
		kubernetesVersion: '1.36.4',
		hosts: [host(1, 'control-plane'), host(2, 'worker'), host(3, 'worker')],
		endpoint: {host: 'api.test.internal', port: 6443, kind: 'hosts-file'},
		network: {podCidr: '10.244.0.0/16', serviceCidr: '10.96.0.0/12', dnsDomain: 'cluster.local'},
		runtime: {name: 'containerd', package: 'containerd.io'},
		cni: {kind: 'flannel', version: '0.27.0', backend: 'vxlan'},
		mirrors: {
			packages: {
				id: 'kubernetes',
				deb: {url: 'https://pkgs.k8s.io/core:/stable:/v1.36/deb', layout: 'flat'},
				keyUrl: 'https://pkgs.k8s.io/core:/stable:/v1.36/deb/Release.key',
				keyFingerprint: 'DE15B14486CD377B9E876E1A234654DA9A296436',
			},
			images: {repository: 'registry.k8s.io', insecure: false},
			registries: {},
		},
		kubeadm: {
			configApi: 'v1beta4',
			certSans: [],
			featureGates: {},
			kubelet: {},
			kubeProxy: {},
			extraArgs: {apiServer: {}, controllerManager: {}, scheduler: {}, etcd: {}, kubelet: {}},
			ignorePreflightErrors: [],
		},
		timeServers: [],
		firewall: 'open-ports',
		...change,
	};
}

/** The same cluster with other kubeadm settings. */
export function withKubeadm(change: Partial<Cluster['kubeadm']>): Cluster {
	return cluster({kubeadm: {...cluster().kubeadm, ...change}});
}

export function probes(change: Partial<ProbeResults> = {}): ProbeResults {
	return {connections: [], sources: [], timeServers: [], candidates: {}, ...change};
}

/** Findings of these hosts, in the order of the cluster's. */
export function found(facts: readonly Facts[], spec: Cluster = cluster(), lineage?: string): readonly Finding[] {
	const byHost = new Map(facts.map((each, index) => [spec.hosts[index]?.name ?? `extra${index}`, each]));
	return findProblems(spec, byHost, new Map(), lineage === undefined ? {} : {lineage});
}

/** A clock that is off by so much, as read over a line of that round trip. */
export function clock(skewMs: number, roundTripMs = 20): Facts['clock'] {
	return {hostMs: 1_000_000 + skewMs + roundTripMs / 2, receivedMs: 1_000_000 + roundTripMs, roundTripMs};
}

/** Marks of another cluster, and of this one. */
export const foreignMarks: HostMarks = {cluster: 'other', lineage: 'b', epoch: 1, planHash: 'sha256:2', kubewiz: '0.1.0'};
export const ourMarks: HostMarks = {...foreignMarks, cluster: 'test', lineage: 'a'};

type Disk = Facts['disks'][number];

/** Disks of a healthy host where one directory is a file system of its own. */
export function onDisk(path: string, change: Partial<Disk>): Facts['disks'] {
	return healthy(1).disks.map((disk) => (disk.path === path ? {...disk, mount: path, ...change} : disk));
}

/** Disks of a healthy host, all changed alike. */
export function everyDisk(change: Partial<Disk>): Facts['disks'] {
	return healthy(1).disks.map((disk) => ({...disk, ...change}));
}
