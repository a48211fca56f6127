import type {Facts} from '../../cluster/facts.ts';
import {joined, type Said, semicolon, told} from '../../told.ts';
import {neededPorts} from '../node-ports.ts';
import {type Check, isOurs, overHosts, type Subject} from '../subject.ts';

/** Programs of a cluster; they are reported as such (`live-cluster`), not port by port. */
export const clusterProgram = /^(kube|etcd|k3s|rke2|k0s|microk8s)/;

export const portChecks: Check = (subject) => [
	...overHosts(subject, 'port-in-use', {severity: 'error', waivable: false}, (host, facts) =>
		taken(subject, facts, (port) => neededPorts(host).get(port)),
	),
	...overHosts(subject, 'kube-proxy-port-in-use', {severity: 'warning'}, (_host, facts) =>
		taken(subject, facts, (port) => (port === 10256 ? 'kube-proxy' : undefined)),
	),
	...overHosts(subject, 'node-port-in-use', {severity: 'info'}, (_host, facts) =>
		taken(subject, facts, (port, address) => (port >= 30000 && port <= 32767 && !/^(127\.|\[?::1)/.test(address) ? '' : undefined)),
	),
];

function taken(subject: Subject, facts: Facts, use: (port: number, address: string) => string | undefined): Said | undefined {
	const ours = isOurs(subject, facts);
	const found = new Map<number, Said>();
	for (const listener of facts.listeners) {
		const purpose = use(listener.port, listener.address);
		// A component that its own cluster runs is where it should be; a nameless holder of an own port most likely is one, too.
		if (purpose === undefined || clusterProgram.test(listener.program ?? (ours ? 'kube' : ''))) continue;
		const en = `${listener.port} by ${listener.program ?? 'an unknown program'}`;
		const zh = `${listener.port} 被${listener.program ? ` ${listener.program} ` : '未知程序'}占用`;
		found.set(listener.port, purpose ? told(`${en}, needed by ${purpose}`, `${zh}，${purpose} 需要它`) : told(en, zh));
	}
	return found.size === 0 ? undefined : joined([...found.values()], semicolon);
}
