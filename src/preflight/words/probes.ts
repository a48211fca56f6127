import type {CheckWords} from './words.ts';

export const probeWords = {
	'ports-blocked': {
		title: 'Nodes do not reach each other on ports that Kubernetes needs',
		why: 'Joining, etcd, logs and exec need them. A port that nothing listens on answers "refused", which is fine; these gave no answer, or a firewall\'s.',
		remedy: 'Open them in the security group or firewall between the hosts.',
	},
	'ports-behind-firewall': {
		title: "The hosts' own firewalls block ports that Kubernetes needs",
		why: 'Joining, etcd, logs and exec need them.',
		remedy: 'Nothing: kubewiz opens them in firewalld or ufw before they are needed.',
	},
	'endpoint-unresolved': {
		title: 'The control plane endpoint does not resolve',
		why: 'Every node and client reaches the API by this name, from kubeadm init on.',
		remedy: 'Make the DNS record, or use an address or kind hosts-file in cluster.yaml (controlPlaneEndpoint).',
	},
	'endpoint-unreachable': {
		title: 'The control plane endpoint does not answer',
		why: 'kubeadm init waits for the API at this address. A load balancer without live servers still refuses or closes connections; this one gave no answer.',
		remedy: 'Start the load balancer, or open its port for the nodes.',
	},
	'packages-unreachable': {
		title: 'The package mirror cannot be reached from nodes',
		why: 'kubeadm, kubelet and kubectl could not be installed.',
		remedy: 'Choose another mirror, set a proxy, or open the way.',
	},
	'packages-lack-version': {
		title: 'The package mirror does not hold this Kubernetes version',
		why: 'apt would end with "Version … for kubeadm was not found".',
		remedy: 'Choose a version that it holds, or another mirror.',
	},
	'runtime-packages-unreachable': {
		title: 'The repository of containerd.io cannot be reached from nodes',
		why: 'The container runtime could not be installed.',
		remedy: "Choose another mirror for docker-ce, or set runtime.package: containerd to use the distribution's.",
	},
	'images-unreachable': {
		title: 'The image registry cannot be reached from nodes',
		why: 'kubeadm would stop at ImagePull, unless all images are on the hosts already.',
		remedy: 'Choose another image repository (mirrors.images), set a proxy, or open the way.',
	},
	'images-lack-version': {
		title: 'The image registry does not hold this Kubernetes version',
		why: 'kubeadm would stop at ImagePull. Mirrors lag behind by hours to weeks, and drop old versions.',
		remedy: 'Choose a version that it holds, or another registry.',
	},
	'images-refused': {
		title: 'The image registry refuses access',
		why: 'It wants a login or limits the rate of pulls; kubeadm would stop at ImagePull.',
		remedy: 'Choose another registry, or wait until the limit is over.',
	},
	'registry-mirror-unreachable': {
		title: 'A registry mirror cannot be reached from nodes',
		why: 'containerd tries it first and then falls back to the original registry, which takes long or fails.',
		remedy: 'Correct or remove it in mirrors.registries.',
	},
	'source-untested': {
		title: 'Mirrors could not be tested from here',
		why: 'The host has neither curl nor wget yet, so the first download will tell.',
		remedy: 'Install curl on the host and run preflight again, if you want to know now.',
	},
	'time-server-silent': {
		title: 'Time servers do not answer',
		why: 'The clock cannot be kept by servers that do not answer on UDP port 123.',
		remedy: 'Name other servers in timeServers, or open the way.',
	},
	'connections-untested': {
		title: 'Ports between nodes could not be tested from here',
		why: 'The host has no bash, whose /dev/tcp the test uses.',
		remedy: 'Install bash, or test by hand.',
	},
	'host-unusable': {
		title: 'The host cannot be used',
		why: 'Without it its part of the cluster cannot be made. A worker can be waived: it is set aside, and joins by a later resume.',
		remedy: 'See the evidence; correct the login in cluster.yaml or mend the host.',
	},
	'probes-unfinished': {
		title: 'The host did not finish trying the others and the mirrors',
		why: 'Whether ports, mirrors and time servers can be reached from it is not known. The host itself was read.',
		remedy: 'Run preflight again, if you want to know.',
	},
	'facts-unreadable': {
		title: 'The host did not say what it is',
		why: 'Without its facts nothing can be planned for it.',
		remedy: 'See the evidence, and run preflight again.',
	},
} as const satisfies Record<string, CheckWords>;
