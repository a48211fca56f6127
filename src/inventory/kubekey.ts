import {parseSource, type SourceDocument} from '../cluster/document.ts';
import type {Path} from '../cluster/problem.ts';
import {hostsOfInventory} from './ansible/hosts.ts';
import {Inventory} from './ansible/inventory.ts';
import {expandPattern} from './ansible/words.ts';
import {texts} from './texts.ts';
import type {ReadHosts} from './types.ts';

/** True when the text says that it is KubeKey's. */
export function isKubeKey(text: string): boolean {
	return /^apiVersion:\s*["']?kubekey\.kubesphere\.io\//m.test(text);
}

/**
 * KubeKey's `Cluster` (v1 to v3: hosts and roleGroups, where names may be ranges
 * such as node[1:3]) and `Inventory` (v4: hosts with a connector, and groups).
 * Read as an Ansible inventory, since they say the same.
 */
export function readKubeKey(text: string, fileName: string): ReadHosts {
	const parsed = parseSource(text, fileName);
	if (parsed.kind === 'broken') return {hosts: [], problems: parsed.problems.map(({line, message}) => ({line, text: fileName, message}))};
	const {document} = parsed;
	const inventory = new Inventory();
	const spec = mapping(mapping(document.data).spec);
	if (Array.isArray(spec.hosts)) readClusterKind(spec, document, inventory);
	else readInventoryKind(spec, document, inventory);
	return hostsOfInventory(inventory);
}

function readClusterKind(spec: Record<string, unknown>, document: SourceDocument, inventory: Inventory): void {
	for (const [index, entry] of (spec.hosts as unknown[]).entries()) {
		const host = mapping(entry);
		const name = text(host.name) ?? text(host.address);
		if (name !== undefined) addHost(name, host, {path: ['spec', 'hosts', index], at: 'value', document, inventory});
	}
	for (const [group, members] of Object.entries(mapping(spec.roleGroups)))
		addMembers(group, members, ['spec', 'roleGroups', group], document, inventory);
}

function readInventoryKind(spec: Record<string, unknown>, document: SourceDocument, inventory: Inventory): void {
	for (const [name, entry] of Object.entries(mapping(spec.hosts))) {
		const host = mapping(entry);
		const {host: address, ...connector} = mapping(host.connector);
		addHost(name, {...host, ...connector, address}, {path: ['spec', 'hosts', name], at: 'key', document, inventory});
	}
	for (const [group, entry] of Object.entries(mapping(spec.groups))) {
		const {hosts, groups} = mapping(entry);
		addMembers(group, hosts, ['spec', 'groups', group], document, inventory);
		for (const child of Array.isArray(groups) ? groups.filter((one) => typeof one === 'string') : []) {
			inventory.group(group).children.add(child);
			inventory.group(child);
		}
	}
}

interface Place {
	readonly path: Path;
	readonly at: 'key' | 'value';
	readonly document: SourceDocument;
	readonly inventory: Inventory;
}

/** KubeKey's words for what Ansible calls otherwise. */
const variables: readonly (readonly [string, string])[] = [
	['address', 'ansible_host'],
	['internalAddress', 'ip'],
	['internal_ipv4', 'ip'],
	['user', 'ansible_user'],
	['port', 'ansible_port'],
	['privateKeyPath', 'ansible_ssh_private_key_file'],
	['private_key', 'ansible_ssh_private_key_file'],
	['password', 'password'],
];

function addHost(name: string, host: Record<string, unknown>, {path, at, document, inventory}: Place): void {
	const line = document.lineOf(path, at);
	const own = inventory.host(name, 'ungrouped', line);
	for (const [theirs, ours] of variables) {
		const value = text(host[theirs]);
		// Several addresses of one host: the first is the one Kubernetes uses.
		if (value !== undefined && value !== '') own.set(ours, {value: ours === 'ip' ? (value.split(',')[0] as string) : value, line});
	}
	if (host.type === 'local') own.set('ansible_connection', {value: 'local', line});
}

function addMembers(group: string, members: unknown, path: Path, document: SourceDocument, inventory: Inventory): void {
	const line = document.lineOf(path, 'key');
	inventory.group(group);
	for (const member of Array.isArray(members) ? members.filter((one) => typeof one === 'string') : []) {
		const expanded = expandPattern(member);
		if ('problem' in expanded) {
			inventory.problem(line, member, expanded.problem);
			continue;
		}
		for (const name of expanded.words) {
			if (inventory.hosts.has(name)) inventory.host(name, group, line);
			else inventory.problem(line, name, texts.kubekey.unknown(name));
		}
	}
}

function text(value: unknown): string | undefined {
	return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

function mapping(value: unknown): Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}
