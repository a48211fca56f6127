import {type Told, told} from '../../told.ts';
import {defaults} from '../defaults.ts';
import type {Draft, DraftHost} from '../draft.ts';
import {nodeIpOf, nodeNameOf, rolesOf, splitEndpoint} from '../hosts.ts';
import {dnsSubdomain} from '../patterns.ts';
import type {Complaint, Path} from '../problem.ts';
import {topologyTexts as texts} from '../texts/rules.ts';

/** Hosts must be told apart and be reachable, and their control planes make sense. */
export function topologyRules(draft: Draft): Complaint[] {
	return [...nameRules(draft), ...addressRules(draft), ...nodeIpRules(draft), ...controlPlaneRules(draft)];
}

function nameRules({hosts}: Draft): Complaint[] {
	const named = hosts.filter((host) => host.name !== undefined || host.address !== undefined);
	const bad = named.filter((host) => !dnsSubdomain.test(nodeNameOf(host)));
	return [
		...bad.map((host) => ({path: at(host, 'address'), text: texts.badDefaultName(nodeNameOf(host))})),
		...duplicates(named, nodeNameOf, told('name', '名称'), (host) => at(host, host.name === undefined ? 'address' : 'name')),
	];
}

/** Behind another jump host or on another port the same address is another machine. */
function addressRules({hosts, spec}: Draft): Complaint[] {
	const addressed = hosts.filter((host) => host.address !== undefined);
	const key = (host: DraftHost) => {
		const {port, jump} = {...spec.ssh, ...host.ssh};
		return `${host.address?.toLowerCase()} port ${port ?? 22} via ${jump ?? ''}`;
	};
	const ports = hosts.filter((host) => (host.ssh?.port ?? 1) < 1 || (host.ssh?.port ?? 1) > 65535);
	return [
		...duplicates(
			addressed,
			key,
			told('address', '地址'),
			(host) => at(host, 'address'),
			(host) => host.address as string,
		),
		...ports.map((host) => ({path: at(host), text: texts.hostPort()})),
	];
}

function nodeIpRules({hosts}: Draft): Complaint[] {
	const unknown = hosts.filter((host) => host.address !== undefined && nodeIpOf(host) === undefined);
	const known = hosts.filter((host) => nodeIpOf(host) !== undefined);
	// Where both hosts have no nodeIP of their own, their addresses have been compared already.
	const own = duplicates(
		known,
		(host) => nodeIpOf(host) as string,
		told('node address', '节点地址'),
		(host) => at(host, host.nodeIP === undefined ? 'address' : 'nodeIP'),
	);
	return [
		...unknown.map((host) => ({path: at(host, 'address'), text: texts.noNodeIp(host.address as string)})),
		...own.filter((complaint) => complaint.path.at(-1) === 'nodeIP' || !sameAddress(hosts, complaint.path)),
	];
}

/** True when the host at the path merely repeats another's address at the same port. */
function sameAddress(hosts: readonly DraftHost[], path: Path): boolean {
	const host = hosts[path[2] as number];
	return hosts.some(
		(other) =>
			other.index < (host?.index ?? 0) &&
			other.address === host?.address &&
			other.nodeIP === undefined &&
			other.ssh?.port === host?.ssh?.port,
	);
}

function controlPlaneRules(draft: Draft): Complaint[] {
	const {hosts, spec} = draft;
	if (hosts.length === 0 || hosts.some((host) => !host.rolesKnown)) return [];
	const roles = rolesOf(hosts);
	const planes = hosts.filter((_, index) => roles[index]?.includes('control-plane'));
	const hostsPath: Path = ['spec', 'hosts'];
	if (planes.length === 0) return [{path: hostsPath, at: 'key', text: texts.noControlPlane()}];
	const complaints: Complaint[] = [];
	if (planes.length % 2 === 0) complaints.push({path: hostsPath, at: 'key', text: texts.evenMembers(planes.length)});
	return [...complaints, ...endpointRules(spec.controlPlaneEndpoint, planes, draft)];
}

function endpointRules(endpoint: string | undefined, planes: readonly DraftHost[], draft: Draft): Complaint[] {
	const path: Path = ['spec', 'controlPlaneEndpoint'];
	if (endpoint === undefined) {
		if (planes.length === 1 || draft.endpointGiven) return [];
		return [{path: ['spec', 'hosts'], at: 'key', text: texts.noEndpoint(planes.length)}];
	}
	const {host, port} = splitEndpoint(endpoint, defaults.apiPort);
	if (port < 1 || port > 65535) return [{path, text: texts.endpointPort()}];
	const node = planes.find((plane) => nodeIpOf(plane) === host || plane.address === host || plane.name === host);
	if (planes.length === 1 || !node || port !== defaults.apiPort) return [];
	return [{path, text: texts.endpointIsNode(host, nodeNameOf(node))}];
}

/** A complaint for every host whose key an earlier one has. */
function duplicates(
	hosts: readonly DraftHost[],
	key: (host: DraftHost) => string,
	what: Told,
	path: (host: DraftHost) => Path,
	value: (host: DraftHost) => string = key,
): Complaint[] {
	const first = new Map<string, DraftHost>();
	return hosts.flatMap((host) => {
		const earlier = first.get(key(host));
		if (!earlier) {
			first.set(key(host), host);
			return [];
		}
		return [{path: path(host), text: texts.duplicate(what, value(host), `spec.hosts[${earlier.index}]`)}];
	});
}

function at(host: DraftHost, key?: string): Path {
	return key === undefined ? ['spec', 'hosts', host.index] : ['spec', 'hosts', host.index, key];
}
