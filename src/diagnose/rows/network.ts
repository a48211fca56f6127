import {rank, row} from '../row.ts';
import type {KnownFailure} from '../types.ts';

/** Pod network, kube-proxy and DNS. */
export const network: readonly KnownFailure[] = [
	row('E69', {
		area: 'network',
		rank: rank.generic,
		level: 'normal',
		patterns: [/cni plugin not initialized/i, /NetworkReady=false reason:NetworkPluginNotReady/i, /cni config uninitialized/i],
		samples: [
			'container runtime network not ready: NetworkReady=false reason:NetworkPluginNotReady message:Network plugin returns error: cni plugin not initialized',
			'message:docker: network plugin is not ready: cni config uninitialized',
		],
		cause: [
			'No pod network is installed yet; afterwards: its configuration is missing or its pods are broken.',
			'还没有安装 Pod 网络；若已安装，则是其配置缺失或网络 Pod 异常。',
		],
		fix: [
			'Before the network is installed, nothing. After: look at its pods and at /etc/cni/net.d.',
			'安装网络之前无需处理；安装之后请检查网络 Pod 和 /etc/cni/net.d。',
		],
		commands: ['ls -l /etc/cni/net.d /opt/cni/bin', 'kubectl get pods -A -o wide'],
	}),
	row('E70', {
		area: 'network',
		rank: rank.specific,
		patterns: [/failed to find plugin "[^"]+" in path/i],
		samples: [
			'failed to find plugin "flannel" in path [/opt/cni/bin]',
			'failed to find plugin "loopback" in path [/usr/lib/cni]',
			'failed to find plugin "portmap" in path [/opt/cni/bin]',
		],
		cause: [
			'The CNI programs are missing, or containerd looks elsewhere (Debian’s package in /usr/lib/cni).',
			'缺少 CNI 程序，或 containerd 的查找路径不对（Debian 的软件包用 /usr/lib/cni）。',
		],
		fix: [
			'Install kubernetes-cni and set containerd’s bin_dir to /opt/cni/bin.',
			'安装 kubernetes-cni，并把 containerd 的 bin_dir 设为 /opt/cni/bin。',
		],
		commands: ['ls /opt/cni/bin /usr/lib/cni', 'containerd config dump | grep bin_dir'],
	}),
	row('E71', {
		area: 'network',
		rank: rank.specific,
		patterns: [/already has an IP address different from/i],
		samples: ['failed to set bridge addr: "cni0" already has an IP address different from 10.244.1.1/24'],
		cause: ['The bridge of an older pod network is still there.', '旧 Pod 网络的网桥仍然存在。'],
		fix: ['Delete the old interfaces; the network makes them anew.', '删除旧接口，网络插件会重新创建。'],
		commands: ['ip link delete cni0', 'ip link delete flannel.1'],
	}),
	row('E72', {
		area: 'network',
		rank: rank.symptom,
		patterns: [/open \/run\/flannel\/subnet\.env: no such file/i],
		samples: ['open /run/flannel/subnet.env: no such file or directory'],
		cause: ['Flannel’s pod on this node does not run.', '本节点的 Flannel Pod 没有运行。'],
		fix: ['Read its log.', '查看它的日志。'],
		commands: ['kubectl -n kube-flannel get pods -o wide', 'kubectl -n kube-flannel logs daemonset/kube-flannel-ds --tail 30'],
	}),
	row('E73', {
		area: 'network',
		rank: rank.specific,
		patterns: [/Failed to check br_netfilter/i],
		samples: ['Failed to check br_netfilter: stat /proc/sys/net/bridge/bridge-nf-call-iptables: no such file or directory'],
		cause: ['br_netfilter is not loaded; kubeadm no longer checks it from 1.30 on.', '未加载 br_netfilter;kubeadm 从 1.30 起不再检查它。'],
		fix: ['Load it, and list it in /etc/modules-load.d.', '加载该模块，并写入 /etc/modules-load.d。'],
		commands: ['modprobe br_netfilter', 'echo br_netfilter >/etc/modules-load.d/br_netfilter.conf'],
	}),
	row('E74', {
		area: 'network',
		rank: rank.specific,
		patterns: [/node "[^"]*" pod cidr not assigned/i],
		samples: ['Error registering network: failed to acquire lease: node "w1" pod cidr not assigned'],
		cause: [
			'The cluster was made without a pod network, or it has no piece left for this node.',
			'初始化时没有设置 Pod 网段，或网段已分配完。',
		],
		fix: [
			'Set podSubnet and make the cluster anew, or enlarge it (--cluster-cidr).',
			'设置 podSubnet 后重建集群，或扩大网段（--cluster-cidr）。',
		],
		commands: ['kubectl get nodes -o custom-columns=NAME:.metadata.name,CIDR:.spec.podCIDR'],
	}),
	row('E75', {
		area: 'network',
		rank: rank.specific,
		patterns: [/BIRD is not ready/i, /calico\/node is not ready/i, /BGP not established with/i],
		samples: ['calico/node is not ready: BIRD is not ready: BGP not established with 10.0.0.12,10.0.0.13'],
		cause: [
			'Calico chose the wrong address, or TCP 179 or IPIP is blocked, or names are not unique.',
			'Calico 选错了网卡或地址，或 TCP 179、IPIP 不通，或节点名重复。',
		],
		fix: ['Set IP_AUTODETECTION_METHOD, open 179, or use VXLAN.', '设置 IP_AUTODETECTION_METHOD，开放 179 端口，或改用 VXLAN。'],
		commands: ['kubectl -n kube-system get pods -l k8s-app=calico-node -o wide'],
	}),
	row('E76', {
		area: 'network',
		rank: rank.symptom,
		patterns: [/stat \/var\/lib\/calico\/nodename: no such file/i],
		samples: [
			'stat /var/lib/calico/nodename: no such file or directory: check that the calico/node container is running and has mounted /var/lib/calico/',
		],
		cause: ['calico-node does not run on this node.', '本节点的 calico-node 没有运行。'],
		fix: ['Read its log.', '查看它的日志。'],
		commands: ['kubectl -n kube-system logs -l k8s-app=calico-node --tail 30'],
	}),
	row('E77', {
		area: 'network',
		rank: rank.specific,
		patterns: [/plugin\/loop: Loop/i],
		samples: ['[FATAL] plugin/loop: Loop (127.0.0.1:46587 -> :53) detected for zone "."'],
		cause: [
			'The host’s resolv.conf names 127.x, which inside CoreDNS is CoreDNS itself.',
			'主机的 resolv.conf 指向 127.x，而在 CoreDNS 中那就是它自己。',
		],
		fix: ['Point the kubelet’s resolvConf at a file with the real name servers.', '让 kubelet 的 resolvConf 指向写有真实 DNS 的文件。'],
		commands: ['cat /etc/resolv.conf', 'grep resolvConf /var/lib/kubelet/config.yaml'],
	}),
	row('E78', {
		area: 'network',
		rank: rank.connection - 2,
		patterns: [/dial tcp \d+\.\d+\.\d+\.1:443: (i\/o timeout|connect: no route to host|connect: network is unreachable)/i],
		samples: ['Get "https://10.96.0.1:443/api/v1/nodes/w1": dial tcp 10.96.0.1:443: i/o timeout'],
		cause: [
			'The API’s service address leads nowhere on this node: kube-proxy is down, networks overlap, iptables back ends are mixed, or kernel modules are missing.',
			'本节点上 API 的 Service 地址不通：kube-proxy 未运行、网段重叠、iptables 后端混用，或缺少内核模块。',
		],
		fix: ['Look at kube-proxy’s log and rules on this node.', '检查本节点 kube-proxy 的日志与规则。'],
		commands: ['kubectl -n kube-system logs -l k8s-app=kube-proxy --tail 30', 'ip route get 10.96.0.1', 'iptables -V'],
	}),
	row('E79', {
		area: 'network',
		rank: rank.specific,
		patterns: [/Couldn't load (target|match)/i, /Table does not exist \(do you need to insmod\?\)/i],
		samples: [
			"iptables-restore v1.8.10 (nf_tables): Couldn't load target `KUBE-MARK-MASQ':No such file or directory",
			"iptables-restore v1.8.10 (legacy): Couldn't load match `comment':No such file or directory",
			"iptables v1.8.7 (legacy): can't initialize iptables table `nat': Table does not exist (do you need to insmod?)",
		],
		cause: [
			'Kernel modules of iptables are missing (EL 10 cloud images), or its two back ends are mixed.',
			'缺少 iptables 的内核模块（EL 10 云镜像常见），或两种后端混用。',
		],
		fix: [
			'Install kernel-modules-extra, or use kube-proxy’s nftables mode.',
			'安装 kernel-modules-extra，或让 kube-proxy 使用 nftables 模式。',
		],
		commands: ['iptables -V', 'lsmod | grep -E "xt_|nf_tables"'],
	}),
	row('E80', {
		area: 'network',
		rank: rank.specific,
		patterns: [/no matches for kind "PodSecurityPolicy"/i],
		samples: [
			'resource mapping not found for name: "psp.flannel.unprivileged": no matches for kind "PodSecurityPolicy" in version "policy/v1beta1"',
		],
		cause: ['The manifest is older than Kubernetes 1.25.', '清单文件过旧，不支持 Kubernetes 1.25 及以上。'],
		fix: ['Use Flannel v0.19 or newer.', '使用 v0.19 或更新的 Flannel。'],
	}),
	row('E81', {
		area: 'network',
		rank: rank.symptom,
		patterns: [/taint \{node-role\.kubernetes\.io\/(control-plane|master): ?\}/i],
		samples: [
			'0/1 nodes are available: 1 node(s) had untolerated taint {node-role.kubernetes.io/control-plane: }. preemption: 0/1 nodes are available',
		],
		cause: ['Only control planes are there, and they take no ordinary pods.', '集群中只有控制平面，而它们默认不运行普通 Pod。'],
		fix: ['Add a worker, or take the taint away.', '增加工作节点，或去掉控制平面的污点。'],
		commands: ['kubectl taint nodes --all node-role.kubernetes.io/control-plane-'],
	}),
];
