import type {Cluster, Host} from '../../src/cluster/types.ts';

/** A port, or a range `2379-2380`, that others must reach on a host. */
interface OpenPort {
	readonly port: string;
	readonly protocol: 'tcp' | 'udp';
	/** Who uses it. */
	readonly what: string;
}

/**
 * Ports of a host by role and CNI (kubernetes.io "Ports and Protocols";
 * flannel's backends.md; Calico's network requirements). The scheduler's and the
 * controller manager's are for the host itself only.
 */
export function openPorts(cluster: Cluster, host: Host): readonly OpenPort[] {
	return [...(host.roles.includes('control-plane') ? controlPlane : []), ...everyNode, ...cniPorts(cluster)];
}

/** IP protocols besides TCP and UDP that nodes speak with each other. */
export function openProtocols({cni}: Cluster): readonly string[] {
	return cni.kind === 'calico' && cni.encapsulation === 'ipip' ? ['ipip'] : [];
}

/** Interfaces the CNI makes; traffic on them is pods' own. `+` matches any ending. */
export function podInterfaces({cni}: Cluster): readonly string[] {
	if (cni.kind === 'flannel') return ['cni0', 'flannel.1'];
	if (cni.kind === 'calico') return ['cali+', 'tunl0', 'vxlan.calico'];
	return [];
}

const controlPlane: readonly OpenPort[] = [
	{port: '6443', protocol: 'tcp', what: 'API server'},
	{port: '2379-2380', protocol: 'tcp', what: 'etcd'},
];

const everyNode: readonly OpenPort[] = [
	{port: '10250', protocol: 'tcp', what: 'kubelet'},
	{port: '10256', protocol: 'tcp', what: 'kube-proxy health'},
	{port: '30000-32767', protocol: 'tcp', what: 'NodePort services'},
	{port: '30000-32767', protocol: 'udp', what: 'NodePort services'},
];

function cniPorts({cni}: Cluster): readonly OpenPort[] {
	if (cni.kind === 'flannel') return cni.backend === 'vxlan' ? [{port: '8472', protocol: 'udp', what: 'flannel vxlan'}] : [];
	if (cni.kind !== 'calico') return [];
	const typha: OpenPort = {port: '5473', protocol: 'tcp', what: 'calico typha'};
	if (cni.encapsulation === 'vxlan') return [{port: '4789', protocol: 'udp', what: 'calico vxlan'}, typha];
	return [{port: '179', protocol: 'tcp', what: 'calico BGP'}, typha];
}
