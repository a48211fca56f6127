import type {Cluster} from '../types.ts';
import type {KubeObject} from './emit.ts';

/** KubeletConfiguration for all nodes: kubewiz's own needs, then what the operator adds. */
export function kubeletConfiguration({kubeadm}: Cluster): KubeObject {
	return {
		apiVersion: 'kubelet.config.k8s.io/v1beta1',
		kind: 'KubeletConfiguration',
		// The default since 1.22; containerd is set up to match.
		cgroupDriver: 'systemd',
		...kubeadm.kubelet,
	};
}

/** KubeProxyConfiguration, when the operator gives any of its fields; kubeadm's defaults otherwise. */
export function kubeProxyConfiguration({kubeadm}: Cluster): KubeObject | undefined {
	if (Object.keys(kubeadm.kubeProxy).length === 0) return undefined;
	return {apiVersion: 'kubeproxy.config.k8s.io/v1alpha1', kind: 'KubeProxyConfiguration', ...kubeadm.kubeProxy};
}
