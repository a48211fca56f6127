import type {Facts} from '../../cluster/facts.ts';
import {containerdFits, containerdTooNew} from '../../cluster/skew.ts';
import type {Cluster} from '../../cluster/types.ts';
import {atLeast} from '../../cluster/versions.ts';
import {joined, type Said, told} from '../../told.ts';
import {removeKubeletFlags} from '../fixes/kubelet.ts';
import {moveRuntimeConfigAside} from '../fixes/remains.ts';
import {handledBy} from '../handled-by.ts';
import {type Check, isOurs, overHosts, type Subject} from '../subject.ts';

/** Container runtimes that are there, the one that will be installed, and the kubelet's stale flags. */
export const runtimeChecks: Check = (subject) => [
	...overHosts(subject, 'runtime-conflict', {severity: 'error', waivable: false}, (_host, facts) => conflict(subject.cluster, facts)),
	...overHosts(subject, 'runtime-too-old', {severity: 'warning'}, (host, facts) =>
		tooOld(subject.cluster, subject.probes.get(host.name)?.candidates[subject.cluster.runtime.package] ?? installed(subject, facts)),
	),
	...overHosts(subject, 'runtime-too-new', {severity: 'error', waivable: false}, (_host, facts) => tooNew(subject.cluster, facts)),
	...overHosts(subject, 'runtime-config-own', {severity: 'error', fix: moveRuntimeConfigAside}, (_host, facts) => own(facts)),
	...overHosts(subject, 'docker-present', {severity: 'info', handledBy: handledBy.containerd}, (_host, facts) => {
		const found = dockerPackages.filter((name) => facts.packages[name]).map((name) => `${name} ${facts.packages[name]}`);
		const running = facts.processes?.includes('dockerd') ? [told('dockerd runs', 'dockerd 正在运行')] : [];
		const disabled = facts.criDisabled ? [told('containerd without its CRI plugin', 'containerd 未启用 CRI 插件')] : [];
		return found.length + running.length > 0 ? joined([...found, ...running, ...disabled]) : undefined;
	}),
	...overHosts(subject, 'other-runtime', {severity: 'info'}, (_host, facts) => {
		const running = ['crio', 'cri-dockerd'].filter((name) => facts.processes?.includes(name));
		return running.length > 0 ? running.join(', ') : undefined;
	}),
	...overHosts(subject, 'podman-conflict', {severity: 'error'}, (_host, facts) => {
		if (facts.os.family !== 'rhel' || subject.cluster.runtime.package !== 'containerd.io') return undefined;
		const found = ['podman', 'buildah', 'runc'].filter((name) => facts.packages[name]);
		return found.length > 0 ? found.join(', ') : undefined;
	}),
	...overHosts(subject, 'kubelet-flags-removed', {severity: 'error', waivable: false, fix: removeKubeletFlags}, (_host, facts) => {
		const stale = (facts.kubeletFlags ?? []).filter(
			({file, flag}) => isRemoved(flag, subject.cluster) && !file.endsWith('kubeadm-flags.env'),
		);
		return stale.length > 0 ? joined(stale.map(({file, flag}) => told(`${flag} in ${file}`, `${file} 中的 ${flag}`))) : undefined;
	}),
];

const dockerPackages = ['docker-ce', 'docker.io', 'docker-engine', 'moby-engine', 'docker'];

/** Debian: containerd.io conflicts with and replaces containerd and runc, which docker.io depends on; and the other way round. */
function conflict(cluster: Cluster, facts: Facts): Said | undefined {
	if (facts.os.family !== 'debian') return undefined;
	const wanted = cluster.runtime.package;
	const others = wanted === 'containerd.io' ? ['containerd', 'docker.io'] : ['containerd.io', 'docker-ce'];
	const lost = others.filter((name) => facts.packages[name]);
	return lost.length > 0 && !facts.packages[wanted]
		? told(`${wanted} excludes ${lost.join(' and ')}`, `${wanted} 与 ${lost.join('、')} 互斥`)
		: undefined;
}

function installed(subject: Subject, facts: Facts): string | undefined {
	return isOurs(subject, facts) ? undefined : facts.packages[subject.cluster.runtime.package];
}

function tooOld(cluster: Cluster, candidate: string | undefined): Said | undefined {
	const version = upstream(candidate);
	// For an old Kubernetes the newest containerd that it can talk to is installed, whatever the repository's newest is.
	if (!version || containerdTooNew(version, cluster.kubernetesVersion) || containerdFits(version, cluster.kubernetesVersion))
		return undefined;
	const {runtime, kubernetesVersion} = cluster;
	return told(
		`${runtime.package} ${version} with Kubernetes ${kubernetesVersion}`,
		`${runtime.package} ${version} 搭配 Kubernetes ${kubernetesVersion}`,
	);
}

function tooNew(cluster: Cluster, facts: Facts): Said | undefined {
	const name = cluster.runtime.package;
	const version = upstream(facts.packages[name]);
	if (!version || !containerdTooNew(version, cluster.kubernetesVersion)) return undefined;
	return told(
		`${name} ${version} with Kubernetes ${cluster.kubernetesVersion}`,
		`${name} ${version} 与 Kubernetes ${cluster.kubernetesVersion}`,
	);
}

/** Of a package's version: Debian's has an epoch before and its own revision after. */
function upstream(version: string | undefined): string | undefined {
	return /^(?:\d+:)?(\d+\.\d+\.\d+)/.exec(version ?? '')?.[1];
}

/** The first few settings; who made them knows the rest. */
function own({containerdOwn = []}: Facts): Said | undefined {
	const shown = containerdOwn.slice(0, 5).join('; ');
	if (shown === '') return undefined;
	const more = containerdOwn.length - 5;
	return more > 0 ? told(`${shown}; and ${more} more`, `${shown}；另有 ${more} 项`) : shown;
}

/** Kubelet flags by the minor that removed them (kubernetes PRs 133779 and the CHANGELOGs of 1.24 and 1.27). kubeadm-flags.env is not judged: kubeadm writes it anew. */
const removedIn: Readonly<Record<string, string>> = {
	'--network-plugin': '1.24',
	'--cni-bin-dir': '1.24',
	'--cni-conf-dir': '1.24',
	'--docker-endpoint': '1.24',
	'--image-pull-progress-deadline': '1.24',
	'--container-runtime': '1.27',
	'--pod-infra-container-image': '1.35',
};

function isRemoved(flag: string, cluster: Cluster): boolean {
	const minor = removedIn[flag];
	return minor !== undefined && atLeast(cluster.kubernetesVersion, minor);
}
