import {apiServerPort} from '../cluster/kubeadm/init.ts';
import type {Cluster, Host} from '../cluster/types.ts';
import {isControlPlane} from './subject.ts';

/** TCP ports that kubeadm wants free on a host (kubernetes.io, ports and protocols; kubeadm's Port-… checks), with what will listen there. */
export function neededPorts(host: Host): ReadonlyMap<number, string> {
	const ports = new Map<number, string>([[10250, 'kubelet']]);
	if (!isControlPlane(host)) return ports;
	ports.set(apiServerPort, 'kube-apiserver');
	ports.set(10257, 'kube-controller-manager');
	ports.set(10259, 'kube-scheduler');
	ports.set(2379, 'etcd clients');
	ports.set(2380, 'etcd peers');
	return ports;
}

/** Ports that must be open on a host's firewall, as an operator would write them. */
export function openPorts(cluster: Cluster, host: Host): readonly string[] {
	const own = [...neededPorts(host).keys()].filter((port) => port !== 10257 && port !== 10259);
	return [...own.sort((a, b) => a - b).map((port) => `${port}/tcp`), '30000-32767/tcp+udp', ...networkPorts(cluster)];
}

/** Of the pod network (flannel backends.md; docs.tigera.io, system requirements). */
function networkPorts(cluster: Cluster): readonly string[] {
	const {cni} = cluster;
	if (cni.kind === 'flannel') return cni.backend === 'vxlan' ? ['8472/udp'] : [];
	if (cni.kind !== 'calico') return [];
	if (cni.encapsulation === 'vxlan') return ['4789/udp', '5473/tcp'];
	return ['179/tcp', '5473/tcp', ...(cni.encapsulation === 'ipip' ? ['IP protocol 4'] : [])];
}
