import type {Facts} from '../../cluster/facts.ts';
import type {Cluster} from '../../cluster/types.ts';
import {compareVersions, minorVersion} from '../../cluster/versions.ts';
import {type Said, told} from '../../told.ts';
import {type Check, ignoresKubeadmCheck, overHosts, type Subject} from '../subject.ts';

/** Operating system, kernel and cgroups against what this Kubernetes accepts (see `cluster/versions-table.ts` for the sources). */
export const systemChecks: Check = (subject) => [
	...overHosts(subject, 'os-unsupported', {severity: 'error', waivable: false}, (_host, facts) =>
		facts.os.family === 'debian' ? undefined : facts.os.pretty,
	),
	...overHosts(subject, 'os-end-of-life', {severity: 'warning'}, (_host, facts) => endOfLife(facts)),
	...overHosts(subject, 'no-systemd', {severity: 'error', waivable: false}, (_host, facts) =>
		facts.systemd === undefined && facts.commands.length > 0 ? told('no /run/systemd/system', '没有 /run/systemd/system') : undefined,
	),
	...kernelChecks(subject),
	...cgroupChecks(subject),
];

/** Oldest release of a distribution that still gets updates without a paid contract, in November 2026. */
const oldestAlive: Readonly<Record<string, string>> = {
	debian: '11',
	ubuntu: '22.04',
	centos: '9',
	rhel: '8',
	rocky: '8',
	almalinux: '8',
	ol: '8',
};

function endOfLife(facts: Facts): string | undefined {
	const oldest = oldestAlive[facts.os.id];
	const known = /^\d+(\.\d+)*$/.test(facts.os.versionId);
	return oldest && known && compareVersions(facts.os.versionId, oldest) < 0 ? facts.os.pretty : undefined;
}

function kernelChecks(subject: Subject) {
	const rule = minorVersion(subject.cluster.kubernetesVersion)?.kernel ?? {oldest: '3.10', below: 'error' as const};
	const ignored = ignoresKubeadmCheck(subject.cluster, 'SystemVerification');
	const verdict = rule.below === 'error' && !ignored ? ({severity: 'error', waivable: false} as const) : ({severity: 'warning'} as const);
	return overHosts(subject, 'kernel-too-old', verdict, (_host, facts) => {
		const release = /^\d+\.\d+/.exec(facts.kernel)?.[0];
		return release && compareVersions(release, rule.oldest) < 0
			? told(`kernel ${facts.kernel}, ${rule.oldest} is the oldest accepted`, `内核 ${facts.kernel}，最低要求 ${rule.oldest}`)
			: undefined;
	});
}

function cgroupChecks(subject: Subject) {
	const state = minorVersion(subject.cluster.kubernetesVersion)?.cgroupV1 ?? 'works';
	const isV1 = (facts: Facts) => (facts.cgroup === 'v1' || facts.cgroup === 'hybrid' ? `cgroup ${facts.cgroup}` : undefined);
	const missing = overHosts(subject, 'cgroup-controller-missing', {severity: 'error', waivable: false}, (_host, facts) =>
		missingControllers(facts),
	);
	if (state === 'refused' && !allowsV1(subject.cluster))
		return [...missing, ...overHosts(subject, 'cgroup-v1', {severity: 'error', waivable: false}, (_host, facts) => isV1(facts))];
	if (state === 'works') return missing;
	return [...missing, ...overHosts(subject, 'cgroup-v1-maintenance', {severity: 'warning'}, (_host, facts) => isV1(facts))];
}

/** Both are needed: the kubelet's own setting and kubeadm's check (kubernetes PR 134744). */
function allowsV1(cluster: Cluster): boolean {
	return cluster.kubeadm.kubelet.failCgroupV1 === false && ignoresKubeadmCheck(cluster, 'SystemVerification');
}

/** Controllers without which the kubelet does not start (pkg/kubelet/cm). */
function missingControllers(facts: Facts): Said | undefined {
	const there = facts.cgroupControllers;
	if (!there || facts.cgroup === 'unknown') return undefined;
	const needed = facts.cgroup === 'v2' ? ['cpu', 'cpuset', 'memory', 'pids'] : ['cpu', 'cpuacct', 'cpuset', 'memory', 'pids'];
	const missing = needed.filter((name) => !there.includes(name));
	return missing.length > 0 ? told(`without ${missing.join(', ')}`, `缺少 ${missing.join('、')}`) : undefined;
}
