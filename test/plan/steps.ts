import type {Facts} from '../../src/cluster/facts.ts';
import {type Cluster, controlPlanes, leaderOf, workers} from '../../src/cluster/types.ts';
import {late, sh} from '../../src/shell/sh.ts';
import {told} from '../../src/told.ts';
import {everyNode, type Step, step} from '../../steps/step.ts';

/** A cluster of `planes` control planes (cp1…) and `count` workers (w1…), all that planning reads of it. */
export function clusterOf(planes: number, count: number, change: Partial<Cluster> = {}): Cluster {
	const host = (name: string, index: number, role: 'control-plane' | 'worker') => ({
		name,
		address: `10.0.0.${index}`,
		nodeIp: `10.0.0.${index}`,
		roles: [role],
		ssh: {},
		labels: {},
		taints: [],
	});
	return {
		name: 'test',
		kubernetesVersion: '1.20.2',
		hosts: [
			...Array.from({length: planes}, (_, index) => host(`cp${index + 1}`, index + 1, 'control-plane')),
			...Array.from({length: count}, (_, index) => host(`w${index + 1}`, index + 11, 'worker')),
		],
		endpoint: {host: 'api.test', port: 6443, kind: 'hosts-file'},
		network: {podCidr: '10.244.0.0/16', serviceCidr: '10.96.0.0/12', dnsDomain: 'cluster.local'},
		runtime: {name: 'containerd', package: 'containerd'},
		cni: {kind: 'none'},
		mirrors: {
			packages: {id: 'custom', deb: {url: 'http://mirror', layout: 'flat'}, keyUrl: 'http://mirror/key', keyFingerprint: 'A'.repeat(40)},
			images: {repository: 'mirror/k8s', insecure: false},
			registries: {},
		},
		kubeadm: {
			configApi: 'v1beta2',
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

/** Facts with only what plan and runner read; the rest is absent on purpose. */
export function factsOf(cluster: Cluster, change: (host: string) => Partial<Facts> = () => ({})): ReadonlyMap<string, Facts> {
	return new Map(
		cluster.hosts.map(({name}) => [name, {hostname: name, machineId: `mid-${name}`, bootId: 'boot-1', ...change(name)} as Facts]),
	);
}

const why = 'A step of the tests.';

/** A small installation with every trait the runner knows: fused, pooled, detached, once, giving, needing. */
export const installSteps: readonly Step[] = [
	step({id: 'prepare/name', title: told('Name', 'Name'), why, kind: 'idempotent', on: everyNode, after: [], ...scripts('name')}),
	step({
		id: 'prepare/swap',
		title: told('Swap', 'Swap'),
		why,
		kind: 'idempotent',
		on: everyNode,
		after: ['prepare/name'],
		...scripts('swap'),
	}),
	step({
		id: 'packages/install',
		title: told('Packages', 'Packages'),
		why,
		kind: 'idempotent',
		on: everyNode,
		after: ['prepare/swap'],
		detached: true,
		pool: 'download',
		retry: ['network', 'lock'],
		...scripts('packages'),
	}),
	step({
		id: 'control-plane/init',
		title: told('Init', 'Init'),
		why,
		kind: 'once',
		on: (cluster) => [leaderOf(cluster)],
		after: ['packages/install', {everywhere: 'prepare/name'}],
		...scripts('init'),
	}),
	step({
		id: 'control-plane/values',
		title: told('Values', 'Values'),
		why,
		kind: 'idempotent',
		on: (cluster) => [leaderOf(cluster)],
		after: ['control-plane/init'],
		gives: ['join-token', 'ca-hash', 'certificate-key'],
		check: () => sh`exit 10`,
		apply: () => sh`
			kw_give join-token abcdef.0123456789abcdef
			kw_give ca-hash sha256:00
			kw_give certificate-key 11
		`,
		verify: () => sh`true`,
	}),
	step({
		id: 'control-plane/join',
		title: told('Join control planes', 'Join control planes'),
		why,
		kind: 'once',
		on: (cluster) => controlPlanes(cluster).slice(1),
		after: ['packages/install', {everywhere: 'control-plane/init'}],
		needs: ['join-token', 'ca-hash', 'certificate-key'],
		pool: 'control-plane-join',
		check: () => sh`test -e /cp-joined`,
		apply: () => sh`kubeadm join ${late('join-token')} ${late('ca-hash')} ${late('certificate-key')}`,
	}),
	step({
		id: 'workers/join',
		title: told('Join workers', 'Join workers'),
		why,
		kind: 'once',
		on: workers,
		after: ['packages/install', {everywhere: 'control-plane/init'}],
		needs: ['join-token', 'ca-hash'],
		pool: 'worker-join',
		check: () => sh`test -e /joined`,
		apply: () => sh`kubeadm join ${late('join-token')} ${late('ca-hash')}`,
	}),
	step({
		id: 'proof/nodes',
		title: told('Proof', 'Proof'),
		why,
		kind: 'read',
		on: (cluster) => [leaderOf(cluster)],
		after: [{everywhere: 'workers/join'}, {everywhere: 'control-plane/join'}],
		...scripts('proof'),
	}),
];

function scripts(name: string) {
	return {
		check: () => sh`test -e ${`/done/${name}`} || todo ${`${name} is missing`}`,
		apply: () => sh`touch ${`/done/${name}`}`,
	};
}
