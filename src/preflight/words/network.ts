import {told} from '../../told.ts';
import type {CheckWords} from './words.ts';

export const networkWords = {
	'node-ip-absent': {
		title: told('The node IP is not an address of the host', '节点 IP 不是主机的地址'),
		why: told(
			'etcd and the API server listen on it and the kubelet reports it. Public addresses of clouds are translated outside and do not exist on the host.',
			'etcd 和 API 服务器监听它，kubelet 上报它。云的公网地址在外部转换，主机上并不存在。',
		),
		remedy: told(
			'Set nodeIp in cluster.yaml to the address of the host that the other nodes reach.',
			'把节点地址设为其他节点能访问的主机地址。',
		),
	},
	'no-default-route': {
		title: told('No default route', '没有默认路由'),
		why: told(
			'No route leads to the service addresses either, so programs in the host\'s network (Flannel, Calico) cannot reach the API by its service address: "network is unreachable".',
			'也没有通往 Service 地址的路由，主机网络中的程序（Flannel、Calico）无法访问 API。',
		),
		remedy: told(
			'Add a default route. Without a gateway a route for the service network is enough: ip route add SERVICE-CIDR dev INTERFACE.',
			'添加默认路由。没有网关时，一条通往 Service 网段的路由即可：ip route add SERVICE-CIDR dev 网卡。',
		),
	},
	'cidr-overlaps-route': {
		title: told('Pod or service network overlaps a route of the host', 'Pod 或 Service 网段与主机的路由重叠'),
		why: told(
			'Traffic meant for that network would go to pods or Services instead, or theirs would leave the cluster.',
			'发往该网络的流量会进入 Pod 或 Service，或者它们的流量会离开集群。',
		),
		remedy: told(
			'Choose other networks in cluster.yaml (network.podCidr, network.serviceCidr); they cannot be changed later.',
			'在拓扑中选择其他网段；以后无法更改。',
		),
	},
	'cidr-holds-nameserver': {
		title: told('A name server lies inside the pod or service network', '名称服务器位于 Pod 或 Service 网段内'),
		why: told(
			'Once the cluster runs, the host no longer reaches it, and no name outside the cluster resolves.',
			'集群运行后主机无法再访问它，集群外的名称都无法解析。',
		),
		remedy: told('Choose other networks in cluster.yaml; they cannot be changed later.', '在拓扑中选择其他网段；以后无法更改。'),
	},
	'mtu-differs': {
		title: told('Node interfaces have different MTUs', '节点网卡的 MTU 不同'),
		why: told(
			'Large packets between pods on these hosts vanish while small ones pass: connections open and then hang.',
			'Pod 之间的大包会消失而小包能通过：连接建立后卡住。',
		),
		remedy: told(
			"Give all node interfaces the same MTU, or set the smallest in the pod network's configuration.",
			'让所有节点网卡的 MTU 相同，或在 Pod 网络配置中设为最小值。',
		),
	},
	'network-manager-cloud': {
		title: told('nm-cloud-setup is on', 'nm-cloud-setup 已开启'),
		why: told(
			'It adds routing rules that take traffic away from the pod network (known from RKE2 and k3s on cloud images of EL).',
			'它添加的路由规则会夺走 Pod 网络的流量。',
		),
		remedy: told('Turn it off and reboot.', '关闭它并重启。'),
		fix: told('Turn nm-cloud-setup off', '关闭 nm-cloud-setup'),
	},
	'port-in-use': {
		title: told('A port that Kubernetes needs is taken', 'Kubernetes 需要的端口已被占用'),
		why: told('kubeadm stops (Port-…), because the component could not listen on it.', '组件无法监听该端口，kubeadm 会停止（Port-…）。'),
		remedy: told(
			"Stop that program or move it to another port. A load balancer on a control plane must listen on a port other than the API server's.",
			'停止该程序或换到其他端口。控制平面上的负载均衡器不能使用 API 服务器的端口。',
		),
	},
	'kube-proxy-port-in-use': {
		title: told("kube-proxy's health port is taken", 'kube-proxy 的健康检查端口已被占用'),
		why: told(
			'kube-proxy works without it, but load balancers that check 10256 take the node for dead.',
			'kube-proxy 没有它也能工作，但检查 10256 的负载均衡器会认为节点已死。',
		),
		remedy: told('Stop that program or move it.', '停止该程序或移走。'),
	},
	'node-port-in-use': {
		title: told('Programs listen in the NodePort range', '有程序监听 NodePort 范围内的端口'),
		why: told('A Service that is given the same port hides that program from the network.', '得到同一端口的 Service 会遮住该程序。'),
		remedy: told(
			'Move it out of 30000-32767, or set another service-node-port-range for the API server.',
			'移出 30000-32767，或为 API 服务器设置其他 service-node-port-range。',
		),
	},
	'dns-loop': {
		title: told('The name server of the host is itself', '主机的名称服务器是它自己'),
		why: told(
			'Pods get this resolv.conf, where 127.x means CoreDNS itself: it detects the loop and crashes (plugin/loop).',
			'Pod 会得到这份 resolv.conf，其中 127.x 指向 CoreDNS 自身：它检测到循环并崩溃。',
		),
		remedy: told(
			'Write the real name servers into a file and set kubeadm.kubelet.resolvConf to it, or use systemd-resolved.',
			'把真实的名称服务器写入文件并设置 kubeadm.kubelet.resolvConf，或使用 systemd-resolved。',
		),
	},
	'dns-missing': {
		title: told('No name server is set', '没有设置名称服务器'),
		why: told(
			"CoreDNS forwards what it does not know to the host's name servers, and does not start when there is none.",
			'CoreDNS 把不认识的名称转发给主机的名称服务器，一个都没有时不启动。',
		),
		remedy: told(
			'Set a name server in /etc/resolv.conf, even one that only answers for your own zone.',
			'在 /etc/resolv.conf 中设置名称服务器，哪怕它只回答您自己的域。',
		),
	},
	'endpoint-in-hosts-file': {
		title: told('/etc/hosts gives the control plane endpoint another address', '/etc/hosts 中控制平面端点的地址不同'),
		why: told('This host would talk to the wrong machine, or to none.', '此主机会与错误的机器通信，或无法通信。'),
		remedy: told('Correct the line in /etc/hosts.', '改正 /etc/hosts 中的那一行。'),
	},
	'name-is-loopback': {
		title: told('The node name means 127.x in /etc/hosts', '/etc/hosts 中节点名指向 127.x'),
		why: told("kubelet and etcd may take the loopback address for the node's.", 'kubelet 和 etcd 可能把回环地址当作节点地址。'),
		remedy: told('Nothing: kubewiz writes the node IP for it.', '无需处理：kubewiz 会写入节点 IP。'),
	},
} as const satisfies Record<string, CheckWords>;
