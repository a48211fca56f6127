import type {Cluster, Host, Taint} from '../types.ts';
import {atLeast} from '../versions.ts';
import {argsFor, present} from './args.ts';

/** Always written: with two runtimes on a host kubeadm would refuse to choose. */
export const criSocket = 'unix:///run/containerd/containerd.sock';

/** How long kubeadm waits for the control plane to become healthy; its own 4 minutes are short on slow disks. */
export const controlPlaneTimeout = '6m0s';

/** NodeRegistrationOptions of a host, for init and join alike. */
export function nodeRegistration(cluster: Cluster, host: Host): Record<string, unknown> {
	const {configApi, extraArgs, ignorePreflightErrors} = cluster.kubeadm;
	return present({
		name: host.name,
		criSocket,
		// Images have been pulled and shown before; kubeadm then finds them present.
		imagePullPolicy: configApi === 'v1beta2' ? undefined : 'IfNotPresent',
		taints: taintsOf(cluster, host),
		kubeletExtraArgs: argsFor(configApi, {'node-ip': host.nodeIp, ...extraArgs.kubelet}),
		ignorePreflightErrors: ignorePreflightErrors.length > 0 ? ignorePreflightErrors : undefined,
	});
}

/**
 * Taints to register with. Undefined leaves kubeadm its default, the control
 * plane taint; an empty list means none (kubeadm types.go). A list of one's own
 * replaces the default, which is therefore repeated in it.
 */
function taintsOf(cluster: Cluster, host: Host): readonly Taint[] | undefined {
	const plane = host.roles.includes('control-plane');
	if (plane && host.roles.includes('worker')) return host.taints;
	if (host.taints.length === 0) return undefined;
	return plane ? [...controlPlaneTaints(cluster.kubernetesVersion, host.taints), ...host.taints] : host.taints;
}

/** kubeadm's default taints: `master` before 1.24, both in 1.24, `control-plane` since (KEP-2067). */
function controlPlaneTaints(version: string, given: readonly Taint[]): Taint[] {
	const keys = [...(atLeast(version, '1.24') ? ['control-plane'] : []), ...(atLeast(version, '1.25') ? [] : ['master'])];
	return keys
		.map((key): Taint => ({key: `node-role.kubernetes.io/${key}`, effect: 'NoSchedule'}))
		.filter((taint) => !given.some((own) => own.key === taint.key && own.effect === taint.effect));
}
