import type {Facts} from '../../cluster/facts.ts';
import {labelled, told, within} from '../../told.ts';
import {overlaps} from '../cidr.ts';
import {makeSelinuxPermissive} from '../fixes/selinux.ts';
import {handledBy} from '../handled-by.ts';
import {openPorts} from '../node-ports.ts';
import {type Check, overHosts, type Subject, type Verdict} from '../subject.ts';
import type {CheckName} from '../words/words.ts';

/** Swap, SELinux, firewall and proxies as found, against what the spec wants of them. */
export const hostSettingChecks: Check = (subject) => {
	const keepsSwap = subject.cluster.kubeadm.kubelet.failSwapOn === false;
	const leaves = subject.cluster.firewall === 'leave';
	return [
		...(keepsSwap
			? overHosts(subject, 'swap-kept', {severity: 'warning'}, (_host, facts) => (facts.cgroup === 'v2' ? undefined : swap(facts)))
			: overHosts(subject, 'swap-on', {severity: 'info', handledBy: handledBy.swap}, (_host, facts) => swap(facts))),
		...overHosts(subject, ...selinux(subject), (_host, facts) => (facts.selinux === 'enforcing' ? 'enforcing' : undefined)),
		...overHosts(
			subject,
			leaves ? 'firewall-left' : 'firewall-on',
			leaves ? {severity: 'warning'} : {severity: 'info', handledBy: handledBy.firewall},
			(host, facts) =>
				facts.firewall === 'none'
					? undefined
					: labelled(
							facts.firewall,
							within(openPorts(subject.cluster, host).join(', '), (ports) => told(`needs ${ports.en}`, `需要开放 ${ports.zh}`)),
						),
		),
		...proxyChecks(subject),
	];
};

/** It guards the whole host, so nobody but its operator decides to weaken it. */
function selinux({cluster}: Subject): readonly [CheckName, Verdict] {
	if (cluster.selinux === 'permissive') return ['selinux-enforcing', {severity: 'info', handledBy: handledBy.selinux}];
	if (cluster.selinux === 'leave') return ['selinux-left', {severity: 'warning'}];
	return ['selinux-undecided', {severity: 'error', fix: makeSelinuxPermissive}];
}

function swap(facts: Facts): string | undefined {
	return facts.swap.length > 0 ? facts.swap.map(({name, kib}) => `${name} (${Math.round(kib / 1024)} MiB)`).join(', ') : undefined;
}

function proxyChecks(subject: Subject) {
	const {proxy} = subject.cluster;
	if (!proxy)
		return overHosts(subject, 'proxy-not-in-spec', {severity: 'warning'}, (_host, facts) => {
			const set = Object.entries(facts.proxyEnv).filter(([name, value]) => name !== 'no_proxy' && value !== '');
			return set.length > 0 ? set.map(([name, value]) => `${name}=${value}`).join(', ') : undefined;
		});
	const {podCidr, serviceCidr} = subject.cluster.network;
	const uncovered = (address: string) => !proxy.noProxy.some((direct) => direct === address || overlaps(direct, address));
	const missing = [podCidr, serviceCidr].filter(uncovered);
	return overHosts(subject, 'no-proxy-incomplete', {severity: 'warning'}, (host) => {
		const own = [...(uncovered(host.nodeIp) ? [host.nodeIp] : []), ...missing];
		return own.length > 0 ? told(`noProxy lacks ${own.join(', ')}`, `noProxy 缺少 ${own.join('、')}`) : undefined;
	});
}
