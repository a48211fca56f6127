import type {Facts} from '../../cluster/facts.ts';
import type {Cluster} from '../../cluster/types.ts';
import {type Said, told} from '../../told.ts';
import {finishPackages, renameShadows} from '../fixes/packages.ts';
import {handledBy} from '../handled-by.ts';
import {type Check, isOurs, overHosts} from '../subject.ts';

/** The package manager's state, versions that are there already, and tools. */
export const packageChecks: Check = (subject) => [
	...overHosts(subject, 'package-lock', {severity: 'info', handledBy: handledBy.tools}, (_host, facts) =>
		facts.packageLock
			? told(
					`${facts.packageLock.command} (process ${facts.packageLock.pid}) holds the lock`,
					`${facts.packageLock.command}（进程 ${facts.packageLock.pid}）持有锁`,
				)
			: undefined,
	),
	...overHosts(subject, 'packages-broken', {severity: 'warning', handledBy: handledBy.kubernetes, fix: finishPackages}, (_host, facts) =>
		// While somebody installs, unfinished packages are as they should be.
		facts.brokenPackages?.length && !facts.packageLock ? facts.brokenPackages.join(', ') : undefined,
	),
	...overHosts(subject, 'packages-held', {severity: 'info', handledBy: handledBy.kubernetes}, (_host, facts) => {
		const held = (facts.heldPackages ?? []).filter((name) => kubernetesPackages.includes(name) && differs(subject.cluster, facts, name));
		return held.length > 0 ? held.map((name) => `${name} ${facts.packages[name]}`).join(', ') : undefined;
	}),
	...overHosts(subject, 'kubernetes-version-differs', {severity: 'warning', handledBy: handledBy.kubernetes}, (_host, facts) => {
		const other = kubernetesPackages.filter((name) => differs(subject.cluster, facts, name));
		return other.length > 0 && !isOurs(subject, facts) ? other.map((name) => `${name} ${facts.packages[name]}`).join(', ') : undefined;
	}),
	...overHosts(subject, 'shadowing-binaries', {severity: 'warning', fix: renameShadows}, (_host, facts) => {
		const hidden = facts.leftovers.filter((path) => /^\/usr\/local\/bin\/(kube(let|adm|ctl)|containerd)$/.test(path));
		return hidden.length > 0 ? hidden.join(', ') : undefined;
	}),
	...overHosts(subject, 'base-tools-missing', {severity: 'error', waivable: false}, (_host, facts) => {
		const missing = baseTools.filter((name) => !facts.commands.includes(name));
		return facts.commands.length > 0 && facts.os.family === 'debian' && missing.length > 0 ? without(missing) : undefined;
	}),
	...overHosts(subject, 'tools-missing', {severity: 'info', handledBy: handledBy.tools}, (_host, facts) => {
		const missing = kubernetesTools.filter((name) => !facts.commands.includes(name));
		return facts.commands.length > 0 && missing.length > 0 ? without(missing) : undefined;
	}),
];

function without(names: readonly string[]): Said {
	return told(`no ${names.join(', ')}`, `没有 ${names.join('、')}`);
}

const kubernetesPackages = ['kubeadm', 'kubelet', 'kubectl'];

/** Of kubeadm's FileExisting checks and crictl, which kubelet's packages bring. */
const kubernetesTools = ['conntrack', 'ip', 'iptables', 'ebtables', 'ethtool', 'socat', 'tc'];

/** Without these nothing can be done about the rest. */
const baseTools = ['apt-get', 'dpkg', 'systemctl', 'mount', 'modprobe'];

/** Debian's version is `1.36.4-1.1`, `1.20.2-00`, or `1.20.5+really1.20.2-1` of the distribution's own. */
function differs(cluster: Cluster, facts: Facts, name: string): boolean {
	const installed = facts.packages[name]?.replace(/^\d+:/, '').replace(/^.*\+really/, '');
	if (!installed || !/^1\.\d+\.\d+/.test(installed)) return false;
	return /^\d+\.\d+\.\d+/.exec(installed)?.[0] !== cluster.kubernetesVersion;
}
