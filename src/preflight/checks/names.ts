import type {Facts} from '../../cluster/facts.ts';
import {leaderOf} from '../../cluster/types.ts';
import {told} from '../../told.ts';
import {isAddress, sameAddress} from '../cidr.ts';
import {handledBy} from '../handled-by.ts';
import {type Check, overHosts, type Subject} from '../subject.ts';
import {realNameservers} from './addresses.ts';

/** Name resolution: resolv.conf as pods will get it, and /etc/hosts. */
export const nameChecks: Check = (subject) => [
	...overHosts(subject, 'dns-loop', {severity: 'error'}, (_host, facts) => {
		if (subject.cluster.kubeadm.kubelet.resolvConf !== undefined || resolvedRuns(facts)) return undefined;
		const own = facts.nameservers.filter((server) => /^(127\.|::1$)/.test(server));
		return own.length > 0
			? told(`nameserver ${own.join(', ')} in /etc/resolv.conf`, `/etc/resolv.conf 中的 nameserver ${own.join('、')}`)
			: undefined;
	}),
	...overHosts(subject, 'dns-missing', {severity: 'warning'}, (_host, facts) =>
		subject.cluster.kubeadm.kubelet.resolvConf === undefined && realNameservers(facts).length === 0
			? told('no nameserver line', '没有 nameserver 行')
			: undefined,
	),
	...endpointInHosts(subject),
	...overHosts(subject, 'name-is-loopback', {severity: 'info', handledBy: handledBy.hostsFile}, (host, facts) => {
		const line = facts.etcHosts.find((entry) => entry.names.includes(host.name) && /^(127\.|::1$)/.test(entry.address));
		return line ? `${line.address} ${line.names.join(' ')}` : undefined;
	}),
];

/** kubeadm points the kubelet at systemd-resolved's real file when that service is active (cmd/kubeadm/app/componentconfigs/kubelet.go). */
function resolvedRuns(facts: Facts): boolean {
	return facts.services?.['systemd-resolved']?.active === 'active' || (facts.upstreamNameservers?.length ?? 0) > 0;
}

function endpointInHosts(subject: Subject) {
	const {endpoint} = subject.cluster;
	if (isAddress(endpoint.host)) return [];
	const mapped = endpoint.kind === 'hosts-file';
	const verdict = mapped ? ({severity: 'info', handledBy: handledBy.hostsFile} as const) : ({severity: 'warning'} as const);
	return overHosts(subject, 'endpoint-in-hosts-file', verdict, (_host, facts) => {
		const line = facts.etcHosts.find((entry) => entry.names.includes(endpoint.host));
		if (!line || (mapped && sameAddress(line.address, leaderOf(subject.cluster).nodeIp))) return undefined;
		// With an external endpoint the operator may have mapped it himself; only loopback is surely wrong.
		return mapped || /^(127\.|::1$)/.test(line.address) ? `${line.address} ${endpoint.host}` : undefined;
	});
}
