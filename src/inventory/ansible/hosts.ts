import {isIpv4} from '../../cluster/cidr.ts';
import {nodeNameOf} from '../../cluster/hosts.ts';
import {dnsSubdomain, localPath, userName} from '../../cluster/patterns.ts';
import type {HostSpec, SshSpec} from '../../cluster/schema/host.ts';
import {inEnglish, type Said} from '../../told.ts';
import {Gathering} from '../gather.ts';
import {addressProblem, isPort} from '../host-word.ts';
import {roleOfGroup, rolesByGroups} from '../roles.ts';
import {texts} from '../texts.ts';
import type {LineProblem, ReadHosts} from '../types.ts';
import type {Inventory, Variables} from './inventory.ts';
import {jumpOfArguments} from './jump.ts';

/** Variables of files beside the inventory (group_vars, host_vars), by group and by host. */
export interface VariableFiles {
	readonly groups: ReadonlyMap<string, Variables>;
	readonly hosts: ReadonlyMap<string, Variables>;
}

const secretVariable = /^(?:password|ansible_(?:(?:ssh_)?pass(?:word)?|(?:become|sudo|su)_pass(?:word)?|(?:ssh_)?private_key_passphrase))$/;

/**
 * The hosts of an inventory as kubewiz wants them. Groups named as Kubespray,
 * kubeasz and KubeKey name them become roles; then hosts of other groups only
 * (bastion, load balancer) are no nodes. Kubespray's `bastion` becomes the jump
 * host. Passwords are never taken over.
 */
export function hostsOfInventory(inventory: Inventory, files: VariableFiles = {groups: new Map(), hosts: new Map()}): ReadHosts {
	const gathering = new Gathering();
	for (const {line, text, message} of inventory.problems) gathering.problem(line, text, message);
	const spoken = [...inventory.groups].some(([name, group]) => isPlaneGroup(name) && (group.hosts.size > 0 || group.children.size > 0));
	const bastion = bastionOf(inventory, files, gathering);
	const told = new Set<string>();
	for (const [name, {line}] of inventory.hosts) {
		const verdict = rolesByGroups(inventory.groupsOf(name), spoken);
		if ('leftOut' in verdict) {
			if (!bastion.names.has(name))
				gathering.problem(line, name, verdict.leftOut === 'etcd-only' ? texts.ansible.etcdOnly() : texts.ansible.noRole());
			continue;
		}
		const reading = readHost(name, line, variablesOf(name, inventory, files));
		for (const problem of reading.problems) {
			// A password of a group is told once and not for each of its hosts.
			const key = `${problem.line} ${inEnglish(problem.message)}`;
			if (!told.has(key)) gathering.problem(problem.line, problem.text, problem.message);
			told.add(key);
		}
		if (reading.host) gathering.add({...withJump(reading.host, bastion.jump), ...(verdict.roles ? {roles: [...verdict.roles]} : {})}, line);
	}
	return gathering.result();
}

function isPlaneGroup(name: string): boolean {
	return roleOfGroup(name) === 'control-plane';
}

/** Later ones win: group variables from parents to children, group_vars likewise, the host's own, host_vars (Ansible's order of precedence). */
function variablesOf(host: string, inventory: Inventory, files: VariableFiles): Variables {
	const groups = inventory.groupsOf(host);
	return new Map([
		...groups.flatMap((group) => [...(inventory.groups.get(group)?.variables ?? [])]),
		...groups.flatMap((group) => [...(files.groups.get(group) ?? [])]),
		...(inventory.hosts.get(host)?.variables ?? []),
		...(files.hosts.get(host) ?? []),
	]);
}

interface HostReading {
	readonly host?: HostSpec;
	readonly problems: readonly LineProblem[];
}

function readHost(name: string, line: number, variables: Variables): HostReading {
	const problems: LineProblem[] = [];
	const note = (at: number, message: Said) => void problems.push({line: at, text: name, message});
	const given = (keys: readonly string[]): {value: string; line: number} | undefined => {
		for (const key of keys) {
			const found = variables.get(key);
			if (!found || found.value === '') continue;
			if (found.value.includes('{{')) note(found.line, texts.ansible.template(key));
			else if (found.value.startsWith('$ANSIBLE_VAULT')) note(found.line, texts.ansible.vault(key));
			else return found;
		}
		return undefined;
	};
	for (const [key, {line: at}] of variables) if (secretVariable.test(key)) note(at, texts.ansible.secret(key));
	const connection = given(['ansible_connection'])?.value ?? 'ssh';
	if (connection !== 'local' && !/ssh|paramiko|smart/.test(connection))
		return {problems: [{line, text: name, message: texts.ansible.connection(connection)}]};
	const address = connection === 'local' ? 'localhost' : (given(['ansible_host', 'ansible_ssh_host'])?.value ?? name);
	if (addressProblem(address) !== undefined) return {problems: [...problems, {line, text: name, message: texts.ansible.address(address)}]};
	const nodeIp = given(['ip', 'access_ip']);
	if (nodeIp && !isIpv4(nodeIp.value)) note(nodeIp.line, texts.ansible.nodeIp(nodeIp.value));
	const ssh = loginOf(given, note);
	const host: HostSpec = {
		...nameFor(given(['k8s_nodename'])?.value ?? name, address, (message) => note(line, message)),
		address,
		...(nodeIp && isIpv4(nodeIp.value) && nodeIp.value !== address ? {nodeIP: nodeIp.value} : {}),
		...(Object.keys(ssh).length > 0 ? {ssh} : {}),
	};
	return {host, problems};
}

type Given = (keys: readonly string[]) => {readonly value: string; readonly line: number} | undefined;

function loginOf(given: Given, note: (line: number, message: Said) => void): SshSpec {
	const user = given(['ansible_user', 'ansible_ssh_user']);
	const port = given(['ansible_port', 'ansible_ssh_port']);
	const identity = given(['ansible_ssh_private_key_file', 'ansible_private_key_file']);
	const words = given(['ansible_ssh_common_args', 'ansible_ssh_extra_args', 'ansible_ssh_args']);
	const jump = words && jumpOfArguments(words.value);
	if (user && !userName.test(user.value)) note(user.line, texts.user(user.value));
	if (port && !isPort(port.value)) note(port.line, texts.port(port.value));
	if (identity && !localPath.test(identity.value)) note(identity.line, texts.ansible.identity(identity.value));
	if (words && jump && 'other' in jump) note(words.line, texts.ansible.proxy());
	return {
		...(user && userName.test(user.value) ? {user: user.value} : {}),
		...(port && isPort(port.value) ? {port: Number(port.value)} : {}),
		...(identity && localPath.test(identity.value) ? {identityFiles: [identity.value]} : {}),
		...(jump && 'jump' in jump ? {jump: jump.jump} : {}),
	};
}

/** Kubespray and kubeasz call the node as the inventory does; a name that only repeats the address is not needed. */
function nameFor(name: string, address: string, note: (message: Said) => void): {readonly name?: string} {
	if (isIpv4(name) || name.includes(':')) return {};
	const wanted = name.toLowerCase();
	if (dnsSubdomain.test(wanted)) return wanted === nodeNameOf({address}) ? {} : {name: wanted};
	note(texts.name(name));
	return {};
}

/** Kubespray's `bastion` group: all other hosts are reached through it. */
function bastionOf(
	inventory: Inventory,
	files: VariableFiles,
	gathering: Gathering,
): {readonly names: ReadonlySet<string>; readonly jump?: string} {
	const names = inventory.groups.get('bastion')?.hosts ?? new Set<string>();
	const [name] = names;
	const line = name === undefined ? 1 : (inventory.hosts.get(name)?.line ?? 1);
	if (name === undefined) return {names};
	if (names.size > 1) {
		gathering.problem(line, 'bastion', texts.ansible.bastions());
		return {names};
	}
	const {host, problems} = readHost(name, line, variablesOf(name, inventory, files));
	for (const problem of problems) gathering.problem(problem.line, problem.text, problem.message);
	if (!host) return {names};
	const {user, port} = host.ssh ?? {};
	return {names, jump: `${user ? `${user}@` : ''}${host.address}${port ? `:${port}` : ''}`};
}

function withJump(host: HostSpec, jump: string | undefined): HostSpec {
	return jump === undefined || host.ssh?.jump !== undefined ? host : {...host, ssh: {...host.ssh, jump}};
}
