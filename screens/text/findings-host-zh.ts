import {type FindingWords, finding} from './finding-words.ts';

/** 关于机器、系统、时钟和磁盘的检查。 */
export const hostFindingsZh: Readonly<Record<string, FindingWords>> = {
	'few-cpus': finding(
		'控制平面的 CPU 少于 2 个',
		'kubeadm 拒绝在单 CPU 上建立控制平面（NumCPU）。',
		'给机器 2 个 CPU。测试集群可在 cluster.yaml 的 kubeadm.ignorePreflightErrors 中加入 NumCPU。',
	),
	'little-memory': finding(
		'控制平面的内存少于 1700 MiB',
		'低于 1700 MiB 时 kubeadm 会拒绝（Mem）：etcd 和 API 服务器会因内存不足被终止。',
		'给机器 2 GiB 或更多。测试集群可在 kubeadm.ignorePreflightErrors 中加入 Mem。',
	),
	'little-memory-worker': finding(
		'工作节点的内存少于 900 MiB',
		'还没有运行您的 Pod，kubelet、运行时和 Pod 网络就会占用约一半。',
		'给机器 1 GiB 或更多。',
	),
	'cpu-too-old': finding(
		'CPU 缺少当前镜像需要的指令（x86-64-v2）',
		'基于 RHEL 9 的镜像（如 Calico）会立即退出。CPU 类型为 qemu64 或 kvm64 的虚拟机常见此问题。',
		'把虚拟机的 CPU 类型设为 host 或 x86-64-v2，然后重新启动。',
	),
	'mixed-architectures': finding(
		'主机的 CPU 架构不同',
		'Kubernetes 可以同时运行，但每个镜像都必须有各架构的版本，有些镜像源只有 amd64。',
		'若是有意为之则无需处理。可用标签 kubernetes.io/arch 区分工作负载。',
	),
	'os-unsupported': finding(
		'kubewiz 无法在此操作系统上安装',
		'kubewiz 用 apt 安装软件包，不认识此系统的包管理器。',
		'请使用 Debian 12 或更新，或 Ubuntu 22.04 或更新。',
	),
	'os-end-of-life': finding(
		'操作系统已停止维护',
		'不再有安全更新，软件源可能已移到归档，新版 Kubernetes 也不支持其内核。',
		'成为节点之前请升级系统。也可以自担风险继续。',
	),
	'kernel-too-old': finding(
		'内核对此版本的 Kubernetes 来说太旧',
		'kubeadm 会检查内核版本（SystemVerification），不支持时会停止。',
		'换用更新的内核，或选择 kubeadm 接受此内核的 Kubernetes 版本。',
	),
	'cgroup-v1': finding(
		'此版本的 Kubernetes 拒绝 cgroup v1',
		'自 1.35 起 kubelet 不在 cgroup v1 上启动，kubeadm 会停止（SystemVerification）。',
		'以 systemd.unified_cgroup_hierarchy=1 启动（加入 GRUB_CMDLINE_LINUX，执行 update-grub，重启）。',
	),
	'cgroup-v1-maintenance': finding(
		'Kubernetes 即将放弃 cgroup v1',
		'自 1.35 起 kubelet 拒绝 cgroup v1，因此此主机无法升级到那个版本。',
		'方便时以 systemd.unified_cgroup_hierarchy=1 启动。',
	),
	'cgroup-controller-missing': finding(
		'内核缺少 kubelet 需要的 cgroup 控制器',
		'没有它 kubelet 无法启动。树莓派等 ARM 板默认关闭内存控制器。',
		'在内核命令行加入 cgroup_enable=memory cgroup_memory=1（或开启所缺控制器的参数）并重启。',
	),
	'no-systemd': finding(
		'此主机不由 systemd 管理',
		'kubewiz、kubeadm 以及 containerd 和 kubelet 的软件包都依赖 systemd 服务。',
		'请使用由 systemd 启动的系统。',
	),
	'module-missing': finding(
		'磁盘上没有 Kubernetes 需要的内核模块',
		'没有它们，容器无法启动，或 Service 与 Pod 之间的流量会丢失。',
		'安装内核模块包（Ubuntu 为 linux-modules-extra-$(uname -r)），若因此换了内核则重启。',
	),
	'module-unloadable': finding(
		'磁盘上没有正在运行的内核的模块',
		'主机运行期间内核包被替换，无法再加载模块，而 overlay 或 br_netfilter 尚未加载。',
		'重启主机。',
	),
	'reboot-required': finding('主机等待重启', '内核或基础库已更新。现在重启好过承载 Pod 之后。', '安装之前先重启。'),
	'runs-in-container': finding(
		'主机本身是一个容器',
		'kubelet 和 containerd 需要有独立 cgroup、/dev/kmsg 的特权容器，模块由真实主机加载。',
		'若该容器就是为此准备的，则无需处理。',
	),
	'hostname-differs': finding(
		'主机名与节点名不同',
		'节点会以与 cluster.yaml 不同的名称注册。',
		'无需处理：会设置为 cluster.yaml 中的名称。',
	),
	'cloud-init-rewrites': finding(
		'cloud-init 会改写 kubewiz 的设置',
		'下次启动时 cloud-init 会恢复主机名或 /etc/hosts，节点会失去名称或找不到 API。',
		'让 cloud-init 不再改动这两处。',
	),
	'same-machine-twice': finding(
		'列表中的两台主机是同一台机器',
		'machine-id、启动标识和硬件地址都相同：一台机器以两个地址列出，不能成为两个节点。',
		'从列表中移除其中一个。',
	),
	'machine-id-missing': finding(
		'没有 machine-id',
		'kubelet 以它作为节点标识，systemd 和 DHCP 依赖它，kubewiz 也用它识别主机。',
		'生成一个。',
	),
	'duplicate-machine-id': finding(
		'多台主机的 machine-id 相同',
		'它们由同一个镜像克隆而来。Kubernetes、DHCP 和 kubewiz 会把它们当作同一台机器。',
		'给每台主机各自的 machine-id，方便时重启。',
	),
	'duplicate-hostname': finding(
		'多台主机的主机名相同',
		'同名的两个节点会在集群中互相覆盖。',
		'无需处理：kubewiz 会设置 cluster.yaml 中的名称。',
	),
	'duplicate-product-uuid': finding(
		'多台主机的产品 UUID 相同',
		'Kubernetes 要求每个节点的 product_uuid 唯一，有些云和存储驱动以它区分节点。',
		'在虚拟化平台中给虚拟机不同的 UUID。若没有任何东西依赖它，则无害。',
	),
	'duplicate-mac': finding(
		'多台主机的网卡（MAC）地址相同',
		'在同一网段中两者会随机丢包，Flannel 等网络也由它推导地址。',
		'在虚拟化平台中给每块网卡自己的地址。',
	),
	'clock-skew': finding(
		'主机之间的时钟不一致',
		'一台主机上签发的证书在时钟落后的主机上“尚未生效”，相差 1 秒起 etcd 就会告警。',
		'校准时钟，并在 cluster.yaml 中指定 timeServers 以保持准确。',
	),
	'clock-differs-here': finding(
		'所有主机的时钟都与本机不同',
		'要么所有主机都错，要么本机错。在此看来证书可能已过期或尚未生效。',
		'与可信的时钟比较，校准错误的一方。',
	),
	'time-sync-missing': finding(
		'没有服务保持时钟准确',
		'时钟每周会漂移数秒，1 秒起 etcd 和证书就会出问题。',
		'无需处理：kubewiz 会配置 chrony。',
	),
	'time-unsynchronized': finding(
		'时间服务尚未同步时钟',
		'它在运行，但还没有连上服务器，或刚刚启动。',
		'查看 chronyc sources 或 timedatectl timesync-status，以及 UDP 123 端口能否出去。',
	),
	'time-zones-differ': finding('主机的时区不同', 'Kubernetes 不在意，但各主机的日志难以对照。', '如有需要：timedatectl set-timezone。'),
	'disk-space': finding(
		'可用磁盘空间太少',
		'软件包、镜像和 etcd 放不下，安装会以 no space left on device 结束。',
		'清理空间或扩大文件系统；/var 有 20 GB 是好的开始。',
	),
	'disk-eviction': finding(
		'磁盘太满，kubelet 会驱逐 Pod',
		'可用低于 10%（镜像 15%）时 kubelet 标记 disk-pressure，不再调度并删除镜像。',
		'清理空间或扩大文件系统，或在 kubeadm.kubelet 中设置其他 evictionHard 阈值。',
	),
	'disk-small': finding(
		'存放镜像的磁盘较小',
		'足够安装，但工作负载的镜像和日志会把它填满。',
		'为 /var/lib/containerd 和 /var/lib/kubelet 预留 20 GB 或更多。',
	),
	'inodes-short': finding(
		'可用 inode 太少',
		'镜像由许多小文件组成。可用低于 5% 时 kubelet 会标记 disk-pressure。',
		'删除小文件，或重建 inode 更多的文件系统。',
	),
	'disk-read-only': finding(
		'需要写入的目录在只读文件系统上',
		'无法在那里安装。自行变为只读的磁盘通常即将损坏：查看 dmesg。',
		'以读写方式挂载，或换用 /usr、/etc、/var 可写的系统。',
	),
	'disk-noexec': finding(
		'存放容器或 CNI 插件的目录不允许执行程序',
		'有 noexec 时，容器和网络插件都无法启动。',
		'从 /etc/fstab 的挂载选项中去掉 noexec 并重新挂载。',
	),
	'xfs-no-ftype': finding(
		'镜像存储所在的 XFS 没有目录类型（ftype=0）',
		'overlayfs 无法在其上工作，containerd 无法解包镜像。',
		'把 /var/lib/containerd 放到 ftype=1 的文件系统上；无法原地修改。',
	),
	'disk-unfit': finding(
		'镜像存储所在的文件系统不支持 overlayfs',
		'containerd 的 overlayfs 需要 ext4 或 XFS 这样的本地文件系统。',
		'在 /var/lib/containerd 挂载 ext4 或 XFS。',
	),
	'etcd-in-memory': finding('etcd 的目录在内存中（tmpfs）', '重启会丢失整个集群。', '把 /var/lib/etcd 放到磁盘上。'),
	'etcd-disk-slow': finding(
		'磁盘对 etcd 来说太慢',
		'etcd 希望 99% 的同步写入在 10 ms 内完成。更慢会拖慢 API，约 100 ms 起会丢失主节点。',
		'为 /var/lib/etcd 使用 SSD 或独立磁盘。测量很短：请在磁盘空闲时重测。',
	),
};
