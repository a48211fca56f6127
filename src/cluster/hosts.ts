import {isIpv4} from './cidr.ts';
import type {Role} from './types.ts';

/** The name given to a node, else one made of its address: the first label of a name, an IP address with dashes. `localhost` is named by its node address. */
export function nodeNameOf(host: {
	readonly name?: string | undefined;
	readonly address?: string | undefined;
	readonly nodeIP?: string | undefined;
}): string {
	if (host.name !== undefined) return host.name;
	const address = (host.address === 'localhost' ? host.nodeIP : undefined) ?? host.address ?? '';
	if (isIpv4(address)) return `node-${address.replaceAll('.', '-')}`;
	const [first = ''] = address.toLowerCase().split('.');
	return first.replaceAll(/[_:]/g, '-').replace(/-+$/, '');
}

/** The address of a node among nodes: the one given, else SSH's when that is an IPv4 address. */
export function nodeIpOf(host: {readonly address?: string | undefined; readonly nodeIP?: string | undefined}): string | undefined {
	if (host.nodeIP) return host.nodeIP;
	return host.address && isIpv4(host.address) ? host.address : undefined;
}

/**
 * Roles of all hosts, in their order. When nobody has any, the first becomes the
 * control plane; when some have, the others are workers. When no host would run
 * ordinary pods, every control plane is a worker too: a cluster on which nothing
 * can run is nobody's wish, and a taint still keeps pods away where it is one.
 */
export function rolesOf(hosts: readonly {readonly roles?: readonly Role[] | undefined}[]): readonly (readonly Role[])[] {
	const some = hosts.some((host) => host.roles);
	const given = hosts.map((host, index): readonly Role[] => host.roles ?? (!some && index === 0 ? ['control-plane'] : ['worker']));
	const ordered = given.map((roles) => allRoles.filter((role) => roles.includes(role)));
	if (ordered.some((roles) => roles.includes('worker'))) return ordered;
	return ordered.map((roles) => [...roles, 'worker' as const]);
}

const allRoles: readonly Role[] = ['control-plane', 'worker'];

/** Takes `host[:port]` apart. */
export function splitEndpoint(text: string, defaultPort: number): {readonly host: string; readonly port: number} {
	const [host = '', port] = text.split(':');
	return {host, port: port === undefined ? defaultPort : Number(port)};
}
