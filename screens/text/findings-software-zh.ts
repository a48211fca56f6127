import {type FindingWords, finding} from './finding-words.ts';

/** 关于软件包、运行时以及旧集群遗留的检查。 */
export const softwareFindingsZh: Readonly<Record<string, FindingWords>> = {
	'package-lock': finding(
		'另一个程序正在使用包管理器',
		'同一时间只能有一个安装。启动后的自动更新需要几分钟。',
		'无需处理：kubewiz 会等待，并说明在等谁。',
	),
	'packages-broken': finding(
		'之前的软件包安装没有完成',
		'dpkg 做完之前，apt 拒绝安装任何东西。',
		'无需处理：kubewiz 安装前会让 dpkg 完成。也可以现在就做。',
	),
	'packages-held': finding(
		'软件包被固定在其他版本',
		'有人要求 apt 保留它们；kubewiz 需要集群的版本。',
		'无需处理：kubewiz 安装 cluster.yaml 的版本并再次固定。',
	),
	'kubernetes-version-differs': finding(
		'已安装其他版本的 kubeadm、kubelet 或 kubectl',
		'三者都必须与集群版本相符。',
		'无需处理：kubewiz 安装 cluster.yaml 的版本。',
	),
	'shadowing-binaries': finding(
		'/usr/local/bin 中的程序遮住了软件包中的程序',
		'shell 和一些服务会继续使用版本不明的旧程序。',
		'把它们移走。',
	),
	'runtime-conflict': finding(
		'所选运行时与已安装的软件包互斥',
		'containerd.io 与发行版的 containerd 互斥：apt 会连同依赖它的 Docker 一起移除，其容器会停止。',
		'在 cluster.yaml 中把 runtime.package 设为已安装的那个，或先自行移除另一个。',
	),
	'runtime-too-old': finding(
		'运行时对此版本的 Kubernetes 来说太旧',
		'kubelet 可能无法与它通信（unknown service runtime.v1.RuntimeService）。',
		'在 cluster.yaml 中设置 runtime.package: containerd.io，其软件源有最新版本。',
	),
	'docker-present': finding(
		'已安装 Docker',
		'Docker 的软件包不启用 containerd 的 CRI 插件，且两者共用 containerd。kubewiz 会重写其配置并重启它。',
		'无需处理，但 Docker 启动的容器与集群共用主机，调度器看不到它们。',
	),
	'other-runtime': finding(
		'另一个容器运行时正在运行',
		'kubeadm 会发现多个运行时；kubewiz 处处指定 containerd 的套接字，另一个不会被使用。',
		'若没有东西需要它，可以移除。',
	),
	'podman-conflict': finding(
		'podman 或 runc 与 containerd.io 冲突',
		'在 EL 8 及更新系统上，containerd.io 自带 runc，与发行版的互斥。',
		'移除 podman、buildah 和 runc，或允许包管理器移除（--allowerasing）。',
	),
	'kubelet-flags-removed': finding('kubelet 的启动参数在此版本中已不存在', '它会立即以 unknown flag 退出。', '从文件中去掉这些参数。'),
	'tools-missing': finding(
		'缺少 kubeadm 或 Pod 网络需要的工具',
		'缺少其中一些 kubeadm 会停止（FileExisting-…），端口转发和流量整形需要另一些。',
		'无需处理：kubewiz 会安装。',
	),
	'base-tools-missing': finding(
		'缺少基本工具',
		'没有它们 kubewiz 无法在主机上工作，连软件包也装不了。',
		'用系统自己的方式安装，并保证它们在 root 的 PATH 中。',
	),
	'swap-on': finding(
		'交换分区已开启',
		'除非另有设置，交换分区开启时 kubelet 不启动。',
		'无需处理：kubewiz 会永久关闭。若要保留，设置 kubeadm.kubelet.failSwapOn: false（仅 cgroup v2）。',
	),
	'swap-kept': finding(
		'在 cgroup v1 上保留交换分区',
		'kubeadm.kubelet.failSwapOn 为 false，但 Kubernetes 只在 cgroup v2 上支持交换分区。',
		'以 cgroup v2 启动，或让 kubewiz 关闭交换分区。',
	),
	'selinux-enforcing': finding(
		'SELinux 处于强制模式',
		'Kubernetes 要求 permissive：容器需要访问主机文件，而拒绝记录很难发现。',
		'无需处理：kubewiz 会立即并在启动时设为 permissive。',
	),
	'firewall-on': finding('防火墙已开启', '端口打开之前，节点与 Pod 之间的流量会被丢弃。', '无需处理：kubewiz 会打开节点之间需要的端口。'),
	'firewall-left': finding(
		'防火墙已开启且保持不变',
		'cluster.yaml 设置了 firewall: leave。端口打开之前节点无法加入，Pod 无法互通。',
		'打开端口，或设置 firewall: open-ports。',
	),
	'proxy-not-in-spec': finding(
		'主机设置了代理，而 cluster.yaml 没有',
		'containerd 不读取它，镜像可能拉不下来；kubeadm 会读取，并让 API 自身的流量也走代理。',
		'在 cluster.yaml 中设置 proxy 和 noProxy，或从环境中去掉代理。',
	),
	'no-proxy-incomplete': finding(
		'集群流量会经过代理',
		'NO_PROXY 没有覆盖节点、Pod 和 Service 的地址；kubeadm 会警告（HTTPProxy）。',
		'把缺少的加入 cluster.yaml 的 proxy.noProxy。',
	),
	'forwarding-turned-off': finding(
		'有文件在启动时关闭 IP 转发',
		'下次启动后，Pod 无法访问节点之外。',
		'无需处理：kubewiz 会注释掉与其设置冲突的行。',
	),
	'installer-at-work': finding(
		'这里有安装正在进行',
		'kubewiz 在主机上持有锁。两个同时进行会互相破坏。',
		'等它结束，或联系正在执行的人。锁随该进程消失，无需删除任何东西。',
	),
	'foreign-marks': finding(
		'主机属于 kubewiz 建立的另一个集群',
		'在此安装会破坏那个集群的节点。',
		'移除此主机。若那个集群已不存在，先重置主机（kubeadm reset，再删除 /var/lib/kubewiz）。',
	),
	'live-cluster': finding(
		'这里有集群正在运行',
		'它不是 kubewiz 以此名称建立的。覆盖安装会破坏它。',
		'移除此主机，或先在那个集群中腾空并重置它。',
	),
	'leftovers-in-the-way': finding(
		'旧集群的文件挡住了安装',
		'kubeadm 发现它们会停止，旧的 etcd 或证书也不能混入新集群。',
		'若确定旧集群已不存在，执行 kubeadm reset，或把文件移走；它们可能是数据的唯一副本。',
	),
	'leftovers-harmless': finding('旧集群的文件', '不妨碍安装，但可能误导人或工具。', '确定后删除。'),
	'cni-leftovers': finding(
		'另一个 Pod 网络的配置',
		'运行时采用 /etc/cni/net.d 中的第一个文件，Pod 会得到错误的网络。',
		'把旧网络的文件和网卡移走。',
	),
	'other-distribution': finding(
		'有其他 Kubernetes 发行版的痕迹',
		'k3s、RKE2、k0s、MicroK8s 和 minikube 有自己的 kubelet、网络规则和端口。',
		'用它自己的工具卸载（k3s-uninstall.sh、rke2-uninstall.sh、k0s reset 等）。',
	),
	'unit-overrides-package': finding(
		'有手工编写的 Kubernetes 组件 systemd 单元',
		'/etc/systemd/system 中的单元优先于软件包：启动的会是旧组件。',
		'把它们移走并执行 systemctl daemon-reload。',
	),
	'already-ours': finding('kubewiz 曾为此集群在这台主机上工作过', '已完成的会被识别，不会重做。', '无需处理。'),
};
