import {rank, row} from '../row.ts';
import type {KnownFailure} from '../types.ts';

/** kubeadm's preflight about the host (cmd/kubeadm/app/preflight/checks.go). */
export const preflightHost: readonly KnownFailure[] = [
	row('E1', {
		area: 'preflight',
		rank: rank.stop,
		patterns: [/number of available CPUs \d+ is less than the required/i],
		samples: ['[ERROR NumCPU]: the number of available CPUs 1 is less than the required 2'],
		cause: ['The machine has fewer CPUs than kubeadm asks of a control plane.', '机器的 CPU 数少于 kubeadm 对控制平面的要求。'],
		fix: [
			'Give it 2 CPUs. For a test cluster only, add NumCPU to kubeadm.ignorePreflightErrors.',
			'给机器分配 2 个 CPU；仅测试用的集群可把 NumCPU 加入 kubeadm.ignorePreflightErrors。',
		],
		commands: ['nproc'],
	}),
	row('E2', {
		area: 'preflight',
		rank: rank.stop,
		patterns: [/system RAM \([^)]*\) is less than the minimum/i],
		samples: ['[ERROR Mem]: the system RAM (969 MB) is less than the minimum 1700 MB'],
		cause: ['The machine has less memory than kubeadm asks of a control plane.', '机器内存少于 kubeadm 对控制平面的要求。'],
		fix: [
			'Give it 2 GiB or more. For a test cluster only, add Mem to kubeadm.ignorePreflightErrors.',
			'给机器 2 GiB 以上内存；仅测试用的集群可把 Mem 加入 kubeadm.ignorePreflightErrors。',
		],
		commands: ['free -m'],
	}),
	row('E3', {
		area: 'preflight',
		rank: rank.stop,
		patterns: [
			/\[ERROR Swap\]/i,
			/running with swap on is not supported\. Please disable swap(?! or set)/i,
			/swap is enabled; production deployments should disable swap/i,
			/swap is supported for cgroup v2 only/i,
		],
		samples: [
			'[ERROR Swap]: running with swap on is not supported. Please disable swap',
			'[WARNING Swap]: swap is enabled; production deployments should disable swap unless testing the NodeSwap feature gate of the kubelet',
			'[WARNING Swap]: swap is supported for cgroup v2 only. The kubelet must be properly configured to use swap.',
		],
		cause: ['Swap is on. The kubelet itself refuses to start with it.', '交换分区（swap）处于开启状态，kubelet 会因此拒绝启动。'],
		fix: ['Turn it off now and for good: fstab, swap units, zram.', '立即关闭并永久禁用：fstab、systemd 的 swap 单元以及 zram 都要检查。'],
		commands: ['cat /proc/swaps', 'swapoff -a', 'systemctl list-units -t swap --all'],
	}),
	row('E4', {
		area: 'preflight',
		rank: rank.stop,
		patterns: [/ip_forward contents are not set to 1/i, /FileContent--proc-sys-net-ipv4-ip_forward/i],
		samples: ['[ERROR FileContent--proc-sys-net-ipv4-ip_forward]: /proc/sys/net/ipv4/ip_forward contents are not set to 1'],
		cause: ['The kernel does not forward packets between interfaces.', '内核未开启 IP 转发。'],
		fix: [
			'Set net.ipv4.ip_forward=1, and look for a file that sets it to 0 later.',
			'设置 net.ipv4.ip_forward=1，并检查是否有后加载的文件又把它改回 0。',
		],
		commands: ['sysctl net.ipv4.ip_forward', 'grep -rn ip_forward /etc/sysctl.conf /etc/sysctl.d /usr/lib/sysctl.d'],
	}),
	row('E5', {
		area: 'preflight',
		rank: rank.stop,
		patterns: [/FileContent--proc-sys-net-bridge-bridge-nf-call/i, /bridge-nf-call-ip6?tables (does not exist|contents are not set to 1)/i],
		samples: [
			'[ERROR FileContent--proc-sys-net-bridge-bridge-nf-call-iptables]: /proc/sys/net/bridge/bridge-nf-call-iptables does not exist',
			'[ERROR FileContent--proc-sys-net-bridge-bridge-nf-call-iptables]: /proc/sys/net/bridge/bridge-nf-call-iptables contents are not set to 1',
		],
		cause: [
			'br_netfilter is not loaded, or bridged traffic is not filtered.',
			'未加载 br_netfilter 模块，或者没有让网桥流量经过 iptables。',
		],
		fix: [
			'Load br_netfilter and set net.bridge.bridge-nf-call-iptables=1, both for the next boot as well.',
			'加载 br_netfilter 并设置 net.bridge.bridge-nf-call-iptables=1，同时写入开机配置。',
		],
		commands: ['modprobe br_netfilter', 'sysctl net.bridge.bridge-nf-call-iptables'],
	}),
	row('E6', {
		area: 'preflight',
		rank: rank.stop,
		patterns: [/\[ERROR Port-\d+\]/i, /\bPort \d+ is in use/i],
		samples: [
			'[ERROR Port-6443]: Port 6443 is in use',
			'[ERROR Port-10250]: Port 10250 is in use',
			'[ERROR Port-2379]: Port 2379 is in use',
		],
		cause: [
			'Another program listens on the port: an earlier cluster, k3s, an etcd of the host, or a load balancer on the same machine.',
			'端口已被其他程序占用：可能是旧集群、k3s、主机上的 etcd，或同机的负载均衡器。',
		],
		fix: ['Stop or move that program; reset the host if it was an old cluster.', '停止或迁移该程序；若是旧集群遗留，请先重置该主机。'],
		commands: ['ss -ltnp'],
	}),
	row('E7', {
		area: 'preflight',
		rank: rank.stop,
		patterns: [
			/\[ERROR FileAvailable-/i,
			/\[ERROR DirAvailable-/i,
			/\/etc\/kubernetes\/\S+ already exists/i,
			/\/var\/lib\/etcd is not empty/i,
		],
		samples: [
			'[ERROR FileAvailable--etc-kubernetes-manifests-kube-apiserver.yaml]: /etc/kubernetes/manifests/kube-apiserver.yaml already exists',
			'[ERROR DirAvailable--var-lib-etcd]: /var/lib/etcd is not empty',
		],
		cause: ['Files of an earlier cluster or of a run that stopped half-way.', '主机上有旧集群或上次中断安装留下的文件。'],
		fix: [
			'If that cluster is gone for sure, keep a copy of /etc/kubernetes and /var/lib/etcd, then run kubeadm reset on this host.',
			'确认旧集群已不再使用后，先备份 /etc/kubernetes 和 /var/lib/etcd，再在本机执行 kubeadm reset。',
		],
		commands: ['ls -la /etc/kubernetes /etc/kubernetes/manifests /var/lib/etcd', 'kubeadm reset'],
	}),
	row('E8', {
		area: 'preflight',
		rank: rank.stop,
		patterns: [
			/\[(ERROR|WARNING) FileExisting-/i,
			/\b(conntrack|ip|iptables|ebtables|ethtool|socat|tc|crictl|nsenter|mount|touch) not found in system path/i,
		],
		samples: [
			'[ERROR FileExisting-conntrack]: conntrack not found in system path',
			'[WARNING FileExisting-socat]: socat not found in system path',
			'[WARNING FileExisting-tc]: tc not found in system path',
		],
		cause: ['The tool is not installed, or sudo cut /usr/sbin from the PATH.', '缺少该工具，或者 sudo 的 PATH 中不含 /usr/sbin。'],
		fix: [
			'Install it: conntrack, socat, ebtables, ethtool, iptables, iproute2.',
			'安装缺少的软件包：conntrack、socat、ebtables、ethtool、iptables、iproute2。',
		],
		commands: ['apt-get install -y conntrack socat ebtables ethtool iptables iproute2', 'sudo env'],
	}),
	row('E9', {
		area: 'preflight',
		rank: rank.stop,
		patterns: [/kernel release \S+ is unsupported/i],
		samples: [
			'[ERROR SystemVerification]: kernel release 4.18.0-553.el8_10.x86_64 is unsupported. Recommended LTS version from the 4.x series is 4.19. Recommended LTS versions from the 5.x series are 5.4, 5.10 and 5.15.',
		],
		cause: [
			'kubeadm 1.32 and 1.33 refuse kernels below 4.19, that of EL 8 among them.',
			'kubeadm 1.32 和 1.33 拒绝低于 4.19 的内核，EL 8 的内核即在其列。',
		],
		fix: [
			'Use another minor version or a newer system; or, knowing the risk, add SystemVerification to kubeadm.ignorePreflightErrors.',
			'换用其他次版本或更新的系统；了解风险后，也可把 SystemVerification 加入 kubeadm.ignorePreflightErrors。',
		],
		commands: ['uname -r'],
	}),
	row('E10', {
		area: 'preflight',
		rank: rank.stop,
		patterns: [/cgroups v1 support is deprecated and will be removed/i],
		samples: [
			'[ERROR SystemVerification]: cgroups v1 support is deprecated and will be removed in a future release. Please migrate to cgroups v2. To explicitly enable cgroups v1 support for kubelet v1.35 or newer, you must set the kubelet configuration option',
		],
		cause: [
			'The host runs cgroup v1, which Kubernetes 1.35 and newer refuse.',
			'主机使用 cgroup v1，而 Kubernetes 1.35 及以上版本已不再接受。',
		],
		fix: [
			'Boot with systemd.unified_cgroup_hierarchy=1; or set failCgroupV1: false and ignore SystemVerification.',
			'用 systemd.unified_cgroup_hierarchy=1 启动以启用 cgroup v2；或者设置 failCgroupV1: false 并忽略 SystemVerification。',
		],
		commands: ['stat -fc %T /sys/fs/cgroup'],
	}),
	row('E23', {
		area: 'preflight',
		rank: rank.root,
		patterns: [/user is not running as root/i, /\[ERROR IsPrivilegedUser\]/i],
		samples: ['[ERROR IsPrivilegedUser]: user is not running as root'],
		cause: ['kubeadm was run without root rights.', 'kubeadm 没有以 root 权限运行。'],
		fix: ['Run it with sudo.', '使用 sudo 运行。'],
	}),
];
