import {readFileSync} from 'node:fs';
import type {Facts} from '../../src/cluster/facts.ts';
import type {Cluster, Host} from '../../src/cluster/types.ts';
import {manifestRefs, sourceKey} from '../../steps/network/manifest.ts';
import type {StepContext} from '../../steps/step.ts';

const fixture = (name: string) => readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8');

/** Stand-in for a network of the operator's own. */
export const ownManifest = `apiVersion: apps/v1
kind: DaemonSet
metadata: {name: own-cni, namespace: kube-system}
spec: {}
`;

/** Facts of a bare Debian 12 host; only what steps look at matters. */
export function factsOf(host: Host, os: Partial<Facts['os']> = {}): Facts {
	return {
		hostname: host.name,
		os: {id: 'debian', idLike: [], versionId: '12', codename: 'bookworm', pretty: 'Debian GNU/Linux 12', family: 'debian', ...os},
		arch: 'amd64',
		kernel: '6.1.0',
		cpus: 2,
		memoryMib: 4096,
		bootId: 'b',
		macs: [],
		addresses: [],
		routes: [],
		nameservers: [],
		clock: {hostMs: 0, receivedMs: 0, roundTripMs: 0},
		timeSync: 'none',
		cgroup: 'v2',
		swap: [],
		disks: [],
		listeners: [],
		modules: [],
		sysctl: {},
		commands: [],
		selinux: 'absent',
		firewall: 'none',
		packages: {},
		leftovers: [],
		proxyEnv: {},
		etcHosts: [],
	};
}

/** Texts of the manifests a cluster's network needs, by their key. */
export function filesFor(cluster: Cluster): Readonly<Record<string, string>> {
	const text = {
		flannel: () => fixture('kube-flannel.yml'),
		calico: () => fixture('calico.yaml'),
		manifest: () => ownManifest,
		none: () => '',
	};
	return Object.fromEntries(manifestRefs(cluster).map((source) => [sourceKey(source), text[cluster.cni.kind]()]));
}

/** What steps see on one host of a cluster. */
export function contextFor(cluster: Cluster, host: Host, files = filesFor(cluster)): StepContext {
	return {cluster, host, files, facts: factsOf(host)};
}
