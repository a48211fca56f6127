import type {CheckWords} from './words.ts';

export const remainsWords = {
	'installer-at-work': {
		title: 'An installation is at work here',
		why: 'kubewiz holds its lock on the host. Two at once would break what the other one makes.',
		remedy: 'Wait for its end, or speak with whoever runs it. The lock goes with that process; there is nothing to remove.',
	},
	'foreign-marks': {
		title: 'The host belongs to another cluster that kubewiz made',
		why: "Installing here would destroy that cluster's node.",
		remedy:
			'Take the host out of cluster.yaml. If that cluster is gone, reset the host first (kubeadm reset, then remove /var/lib/kubewiz).',
	},
	'live-cluster': {
		title: 'A cluster is running here',
		why: 'It is not one that kubewiz made under this name. Installing over it would destroy it.',
		remedy: 'Take the host out of cluster.yaml, or drain it there and reset it first.',
	},
	'leftovers-in-the-way': {
		title: 'Files of an older cluster are in the way',
		why: 'kubeadm stops when it finds them (FileAvailable-…, DirAvailable-…), and an old etcd or certificate must not get into a new cluster.',
		remedy: 'Run kubeadm reset if you know the cluster to be gone, or move the files aside; they may hold the only copy of its data.',
		fix: 'Move them to /var/backups/kubewiz (nothing is deleted)',
	},
	'leftovers-harmless': {
		title: 'Files of an older cluster',
		why: 'They are not in the way, but may confuse a reader or a tool.',
		remedy: 'Delete them when you are sure.',
	},
	'cni-leftovers': {
		title: 'Configuration of another pod network',
		why: 'The runtime takes the first file in /etc/cni/net.d, so that pods would get the wrong network.',
		remedy: 'Move the files and interfaces of the old network away.',
		fix: 'Move the files to /var/backups/kubewiz and delete the old interfaces',
	},
	'other-distribution': {
		title: 'Traces of another Kubernetes distribution',
		why: 'k3s, RKE2, k0s, MicroK8s and minikube bring their own kubelet, network rules and ports.',
		remedy: 'Uninstall it with its own tool (k3s-uninstall.sh, rke2-uninstall.sh, k0s reset, snap remove microk8s, minikube delete).',
	},
	'unit-overrides-package': {
		title: 'Hand-made systemd units of Kubernetes components',
		why: 'Units in /etc/systemd/system win over those of the packages: the old component would be started instead of the new one.',
		remedy: 'Move them away and run systemctl daemon-reload.',
		fix: 'Move the units to /var/backups/kubewiz',
	},
	'already-ours': {
		title: 'kubewiz has worked on this host for this cluster',
		why: 'What is done is recognised and not done again.',
		remedy: 'Nothing.',
	},
} as const satisfies Record<string, CheckWords>;
