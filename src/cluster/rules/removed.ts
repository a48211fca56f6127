/** Flags that ended with a Kubernetes minor, by component and flag. Sources: Kubernetes changelogs; PRs 133779 (1.35). */
export const removedFlags: Readonly<Record<string, Readonly<Record<string, string>>>> = {
	kubelet: {
		'network-plugin': '1.24',
		'cni-bin-dir': '1.24',
		'cni-conf-dir': '1.24',
		'cni-cache-dir': '1.24',
		'docker-endpoint': '1.24',
		'image-pull-progress-deadline': '1.24',
		'network-plugin-mtu': '1.24',
		'container-runtime': '1.27',
		'pod-infra-container-image': '1.35',
	},
	apiServer: {'insecure-port': '1.24', 'insecure-bind-address': '1.24', logtostderr: '1.26'},
	controllerManager: {'pod-eviction-timeout': '1.27', logtostderr: '1.26'},
	scheduler: {logtostderr: '1.26'},
};

/** kubeadm's feature gates that are gone: an unknown gate is an error. */
export const removedGates: Readonly<Record<string, string>> = {ControlPlaneKubeletLocalMode: '1.36', PublicKeysECDSA: '1.36'};

/** Flags that follow from other settings of the spec; kubeadm or kubewiz writes them. */
export const ownedFlags: Readonly<Record<string, Readonly<Record<string, string>>>> = {
	kubelet: {
		'node-ip': 'nodeIP of the host',
		'hostname-override': 'name of the host',
		'node-labels': 'labels of the host',
		'register-with-taints': 'taints of the host',
	},
	apiServer: {'advertise-address': 'nodeIP of the host', 'service-cluster-ip-range': 'network.serviceCIDR'},
	controllerManager: {
		'cluster-cidr': 'network.podCIDR',
		'service-cluster-ip-range': 'network.serviceCIDR',
		'cluster-name': 'metadata.name',
	},
};

/** kubeadm's preflight checks (cmd/kubeadm/app/preflight); `--` ends a prefix that a path or port follows. */
export const preflightChecks: readonly string[] = [
	'IsPrivilegedUser',
	'NumCPU',
	'Mem',
	'KubernetesVersion',
	'Firewalld',
	'HTTPProxy',
	'HTTPProxyCIDR',
	'CRI',
	'ContainerRuntimeVersion',
	'Swap',
	'SystemVerification',
	'Hostname',
	'KubeletVersion',
	'Service-Kubelet',
	'Service-Docker',
	'IsDockerSystemdCheck',
	'ExternalEtcdVersion',
	'ExternalEtcdClientCertificates',
	'ImagePull',
];

export const preflightPrefixes: readonly string[] = ['Port-', 'FileAvailable--', 'DirAvailable--', 'FileExisting-', 'FileContent--'];
