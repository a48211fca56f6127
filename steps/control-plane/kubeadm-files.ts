/** What kubeadm writes on a host. Source: kubeadm's implementation details (init and join workflow internals). */
export const kubeadmFiles = {
	worker: ['/etc/kubernetes/kubelet.conf', '/etc/kubernetes/pki/ca.crt', '/var/lib/kubelet/*'],
	controlPlane: [
		...['admin', 'controller-manager', 'kubelet', 'scheduler'].map((name) => `/etc/kubernetes/${name}.conf`),
		'/etc/kubernetes/manifests/*.yaml',
		'/etc/kubernetes/pki/*',
		'/var/lib/etcd/*',
		'/var/lib/kubelet/*',
	],
	/** Of the first control plane only, since Kubernetes 1.29. */
	superAdmin: '/etc/kubernetes/super-admin.conf',
} as const;
