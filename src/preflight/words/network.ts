import type {CheckWords} from './words.ts';

export const networkWords = {
	'node-ip-absent': {
		title: 'The node IP is not an address of the host',
		why: 'etcd and the API server listen on it and the kubelet reports it. Public addresses of clouds are translated outside and do not exist on the host.',
		remedy: 'Set nodeIp in cluster.yaml to the address of the host that the other nodes reach.',
	},
	'no-default-route': {
		title: 'No default route',
		why: 'No route leads to the service addresses either, so programs in the host\'s network (Flannel, Calico) cannot reach the API by its service address: "network is unreachable".',
		remedy: 'Add a default route. Without a gateway a route for the service network is enough: ip route add SERVICE-CIDR dev INTERFACE.',
	},
	'cidr-overlaps-route': {
		title: 'Pod or service network overlaps a route of the host',
		why: 'Traffic meant for that network would go to pods or Services instead, or theirs would leave the cluster.',
		remedy: 'Choose other networks in cluster.yaml (network.podCidr, network.serviceCidr); they cannot be changed later.',
	},
	'cidr-holds-nameserver': {
		title: 'A name server lies inside the pod or service network',
		why: 'Once the cluster runs, the host no longer reaches it, and no name outside the cluster resolves.',
		remedy: 'Choose other networks in cluster.yaml; they cannot be changed later.',
	},
	'mtu-differs': {
		title: 'Node interfaces have different MTUs',
		why: 'Large packets between pods on these hosts vanish while small ones pass: connections open and then hang.',
		remedy: "Give all node interfaces the same MTU, or set the smallest in the pod network's configuration.",
	},
	'network-manager-cloud': {
		title: 'nm-cloud-setup is on',
		why: 'It adds routing rules that take traffic away from the pod network (known from RKE2 and k3s on cloud images of EL).',
		remedy: 'Turn it off and reboot.',
		fix: 'Turn nm-cloud-setup off',
	},
	'port-in-use': {
		title: 'A port that Kubernetes needs is taken',
		why: 'kubeadm stops (Port-…), because the component could not listen on it.',
		remedy:
			"Stop that program or move it to another port. A load balancer on a control plane must listen on a port other than the API server's.",
	},
	'kube-proxy-port-in-use': {
		title: "kube-proxy's health port is taken",
		why: 'kube-proxy works without it, but load balancers that check 10256 take the node for dead.',
		remedy: 'Stop that program or move it.',
	},
	'node-port-in-use': {
		title: 'Programs listen in the NodePort range',
		why: 'A Service that is given the same port hides that program from the network.',
		remedy: 'Move it out of 30000-32767, or set another service-node-port-range for the API server.',
	},
	'dns-loop': {
		title: 'The name server of the host is itself',
		why: 'Pods get this resolv.conf, where 127.x means CoreDNS itself: it detects the loop and crashes (plugin/loop).',
		remedy: 'Write the real name servers into a file and set kubeadm.kubelet.resolvConf to it, or use systemd-resolved.',
	},
	'dns-missing': {
		title: 'No name server is set',
		why: "CoreDNS forwards what it does not know to the host's name servers, and does not start when there is none.",
		remedy: 'Set a name server in /etc/resolv.conf, even one that only answers for your own zone.',
	},
	'endpoint-in-hosts-file': {
		title: '/etc/hosts gives the control plane endpoint another address',
		why: 'This host would talk to the wrong machine, or to none.',
		remedy: 'Correct the line in /etc/hosts.',
	},
	'name-is-loopback': {
		title: 'The node name means 127.x in /etc/hosts',
		why: "kubelet and etcd may take the loopback address for the node's.",
		remedy: 'Nothing: kubewiz writes the node IP for it.',
	},
} as const satisfies Record<string, CheckWords>;
