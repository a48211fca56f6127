import {existsSync} from 'node:fs';
import {must, run} from './run.ts';
import {addresses, innerNetwork, outerNetwork, prefix} from './settings.ts';

const ip = (line: string): Promise<string> => must('ip', line.split(' '));

const outerBridge = `${prefix}-out`;
const innerBridge = `${prefix}-in`;
const servicesSpace = `${prefix}-services`;

/** The network namespace of a host. */
export function namespaceOf(name: string): string {
	return `${prefix}-${name}`;
}

/** The network namespace of the lab's services. */
export const servicesNamespace = servicesSpace;

/** True when a network namespace is there. */
function has(namespace: string): boolean {
	return existsSync(`/run/netns/${namespace}`);
}

/**
 * Lays the two bridges and the services' namespace, a leg in each. Nothing forwards between them or to the outside:
 * hosts have a default route, as kubeadm and kubelet expect, and it leads to the services, where it ends.
 */
export async function layNetwork(): Promise<void> {
	if (!existsSync(`/sys/class/net/${outerBridge}`)) {
		await ip(`link add ${outerBridge} type bridge`);
		await ip(`addr add ${addresses.machine}/24 dev ${outerBridge}`);
		await ip(`link set ${outerBridge} up`);
	}
	if (!existsSync(`/sys/class/net/${innerBridge}`)) {
		await ip(`link add ${innerBridge} type bridge`);
		await ip(`link set ${innerBridge} up`);
	}
	if (has(servicesSpace)) return;
	await ip(`netns add ${servicesSpace}`);
	await must('ip', ['netns', 'exec', servicesSpace, 'sysctl', '-qw', 'net.ipv4.ip_forward=0']);
	await ip(`-n ${servicesSpace} link set lo up`);
	await leg(`${prefix}-so`, outerBridge, servicesSpace, 'outer', `${addresses.mirror}/24`);
	await ip(`-n ${servicesSpace} addr add ${addresses.loadBalancer}/24 dev outer`);
	await leg(`${prefix}-si`, innerBridge, servicesSpace, 'inner', `${addresses.innerServices}/24`);
}

/**
 * Lays a link from a bridge into a namespace. The hardware address follows from the address: a host that is laid anew
 * keeps it, or its neighbours would go on sending to the one they remember.
 */
async function leg(link: string, bridge: string, namespace: string, inside: string, address: string): Promise<void> {
	await ip(`link add ${link} type veth peer name ${inside} address ${hardwareAddress(address)} netns ${namespace}`);
	await ip(`link set ${link} master ${bridge} up`);
	await ip(`-n ${namespace} addr add ${address} dev ${inside}`);
	await ip(`-n ${namespace} link set ${inside} up`);
}

function hardwareAddress(address: string): string {
	const bytes = address.replace(/\/.*/, '').split('.').map(Number);
	return ['02', '6b', ...bytes.map((byte) => byte.toString(16).padStart(2, '0'))].join(':');
}

/** Where a host stands. */
export type Place = 'outer' | 'inner' | 'both';

/** The address that a host with this number has at its place. */
export function addressOf(number: number, place: Place): string {
	return `${place === 'inner' ? innerNetwork : outerNetwork}.${number}`;
}

/** Gives a host a fresh namespace: none of the routes, rules and interfaces that a cluster left in the old one. */
export async function layHostNetwork(name: string, number: number, place: Place): Promise<void> {
	const namespace = namespaceOf(name);
	await removeHostNetwork(name);
	await ip(`netns add ${namespace}`);
	await ip(`-n ${namespace} link set lo up`);
	if (place === 'inner') {
		await leg(`${prefix}-i${number}`, innerBridge, namespace, 'eth0', `${innerNetwork}.${number}/24`);
		await ip(`-n ${namespace} route add default via ${addresses.innerServices}`);
		return;
	}
	await leg(`${prefix}-o${number}`, outerBridge, namespace, 'eth0', `${outerNetwork}.${number}/24`);
	if (place === 'both') await leg(`${prefix}-i${number}`, innerBridge, namespace, 'eth1', `${innerNetwork}.${number}/24`);
	await ip(`-n ${namespace} route add default via ${addresses.mirror}`);
}

/** Removes a host's namespace, its links going with it. */
export async function removeHostNetwork(name: string): Promise<void> {
	if (has(namespaceOf(name))) await removeNamespace(namespaceOf(name));
}

/** Deletes the links by name too: a namespace that something still holds would keep them. */
async function removeNamespace(namespace: string): Promise<void> {
	for (const inside of ['eth0', 'eth1', 'outer', 'inner']) await run('ip', ['-n', namespace, 'link', 'del', inside]);
	await ip(`netns del ${namespace}`);
}

/**
 * Cuts a host off, so that packets to it are lost without a word, or joins it again. The link keeps its carrier, and
 * this machine keeps the hardware address in mind: a connection must hang, not fail with "no route to host".
 */
export async function setConnected(number: number, place: Place, connected: boolean): Promise<void> {
	if (place !== 'inner') {
		const address = addressOf(number, place);
		const neighbour = `neigh replace ${address} lladdr ${hardwareAddress(address)} dev ${outerBridge}`;
		await ip(`${neighbour} nud ${connected ? 'stale' : 'permanent'}`);
		await ip(`link set ${prefix}-o${number} ${connected ? `master ${outerBridge}` : 'nomaster'}`);
	}
	if (place !== 'outer') await ip(`link set ${prefix}-i${number} ${connected ? `master ${innerBridge}` : 'nomaster'}`);
}

/** Takes all of it away. */
export async function removeNetwork(): Promise<void> {
	if (has(servicesSpace)) await removeNamespace(servicesSpace);
	for (const bridge of [outerBridge, innerBridge]) {
		if (existsSync(`/sys/class/net/${bridge}`)) await ip(`link del ${bridge}`);
	}
}
