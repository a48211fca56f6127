import type {HostModel} from './host.ts';

/** What kubeadm prints, and how long it takes until it prints more. */
export interface Stage {
	readonly lines: readonly string[];
	readonly ms: number;
}

const stage = (ms: number, ...lines: readonly string[]): Stage => ({lines, ms});

const certificates = [
	...['ca', 'apiserver', 'apiserver-kubelet-client', 'front-proxy-ca', 'front-proxy-client'],
	...['etcd/ca', 'etcd/server', 'etcd/peer', 'etcd/healthcheck-client', 'apiserver-etcd-client'],
];

/** `kubeadm init` after its preflight; texts as kubeadm prints them. */
export function initLines(host: HostModel): readonly Stage[] {
	return [
		stage(400, '[certs] Using certificateDir folder "/etc/kubernetes/pki"'),
		...certificates.map((name) => stage(180, `[certs] Generating "${name}" certificate and key`)),
		stage(100, '[certs] Generating "sa" key and public key'),
		stage(
			600,
			'[kubeconfig] Using kubeconfig folder "/etc/kubernetes"',
			...['admin.conf', 'super-admin.conf', 'kubelet.conf', 'controller-manager.conf', 'scheduler.conf'].map(
				(name) => `[kubeconfig] Writing "${name}" kubeconfig file`,
			),
		),
		stage(300, '[etcd] Creating static Pod manifest for local etcd in "/etc/kubernetes/manifests"'),
		stage(
			300,
			'[control-plane] Using manifest folder "/etc/kubernetes/manifests"',
			...['kube-apiserver', 'kube-controller-manager', 'kube-scheduler'].map(
				(name) => `[control-plane] Creating static Pod manifest for "${name}"`,
			),
		),
		stage(
			1000,
			'[kubelet-start] Writing kubelet environment file with flags to file "/var/lib/kubelet/kubeadm-flags.env"',
			'[kubelet-start] Writing kubelet configuration to file "/var/lib/kubelet/config.yaml"',
			'[kubelet-start] Starting the kubelet',
		),
		stage(
			1200,
			'[wait-control-plane] Waiting for the kubelet to boot up the control plane as static Pods from directory "/etc/kubernetes/manifests"',
			'[kubelet-check] Waiting for a healthy kubelet at http://127.0.0.1:10248/healthz. This can take up to 4m0s',
		),
		stage(
			6500,
			'[kubelet-check] The kubelet is healthy after 1.001s',
			'[control-plane-check] Waiting for healthy control plane components.',
		),
		stage(
			900,
			'[control-plane-check] kube-controller-manager is healthy after 3.2s',
			'[control-plane-check] kube-scheduler is healthy after 3.6s',
			'[control-plane-check] kube-apiserver is healthy after 5.5s',
		),
		stage(
			700,
			'[upload-config] Storing the configuration used in ConfigMap "kubeadm-config" in the "kube-system" Namespace',
			'[kubelet] Creating a ConfigMap "kubelet-config" in namespace kube-system with the configuration for the kubelets in the cluster',
		),
		stage(
			500,
			`[mark-control-plane] Marking the node ${host.name} as control-plane by adding the taints [node-role.kubernetes.io/control-plane:NoSchedule]`,
		),
		stage(1500, '[addons] Applied essential addon: CoreDNS', '[addons] Applied essential addon: kube-proxy'),
	];
}

/** `kubeadm join` after its preflight. */
export function joinLines(host: HostModel, kind: 'worker' | 'control-plane'): readonly Stage[] {
	const start = [
		stage(
			900,
			'[kubelet-start] Writing kubelet configuration to file "/var/lib/kubelet/config.yaml"',
			'[kubelet-start] Writing kubelet environment file with flags to file "/var/lib/kubelet/kubeadm-flags.env"',
			'[kubelet-start] Starting the kubelet',
		),
		stage(1500, '[kubelet-check] Waiting for a healthy kubelet at http://127.0.0.1:10248/healthz. This can take up to 4m0s'),
		stage(
			2000 + 2500 * host.random.fraction('bootstrap'),
			'[kubelet-check] The kubelet is healthy after 1.002s',
			'[kubelet-start] Waiting for the kubelet to perform the TLS Bootstrap',
		),
	];
	if (kind === 'worker') return start;
	return [
		stage(800, '[download-certs] Downloading the certificates in Secret "kubeadm-certs" in the "kube-system" Namespace'),
		...certificates.filter((name) => !name.endsWith('ca')).map((name) => stage(120, `[certs] Generating "${name}" certificate and key`)),
		stage(400, '[check-etcd] Checking that the etcd cluster is healthy'),
		...start,
		stage(4000, '[etcd] Announced new etcd member joining to the existing etcd cluster'),
		stage(5000, '[etcd] Waiting for the new etcd member to join the cluster. This can take up to 40s'),
		stage(
			900,
			`[mark-control-plane] Marking the node ${host.name} as control-plane by adding the taints [node-role.kubernetes.io/control-plane:NoSchedule]`,
		),
	];
}
