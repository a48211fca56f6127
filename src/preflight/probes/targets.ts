import {apiServerPort} from '../../cluster/kubeadm/init.ts';
import {type Cluster, controlPlanes, type Host} from '../../cluster/types.ts';
import {isAddress} from '../cidr.ts';
import {isControlPlane} from '../subject.ts';
import type {Connection} from './types.ts';

export type Target = Omit<Connection, 'result'>;

/** Hosts a control plane tries the kubelet's port of; beyond that a sample tells as much. */
const kubeletSample = 200;

/**
 * What a host must reach of the others: the API from everywhere, etcd between
 * control planes, the kubelet from control planes (logs, exec). Hosts are taken
 * from `reachable`: one that is down says nothing about ports.
 */
export function targetsOf(cluster: Cluster, host: Host, reachable: ReadonlySet<string>): readonly Target[] {
	const others = cluster.hosts.filter((other) => other.name !== host.name && reachable.has(other.name));
	const planes = controlPlanes(cluster).filter((plane) => others.includes(plane));
	const own = isControlPlane(host);
	return [
		...planes.map((plane) => target('api', plane, apiServerPort)),
		...(own ? planes.flatMap((plane) => [target('etcd', plane, 2379), target('etcd', plane, 2380)]) : []),
		...(own ? others.slice(0, kubeletSample).map((other) => target('kubelet', other, 10250)) : []),
		...(cluster.endpoint.kind === 'external'
			? [{purpose: 'endpoint', to: cluster.endpoint.host, address: cluster.endpoint.host, port: cluster.endpoint.port} as const]
			: []),
	];
}

function target(purpose: Connection['purpose'], to: Host, port: number): Target {
	return {purpose, to: to.name, address: to.nodeIp, port};
}

/** The endpoint's name where it must resolve on every host; undefined where kubewiz maps it or it is an address. */
export function nameToResolve(cluster: Cluster): string | undefined {
	return cluster.endpoint.kind === 'external' && !isAddress(cluster.endpoint.host) ? cluster.endpoint.host : undefined;
}
