import {told} from '../../told.ts';
import type {CheckWords} from './words.ts';

export const hostWords = {
	'few-cpus': {
		title: told('Fewer than 2 CPUs on a control plane', '控制平面的 CPU 少于 2 个'),
		why: told(
			'kubeadm refuses to make a control plane with one CPU (NumCPU), for its parts would starve each other.',
			'kubeadm 拒绝在单 CPU 上建立控制平面（NumCPU）。',
		),
		remedy: told(
			'Give the machine 2 CPUs. For a test cluster, add NumCPU to kubeadm.ignorePreflightErrors in cluster.yaml.',
			'给机器 2 个 CPU。测试集群可在 cluster.yaml 的 kubeadm.ignorePreflightErrors 中加入 NumCPU。',
		),
	},
	'little-memory': {
		title: told('Less than 1700 MiB of memory on a control plane', '控制平面的内存少于 1700 MiB'),
		why: told(
			'kubeadm refuses to make a control plane below 1700 MiB (Mem): etcd and the API server would be killed for want of memory.',
			'低于 1700 MiB 时 kubeadm 会拒绝（Mem）：etcd 和 API 服务器会因内存不足被终止。',
		),
		remedy: told(
			'Give the machine 2 GiB or more. For a test cluster, add Mem to kubeadm.ignorePreflightErrors in cluster.yaml.',
			'给机器 2 GiB 或更多。测试集群可在 kubeadm.ignorePreflightErrors 中加入 Mem。',
		),
	},
	'little-memory-worker': {
		title: told('Less than 900 MiB of memory on a worker', '工作节点的内存少于 900 MiB'),
		why: told(
			'The kubelet, the runtime and the pod network take about half of it before the first pod of yours.',
			'还没有运行您的 Pod，kubelet、运行时和 Pod 网络就会占用约一半。',
		),
		remedy: told('Give the machine 1 GiB or more.', '给机器 1 GiB 或更多。'),
	},
	'cpu-too-old': {
		title: told('The CPU lacks instructions that current images need (x86-64-v2)', 'CPU 缺少当前镜像需要的指令（x86-64-v2）'),
		why: told(
			'Images built on RHEL 9 (Calico among them) end at once with "CPU does not support x86-64-v2". Virtual machines of CPU type qemu64 or kvm64 show this on modern hardware.',
			'基于 RHEL 9 的镜像（如 Calico）会立即退出。CPU 类型为 qemu64 或 kvm64 的虚拟机常见此问题。',
		),
		remedy: told(
			'Set the virtual machine\'s CPU type to "host" or "x86-64-v2" and start it anew.',
			'把虚拟机的 CPU 类型设为 host 或 x86-64-v2，然后重新启动。',
		),
	},
	'mixed-architectures': {
		title: told('Hosts of different CPU architectures', '主机的 CPU 架构不同'),
		why: told(
			'Kubernetes itself runs on both, but every image must exist for each architecture, and some mirrors hold only amd64.',
			'Kubernetes 可以同时运行，但每个镜像都必须有各架构的版本，有些镜像源只有 amd64。',
		),
		remedy: told(
			'Nothing, if you meant it. Keep workloads apart by the label kubernetes.io/arch.',
			'若是有意为之则无需处理。可用标签 kubernetes.io/arch 区分工作负载。',
		),
	},
	'os-unsupported': {
		title: told('Operating system that kubewiz cannot install on', 'kubewiz 无法在此操作系统上安装'),
		why: told(
			"kubewiz installs packages with apt; it does not know this system's package manager and would leave the host half made.",
			'kubewiz 用 apt 安装软件包，不认识此系统的包管理器。',
		),
		remedy: told('Use Debian 12 or newer, or Ubuntu 22.04 or newer.', '请使用 Debian 12 或更新，或 Ubuntu 22.04 或更新。'),
	},
	'os-end-of-life': {
		title: told('Operating system past its end of life', '操作系统已停止维护'),
		why: told(
			'It gets no security fixes, its package repositories may have moved to an archive, and newer Kubernetes does not support its kernel.',
			'不再有安全更新，软件源可能已移到归档，新版 Kubernetes 也不支持其内核。',
		),
		remedy: told(
			'Upgrade the system before it becomes a node. Everything else can go on, at your risk.',
			'成为节点之前请升级系统。也可以自担风险继续。',
		),
	},
	'kernel-too-old': {
		title: told('Kernel too old for this Kubernetes', '内核对此版本的 Kubernetes 来说太旧'),
		why: told(
			"kubeadm's SystemVerification checks the kernel release, and stops when this Kubernetes calls it unsupported.",
			'kubeadm 会检查内核版本（SystemVerification），不支持时会停止。',
		),
		remedy: told(
			'Boot a newer kernel, or choose a Kubernetes version whose kubeadm accepts this one.',
			'换用更新的内核，或选择 kubeadm 接受此内核的 Kubernetes 版本。',
		),
	},
	'cgroup-v1': {
		title: told('cgroup v1, which this Kubernetes refuses', '此版本的 Kubernetes 拒绝 cgroup v1'),
		why: told(
			'From 1.35 on the kubelet does not start on cgroup v1 and kubeadm stops (SystemVerification).',
			'自 1.35 起 kubelet 不在 cgroup v1 上启动，kubeadm 会停止（SystemVerification）。',
		),
		remedy: told(
			'Boot with systemd.unified_cgroup_hierarchy=1 (add it to GRUB_CMDLINE_LINUX, run update-grub, reboot). Or set kubeadm.kubelet.failCgroupV1: false and add SystemVerification to kubeadm.ignorePreflightErrors.',
			'以 systemd.unified_cgroup_hierarchy=1 启动（加入 GRUB_CMDLINE_LINUX，执行 update-grub，重启）。',
		),
	},
	'cgroup-v1-maintenance': {
		title: told('cgroup v1, which Kubernetes is about to drop', 'Kubernetes 即将放弃 cgroup v1'),
		why: told(
			'From 1.31 on cgroup v1 gets no new features, and from 1.35 on the kubelet refuses it, so this host cannot be upgraded that far.',
			'自 1.35 起 kubelet 拒绝 cgroup v1，因此此主机无法升级到那个版本。',
		),
		remedy: told('Boot with systemd.unified_cgroup_hierarchy=1 when it suits you.', '方便时以 systemd.unified_cgroup_hierarchy=1 启动。'),
	},
	'cgroup-controller-missing': {
		title: told('Kernel runs without a cgroup controller that the kubelet needs', '内核缺少 kubelet 需要的 cgroup 控制器'),
		why: told(
			'The kubelet does not start without it. On Raspberry Pi and some ARM boards the memory controller is off by default.',
			'没有它 kubelet 无法启动。树莓派等 ARM 板默认关闭内存控制器。',
		),
		remedy: told(
			'Add cgroup_enable=memory cgroup_memory=1 (or what turns the missing one on) to the kernel command line and reboot.',
			'在内核命令行加入 cgroup_enable=memory cgroup_memory=1（或开启所缺控制器的参数）并重启。',
		),
	},
	'no-systemd': {
		title: told('systemd does not run this host', '此主机不由 systemd 管理'),
		why: told(
			'kubewiz, kubeadm and the packages of containerd and the kubelet rely on systemd services.',
			'kubewiz、kubeadm 以及 containerd 和 kubelet 的软件包都依赖 systemd 服务。',
		),
		remedy: told('Use a system started by systemd.', '请使用由 systemd 启动的系统。'),
	},
	'module-missing': {
		title: told('Kernel modules that Kubernetes needs are not on disk', '磁盘上没有 Kubernetes 需要的内核模块'),
		why: told(
			'Without them containers cannot start, or traffic to Services and between pods is lost.',
			'没有它们，容器无法启动，或 Service 与 Pod 之间的流量会丢失。',
		),
		remedy: told(
			"Install the kernel's module package (linux-modules-extra-$(uname -r) on Ubuntu, kernel-modules-extra on EL), and reboot if that brings another kernel.",
			'安装内核模块包（Ubuntu 为 linux-modules-extra-$(uname -r)），若因此换了内核则重启。',
		),
	},
	'module-unloadable': {
		title: told('Modules of the running kernel are gone from disk', '磁盘上没有正在运行的内核的模块'),
		why: told(
			'The kernel package was replaced while the host kept running, so nothing more can be loaded, and overlay or br_netfilter are not loaded yet.',
			'主机运行期间内核包被替换，无法再加载模块，而 overlay 或 br_netfilter 尚未加载。',
		),
		remedy: told('Reboot the host.', '重启主机。'),
	},
	'reboot-required': {
		title: told('The host waits for a reboot', '主机等待重启'),
		why: told(
			'A kernel or a basic library was updated. Better now than when it carries pods.',
			'内核或基础库已更新。现在重启好过承载 Pod 之后。',
		),
		remedy: told('Reboot before you install.', '安装之前先重启。'),
	},
	'runs-in-container': {
		title: told('The host is itself a container', '主机本身是一个容器'),
		why: told(
			'kubelet and containerd need a privileged container with its own cgroups, /dev/kmsg and modules loaded by the real host.',
			'kubelet 和 containerd 需要有独立 cgroup、/dev/kmsg 的特权容器，模块由真实主机加载。',
		),
		remedy: told('Nothing, if the container was made for this.', '若该容器就是为此准备的，则无需处理。'),
	},
	'hostname-differs': {
		title: told('Host name differs from the node name', '主机名与节点名不同'),
		why: told('The node would register under another name than cluster.yaml says.', '节点会以与 cluster.yaml 不同的名称注册。'),
		remedy: told('Nothing: the name in cluster.yaml is set.', '无需处理：会设置为 cluster.yaml 中的名称。'),
	},
	'cloud-init-rewrites': {
		title: told('cloud-init rewrites what kubewiz sets', 'cloud-init 会改写 kubewiz 的设置'),
		why: told(
			'At the next boot cloud-init would put back the host name or /etc/hosts, and the node would lose its name or the way to the API.',
			'下次启动时 cloud-init 会恢复主机名或 /etc/hosts，节点会失去名称或找不到 API。',
		),
		remedy: told('Tell cloud-init to leave both alone.', '让 cloud-init 不再改动这两处。'),
		fix: told('Tell cloud-init to keep host name and /etc/hosts', '让 cloud-init 不再改动主机名和 /etc/hosts'),
	},
	'same-machine-twice': {
		title: told('Two hosts of the list are one machine', '列表中的两台主机是同一台机器'),
		why: told(
			'They show the same machine-id, boot and hardware addresses: one machine listed under two addresses. It cannot be two nodes.',
			'machine-id、启动标识和硬件地址都相同：一台机器以两个地址列出，不能成为两个节点。',
		),
		remedy: told('Take one of them out of cluster.yaml.', '从列表中移除其中一个。'),
	},
	'machine-id-missing': {
		title: told('No machine-id', '没有 machine-id'),
		why: told(
			"The kubelet reports it as the node's identity, systemd and DHCP depend on it, and kubewiz knows hosts by it.",
			'kubelet 以它作为节点标识，systemd 和 DHCP 依赖它，kubewiz 也用它识别主机。',
		),
		remedy: told('Make one.', '生成一个。'),
		fix: told('Make a new random machine-id', '生成新的随机 machine-id'),
	},
	'duplicate-machine-id': {
		title: told('Hosts share a machine-id', '多台主机的 machine-id 相同'),
		why: told(
			'These are clones of one image. Kubernetes, DHCP and kubewiz take them for the same machine.',
			'它们由同一个镜像克隆而来。Kubernetes、DHCP 和 kubewiz 会把它们当作同一台机器。',
		),
		remedy: told('Give each a machine-id of its own, and reboot it when you can.', '给每台主机各自的 machine-id，方便时重启。'),
		fix: told('Make a new random machine-id', '生成新的随机 machine-id'),
	},
	'duplicate-hostname': {
		title: told('Hosts share a host name', '多台主机的主机名相同'),
		why: told('Two nodes of one name overwrite each other in the cluster.', '同名的两个节点会在集群中互相覆盖。'),
		remedy: told('Nothing: kubewiz sets the names of cluster.yaml.', '无需处理：kubewiz 会设置 cluster.yaml 中的名称。'),
	},
	'duplicate-product-uuid': {
		title: told('Hosts share a product UUID', '多台主机的产品 UUID 相同'),
		why: told(
			'Kubernetes asks for a unique product_uuid on every node; some clouds and storage drivers tell nodes apart by it.',
			'Kubernetes 要求每个节点的 product_uuid 唯一，有些云和存储驱动以它区分节点。',
		),
		remedy: told(
			'Give the virtual machines different UUIDs in the hypervisor. Harmless if nothing of yours relies on it.',
			'在虚拟化平台中给虚拟机不同的 UUID。若没有任何东西依赖它，则无害。',
		),
	},
	'duplicate-mac': {
		title: told('Hosts share a hardware (MAC) address', '多台主机的网卡（MAC）地址相同'),
		why: told(
			'In one network segment both lose packets at random, and Flannel and other networks derive addresses from it.',
			'在同一网段中两者会随机丢包，Flannel 等网络也由它推导地址。',
		),
		remedy: told('Give each network card its own address in the hypervisor.', '在虚拟化平台中给每块网卡自己的地址。'),
	},
	'clock-skew': {
		title: told('Clocks differ between hosts', '主机之间的时钟不一致'),
		why: told(
			'A certificate made on one host is "not yet valid" on one whose clock is behind, etcd complains from 1 s on, and tokens expire at the wrong time.',
			'一台主机上签发的证书在时钟落后的主机上“尚未生效”，相差 1 秒起 etcd 就会告警。',
		),
		remedy: told(
			'Set the clock, and name timeServers in cluster.yaml to keep it right.',
			'校准时钟，并在 cluster.yaml 中指定 timeServers 以保持准确。',
		),
		fix: told(
			'Set the clock at once, by the time service or a server of timeServers',
			'立即校准时钟（用时间服务或 timeServers 中的服务器）',
		),
	},
	'clock-differs-here': {
		title: told("The clocks of all hosts differ from this machine's", '所有主机的时钟都与本机不同'),
		why: told(
			'Either all hosts are wrong or this machine is. Certificates made there can look expired or not yet valid from here.',
			'要么所有主机都错，要么本机错。在此看来证书可能已过期或尚未生效。',
		),
		remedy: told('Compare with a clock you trust, and set the wrong one.', '与可信的时钟比较，校准错误的一方。'),
	},
	'time-sync-missing': {
		title: told('Nothing keeps the clock', '没有服务保持时钟准确'),
		why: told(
			'Clocks drift apart by seconds a week; from 1 s on etcd and certificates get into trouble.',
			'时钟每周会漂移数秒，1 秒起 etcd 和证书就会出问题。',
		),
		remedy: told(
			"Nothing: kubewiz sets up chrony, with the servers of cluster.yaml (timeServers) or the distribution's.",
			'无需处理：kubewiz 会配置 chrony。',
		),
	},
	'time-unsynchronized': {
		title: told('The time service has not synchronised the clock', '时间服务尚未同步时钟'),
		why: told(
			'It runs, but has not reached a server or has only just started; until then the clock is what it is.',
			'它在运行，但还没有连上服务器，或刚刚启动。',
		),
		remedy: told(
			'Look at "chronyc sources" or "timedatectl timesync-status", and whether UDP port 123 gets out.',
			'查看 chronyc sources 或 timedatectl timesync-status，以及 UDP 123 端口能否出去。',
		),
	},
	'time-zones-differ': {
		title: told('Hosts are in different time zones', '主机的时区不同'),
		why: told('Kubernetes does not mind, but logs of the hosts will be hard to compare.', 'Kubernetes 不在意，但各主机的日志难以对照。'),
		remedy: told('timedatectl set-timezone, if you wish.', '如有需要：timedatectl set-timezone。'),
	},
} as const satisfies Record<string, CheckWords>;
