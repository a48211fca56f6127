import type {Facts} from '../../cluster/facts.ts';
import type {Cluster} from '../../cluster/types.ts';
import {atLeast} from '../../cluster/versions.ts';
import {told} from '../../told.ts';
import {handledBy} from '../handled-by.ts';
import {type Check, overHosts} from '../subject.ts';

const container = /^(lxc|lxc-libvirt|docker|podman|openvz|systemd-nspawn|proot|container-other|rkt|wsl)$/;

/** Modules, forwarding and reboots. Inside a container modules belong to the real host, so a missing one says nothing. */
export const kernelChecks: Check = (subject) => [
	...overHosts(subject, 'module-missing', {severity: 'error'}, (_host, facts) => {
		const missing = (facts.missingModules ?? []).filter((name) => needed(subject.cluster).includes(name));
		return missing.length > 0 && !isContainer(facts) ? `${missing.join(', ')} (kernel ${facts.kernel})` : undefined;
	}),
	...overHosts(subject, 'module-unloadable', {severity: 'error'}, (_host, facts) => {
		const unknown = (facts.unknownModules ?? []).filter((name) => ['overlay', 'br_netfilter', 'nf_conntrack'].includes(name));
		return unknown.length > 0 && !isContainer(facts)
			? told(
					`no /lib/modules/${facts.kernel}, and ${unknown.join(', ')} not loaded`,
					`没有 /lib/modules/${facts.kernel}，且 ${unknown.join('、')} 未加载`,
				)
			: undefined;
	}),
	...overHosts(subject, 'reboot-required', {severity: 'warning'}, (_host, facts) =>
		facts.rebootRequired ? '/run/reboot-required' : undefined,
	),
	...overHosts(subject, 'runs-in-container', {severity: 'info'}, (_host, facts) => (isContainer(facts) ? facts.virtualization : undefined)),
	...overHosts(subject, 'forwarding-turned-off', {severity: 'info', handledBy: handledBy.sysctl}, (_host, facts) =>
		facts.forwardingOff?.length ? facts.forwardingOff.join(', ') : undefined,
	),
];

export function isContainer(facts: Facts): boolean {
	return container.test(facts.virtualization ?? '');
}

function needed(cluster: Cluster): readonly string[] {
	const vxlan =
		(cluster.cni.kind === 'flannel' && cluster.cni.backend === 'vxlan') ||
		(cluster.cni.kind === 'calico' && cluster.cni.encapsulation === 'vxlan');
	return ['overlay', 'br_netfilter', 'nf_conntrack', 'xt_comment', 'xt_mark', 'xt_conntrack', ...(vxlan ? ['vxlan'] : [])].filter(
		// kube-proxy in nftables mode needs none of the xt_ modules.
		(name) => !(name.startsWith('xt_') && cluster.kubeadm.kubeProxy.mode === 'nftables' && atLeast(cluster.kubernetesVersion, '1.31')),
	);
}
