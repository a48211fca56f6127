import {isIpv4} from '../cluster/cidr.ts';
import type {Facts} from '../cluster/facts.ts';
import {dnsSubdomain} from '../cluster/patterns.ts';
import type {HostSpec} from '../cluster/schema/host.ts';
import {nameOf} from './draft.ts';

/** What kubeadm checks of a control plane: 2 CPUs and 1700 MB (facts of kubeadm's preflight). */
const controlPlaneNeeds = {cpus: 2, memoryMib: 1700};

type FactsByName = Readonly<Record<string, Facts | undefined>>;

/** What makes a host a control plane in the proposal: its name says so, it is the first that is large enough, or it is simply the first. */
export type Because = 'name' | 'size' | 'first';

/**
 * Roles for hosts that have none: by their names where these speak (cp1,
 * master-2, control…), else the first host that is large enough becomes the one
 * control plane. An even number is never proposed, since it bears no more
 * failures than the odd one below it. Answers already given stay.
 */
export function proposeRoles(hosts: readonly HostSpec[], facts: FactsByName): readonly HostSpec[] {
	if (hosts.length === 0 || hosts.some((host) => host.roles)) return hosts;
	const {planes} = proposal(hosts, facts);
	return hosts.map((host) => ({...host, roles: [planes.includes(host) ? ('control-plane' as const) : ('worker' as const)]}));
}

/** The control planes that would be proposed for these hosts, whatever roles they have now, and why. */
export function proposal(
	hosts: readonly HostSpec[],
	facts: FactsByName,
): {readonly planes: readonly HostSpec[]; readonly because: Because} {
	const named = hosts.filter(speaks);
	if (named.length > 0) return {planes: named.slice(0, odd(named.length)), because: 'name'};
	const large = hosts.find((host) => largeEnough(facts[nameOf(host)]));
	return {planes: [large ?? hosts[0]].filter((host) => host !== undefined), because: large ? 'size' : 'first'};
}

/** The topologies that kubewiz can set up: one control plane, or several with their etcd behind the operator's own load balancer. */
export type Kind = 'single' | 'stacked';

/** Hosts that `stacked` needs: with two members etcd bears no loss at all. */
export const stackedNeeds = 3;

/** Which of them the roles make now. */
export function kindOf(hosts: readonly HostSpec[]): Kind {
	return hosts.filter(isControlPlane).length > 1 ? 'stacked' : 'single';
}

/**
 * The hosts with the roles of a kind. Control planes that there are stay as far
 * as they are wanted; more are taken by name, then by size, then in order. The
 * hosts as they are where there are too few.
 */
export function asKind(hosts: readonly HostSpec[], facts: FactsByName, kind: Kind): readonly HostSpec[] {
	if (kind === 'stacked' && hosts.length < stackedNeeds) return hosts;
	const rank = (host: HostSpec) => (isControlPlane(host) ? 0 : speaks(host) ? 1 : largeEnough(facts[nameOf(host)]) ? 2 : 3);
	const have = hosts.filter(isControlPlane).length;
	const wanted = kind === 'single' ? 1 : Math.max(stackedNeeds, odd(have));
	const planes = new Set(hosts.toSorted((a, b) => rank(a) - rank(b)).slice(0, wanted));
	return hosts.map((host) => {
		if (planes.has(host)) return isControlPlane(host) ? host : {...host, roles: ['control-plane']};
		return {...host, roles: ['worker']};
	});
}

/** True when a host is as large as kubeadm demands of a control plane. */
export function largeEnough(facts: Facts | undefined): boolean {
	return facts !== undefined && facts.cpus >= controlPlaneNeeds.cpus && facts.memoryMib >= controlPlaneNeeds.memoryMib;
}

function isControlPlane(host: HostSpec): boolean {
	return host.roles?.includes('control-plane') ?? false;
}

function speaks(host: HostSpec): boolean {
	return /^(?:cp|master|control|k8s-?m|kube-?m)/i.test(nameOf(host));
}

function odd(count: number): number {
	return count % 2 === 0 ? count - 1 : count;
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
