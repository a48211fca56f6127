import {isIpv4} from '../cluster/cidr.ts';
import type {Facts} from '../cluster/facts.ts';
import {dnsSubdomain} from '../cluster/patterns.ts';
import type {HostSpec} from '../cluster/schema/host.ts';
import {nameOf} from './draft.ts';

/** What kubeadm checks of a control plane: 2 CPUs and 1700 MB (facts of kubeadm's preflight). */
const controlPlaneNeeds = {cpus: 2, memoryMib: 1700};

/**
 * Roles for hosts that have none: by their names where these speak (cp1,
 * master-2, control…), else the first host that is large enough becomes the one
 * control plane. An even number is never proposed, since it bears no more
 * failures than the odd one below it. Answers already given stay.
 */
export function proposeRoles(hosts: readonly HostSpec[], facts: Readonly<Record<string, Facts | undefined>>): readonly HostSpec[] {
	if (hosts.length === 0 || hosts.some((host) => host.roles)) return hosts;
	const named = hosts.filter((host) => /^(?:cp|master|control|k8s-?m|kube-?m)/i.test(nameOf(host)));
	const large = hosts.find((host) => fits(facts[nameOf(host)])) ?? hosts[0];
	const planes = named.length === 0 ? [large] : named.slice(0, named.length % 2 === 0 ? named.length - 1 : named.length);
	return hosts.map((host) => ({...host, roles: [planes.includes(host) ? ('control-plane' as const) : ('worker' as const)]}));
}

function fits(facts: Facts | undefined): boolean {
	return facts !== undefined && facts.cpus >= controlPlaneNeeds.cpus && facts.memoryMib >= controlPlaneNeeds.memoryMib;
}

/**
 * The node's address where SSH was given a name: that of the interface with the
 * default route. `localhost` names no node among others, so it takes its host
 * name too. The same object when there is nothing to propose.
 */
export function proposeNodeIp(host: HostSpec, facts: Facts): HostSpec {
	if (host.nodeIP !== undefined || isIpv4(host.address)) return host;
	const own = facts.addresses
		.map(({interface: link, cidr}) => ({link, address: cidr.split('/')[0] ?? ''}))
		.filter(({address}) => isIpv4(address) && !address.startsWith('127.'));
	const {address} = own.find(({link}) => link === facts.defaultRoute?.interface) ?? own[0] ?? {};
	if (address === undefined) return host;
	const hostname = facts.hostname.toLowerCase().split('.')[0] ?? '';
	const named = host.address === 'localhost' && host.name === undefined && dnsSubdomain.test(hostname) && hostname !== 'localhost';
	return {...host, nodeIP: address, ...(named ? {name: hostname} : {})};
}
