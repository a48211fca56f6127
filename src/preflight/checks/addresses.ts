import type {Facts} from '../../cluster/facts.ts';
import type {Host} from '../../cluster/types.ts';
import {joined, type Said, semicolon, type Told, told} from '../../told.ts';
import {addressOf, covers, isAddress, overlaps, sameAddress} from '../cidr.ts';
import {turnOffCloudSetup} from '../fixes/network.ts';
import {type Check, finding, isOurs, overHosts, type Subject} from '../subject.ts';

/** Addresses and routes of the hosts against the networks of the cluster. Hosts without `ip` say nothing and are not judged. */
export const addressChecks: Check = (subject) => [
	...overHosts(subject, 'node-ip-absent', {severity: 'error', waivable: false}, (host, facts) => {
		if (facts.addresses.length === 0 || !isAddress(host.nodeIp)) return undefined;
		if (facts.addresses.some((address) => sameAddress(addressOf(address.cidr), host.nodeIp))) return undefined;
		const own = globalAddresses(facts).join(', ');
		return told(`${host.nodeIp} is not among ${own || 'its addresses'}`, `${host.nodeIp} 不在其地址${own && ` ${own} `}之中`);
	}),
	...overHosts(subject, 'no-default-route', {severity: 'error'}, (_host, facts) => {
		const reachable = facts.routes.some((route) => covers(route.destination, subject.cluster.network.serviceCidr));
		return facts.defaultRoute || reachable || facts.routes.length === 0
			? undefined
			: told('no route to the service network', '没有通往 Service 网络的路由');
	}),
	...overHosts(subject, 'cidr-overlaps-route', {severity: 'error'}, (_host, facts) => overlappingRoutes(subject, facts)),
	...overHosts(subject, 'cidr-holds-nameserver', {severity: 'error'}, (_host, facts) => {
		const inside = networks(subject).flatMap(([name, cidr]) =>
			realNameservers(facts).flatMap((server) =>
				overlaps(cidr, server) ? [told(`${server} in the ${name.en} network ${cidr}`, `${server} 位于 ${name.zh} 网络 ${cidr} 内`)] : [],
			),
		);
		return inside.length > 0 ? joined(inside) : undefined;
	}),
	...mtu(subject),
	...overHosts(subject, 'network-manager-cloud', {severity: 'warning', fix: turnOffCloudSetup}, (_host, facts) =>
		facts.services?.['nm-cloud-setup']?.enabled === 'enabled'
			? told('nm-cloud-setup.service is enabled', 'nm-cloud-setup.service 已启用')
			: undefined,
	),
];

/** What pods will use: systemd-resolved's servers where it runs (kubeadm sets resolvConf to its file), else resolv.conf's. */
export function realNameservers(facts: Facts): readonly string[] {
	return facts.upstreamNameservers ?? facts.nameservers;
}

function networks(subject: Subject): readonly (readonly [Told, string])[] {
	const {podCidr, serviceCidr} = subject.cluster.network;
	return [
		[told('pod', 'Pod'), podCidr],
		[told('service', 'Service'), serviceCidr],
	];
}

/** Interfaces that pod networks make: routes through them are an older or this cluster's own. */
export const podNetworkInterface =
	/^(cni\d+|flannel[.-]|cali|tunl0|vxlan\.calico|kube-ipvs|kube-bridge|cilium|lxc|weave|nodelocaldns|antrea|ovn)/;

function overlappingRoutes(subject: Subject, facts: Facts): Said | undefined {
	const found = networks(subject).flatMap(([name, cidr]) =>
		facts.routes
			// Without encapsulation the cluster's own pod routes go over the node's interface.
			.filter((route) => !(isOurs(subject, facts) && covers(cidr, route.destination)))
			.filter((route) => !podNetworkInterface.test(route.interface) && overlaps(route.destination, cidr))
			// A route that covers far more than the network is a default in disguise (0.0.0.0/1, 10.0.0.0/8 to a VPN): the narrower one wins.
			.filter((route) => !(route.destination.includes('/') && covers(route.destination, cidr) && !isConnected(facts, route)))
			.map((route) =>
				told(
					`${route.destination}${route.interface ? ` on ${route.interface}` : ''} overlaps the ${name.en} network ${cidr}`,
					`${route.destination}${route.interface ? `（${route.interface}）` : ''}与 ${name.zh} 网络 ${cidr} 重叠`,
				),
			),
	);
	return found.length > 0 ? joined(found, semicolon) : undefined;
}

/** True for the network of an address on that very interface: hosts there are neighbours, not behind a gateway. */
function isConnected(facts: Facts, route: Facts['routes'][number]): boolean {
	return facts.addresses.some((address) => address.interface === route.interface && covers(address.cidr, route.destination));
}

function globalAddresses(facts: Facts): readonly string[] {
	return facts.addresses.map((address) => addressOf(address.cidr)).filter((address) => !/^(127\.|::1$|fe80:)/.test(address));
}

function mtu(subject: Subject) {
	const evidence: Record<string, string> = {};
	const seen = new Set<number>();
	for (const host of subject.cluster.hosts) {
		const link = nodeLink(host, subject.facts.get(host.name));
		if (link?.mtu === undefined) continue;
		seen.add(link.mtu);
		evidence[host.name] = `${link.name}: MTU ${link.mtu}`;
	}
	return seen.size < 2 ? [] : finding('mtu-differs', {severity: 'warning'}, evidence);
}

function nodeLink(host: Host, facts: Facts | undefined) {
	const owner = facts?.addresses.find((address) => sameAddress(addressOf(address.cidr), host.nodeIp));
	return facts?.links?.find((link) => link.name === owner?.interface);
}
