import {told} from '../../told.ts';
import type {CheckWords} from './words.ts';

export const softwareWords = {
	'package-lock': {
		title: told('Another program is using the package manager', '另一个程序正在使用包管理器'),
		why: told(
			'Only one may install at a time. Automatic updates take a few minutes after boot.',
			'同一时间只能有一个安装。启动后的自动更新需要几分钟。',
		),
		remedy: told('Nothing: kubewiz waits for it and says for whom it waits.', '无需处理：kubewiz 会等待，并说明在等谁。'),
	},
	'packages-broken': {
		title: told('An earlier installation of packages was not finished', '之前的软件包安装没有完成'),
		why: told('apt refuses to install anything until dpkg has finished what it began.', 'dpkg 做完之前，apt 拒绝安装任何东西。'),
		remedy: told(
			'Nothing: kubewiz lets dpkg finish before it installs. You can do it now.',
			'无需处理：kubewiz 安装前会让 dpkg 完成。也可以现在就做。',
		),
		fix: told('Let dpkg finish', '让 dpkg 完成未完成的安装'),
	},
	'packages-held': {
		title: told('Packages are held at another version', '软件包被固定在其他版本'),
		why: told(
			"Somebody asked apt to keep them; kubewiz needs them at the cluster's version.",
			'有人要求 apt 保留它们；kubewiz 需要集群的版本。',
		),
		remedy: told(
			'Nothing: kubewiz installs the version of cluster.yaml and holds it again.',
			'无需处理：kubewiz 安装 cluster.yaml 的版本并再次固定。',
		),
	},
	'kubernetes-version-differs': {
		title: told('Other versions of kubeadm, kubelet or kubectl are installed', '已安装其他版本的 kubeadm、kubelet 或 kubectl'),
		why: told("All three must fit the cluster's version.", '三者都必须与集群版本相符。'),
		remedy: told('Nothing: kubewiz installs the version of cluster.yaml.', '无需处理：kubewiz 安装 cluster.yaml 的版本。'),
	},
	'shadowing-binaries': {
		title: told('Programs in /usr/local/bin hide those of the packages', '/usr/local/bin 中的程序遮住了软件包中的程序'),
		why: told(
			'A shell and some services would go on using the old program, of an unknown version.',
			'shell 和一些服务会继续使用版本不明的旧程序。',
		),
		remedy: told('Move them away.', '把它们移走。'),
		fix: told('Rename them to NAME.before-kubewiz', '把它们改名为 NAME.before-kubewiz'),
	},
	'runtime-conflict': {
		title: told('The wanted runtime excludes packages that are installed', '所选运行时与已安装的软件包互斥'),
		why: told(
			"containerd.io and the distribution's containerd exclude each other: apt would remove the other together with the Docker that relies on it, and its containers would stop.",
			'containerd.io 与发行版的 containerd 互斥：apt 会连同依赖它的 Docker 一起移除，其容器会停止。',
		),
		remedy: told(
			'Set runtime.package in cluster.yaml to the one that is installed, or remove the other yourself first.',
			'在 cluster.yaml 中把 runtime.package 设为已安装的那个，或先自行移除另一个。',
		),
	},
	'runtime-too-old': {
		title: told('The runtime is too old for this Kubernetes', '运行时对此版本的 Kubernetes 来说太旧'),
		why: told(
			'The kubelet may not talk to it ("unknown service runtime.v1.RuntimeService"), or misses the method that tells the cgroup driver.',
			'kubelet 可能无法与它通信（unknown service runtime.v1.RuntimeService）。',
		),
		remedy: told(
			'Set runtime.package: containerd.io in cluster.yaml, whose repository has current versions.',
			'在 cluster.yaml 中设置 runtime.package: containerd.io，其软件源有最新版本。',
		),
	},
	'runtime-too-new': {
		title: told('The runtime is too new for this Kubernetes', '容器运行时对此 Kubernetes 版本来说太新'),
		why: told(
			'Kubelets before 1.23 speak CRI v1alpha2 only, which containerd 2.0 has dropped: no node would ever become ready.',
			'1.23 之前的 kubelet 只支持 CRI v1alpha2，而 containerd 2.0 已将其移除：节点永远不会就绪。',
		),
		remedy: told(
			'Choose Kubernetes 1.23 or newer in cluster.yaml, or remove the package yourself: kubewiz then installs the newest containerd 1.x that the repository has.',
			'在 cluster.yaml 中选择 Kubernetes 1.23 或更新版本，或自行卸载该软件包：kubewiz 会安装软件源中最新的 containerd 1.x。',
		),
	},
	'runtime-config-own': {
		title: told('containerd has a configuration made by hand', 'containerd 有手工修改过的配置'),
		why: told(
			'kubewiz writes /etc/containerd/config.toml as a whole: these settings would no longer count. A copy is kept in /var/lib/kubewiz/backup/etc/containerd/config.toml.',
			'kubewiz 会整体写入 /etc/containerd/config.toml：这些设置将不再生效。副本保存在 /var/lib/kubewiz/backup/etc/containerd/config.toml。',
		),
		remedy: told(
			'Say what matters of it in cluster.yaml (mirrors, proxy), then let this pass by name; or move the file away.',
			'把其中重要的内容写入 cluster.yaml（镜像源、代理），然后按名称放行；或者移走该文件。',
		),
		fix: told('Move the file to /var/backups/kubewiz', '把该文件移到 /var/backups/kubewiz'),
	},
	'docker-present': {
		title: told('Docker is installed', '已安装 Docker'),
		why: told(
			"Docker's packages configure containerd without its CRI plugin, and both share containerd. kubewiz writes containerd's configuration anew and restarts it.",
			'Docker 的软件包不启用 containerd 的 CRI 插件，且两者共用 containerd。kubewiz 会重写其配置并重启它。',
		),
		remedy: told(
			'Nothing, but containers started by Docker share the host with the cluster and are not seen by its scheduler.',
			'无需处理，但 Docker 启动的容器与集群共用主机，调度器看不到它们。',
		),
	},
	'other-runtime': {
		title: told('Another container runtime runs', '另一个容器运行时正在运行'),
		why: told(
			"kubeadm finds several runtimes; kubewiz names containerd's socket everywhere, so the other stays unused.",
			'kubeadm 会发现多个运行时；kubewiz 处处指定 containerd 的套接字，另一个不会被使用。',
		),
		remedy: told('Remove it if nothing needs it.', '若没有东西需要它，可以移除。'),
	},
	'podman-conflict': {
		title: told('podman or runc conflict with containerd.io', 'podman 或 runc 与 containerd.io 冲突'),
		why: told(
			"On EL 8 and newer containerd.io brings its own runc and excludes the distribution's.",
			'在 EL 8 及更新系统上，containerd.io 自带 runc，与发行版的互斥。',
		),
		remedy: told(
			'Remove podman, buildah and runc, or allow the package manager to (--allowerasing).',
			'移除 podman、buildah 和 runc，或允许包管理器移除（--allowerasing）。',
		),
	},
	'kubelet-flags-removed': {
		title: told('The kubelet is given flags that this version no longer knows', 'kubelet 的启动参数在此版本中已不存在'),
		why: told('It ends at once with "unknown flag".', '它会立即以 unknown flag 退出。'),
		remedy: told('Take the flags out of the file.', '从文件中去掉这些参数。'),
		fix: told('Take these flags out, keeping a copy of the file', '删除这些参数，并保留原文件的副本'),
	},
	'tools-missing': {
		title: told('Tools that kubeadm or the pod network need are missing', '缺少 kubeadm 或 Pod 网络需要的工具'),
		why: told(
			'kubeadm stops without some of them (FileExisting-…), and port forwarding and traffic shaping need the others.',
			'缺少其中一些 kubeadm 会停止（FileExisting-…），端口转发和流量整形需要另一些。',
		),
		remedy: told('Nothing: kubewiz installs them.', '无需处理：kubewiz 会安装。'),
	},
	'base-tools-missing': {
		title: told('Basic tools are missing', '缺少基本工具'),
		why: told(
			'kubewiz cannot work on a host without them, not even to install packages.',
			'没有它们 kubewiz 无法在主机上工作，连软件包也装不了。',
		),
		remedy: told(
			"Install them with the system's own means. They must be on root's PATH.",
			'用系统自己的方式安装，并保证它们在 root 的 PATH 中。',
		),
	},
	'swap-on': {
		title: told('Swap is on', '交换分区已开启'),
		why: told('The kubelet does not start with swap on, unless it is told to.', '除非另有设置，交换分区开启时 kubelet 不启动。'),
		remedy: told(
			'Nothing: kubewiz turns it off for good. To keep it, set kubeadm.kubelet.failSwapOn: false (cgroup v2 only).',
			'无需处理：kubewiz 会永久关闭。若要保留，设置 kubeadm.kubelet.failSwapOn: false（仅 cgroup v2）。',
		),
	},
	'swap-kept': {
		title: told('Swap is kept on cgroup v1', '在 cgroup v1 上保留交换分区'),
		why: told(
			'kubeadm.kubelet.failSwapOn is false, but Kubernetes supports swap on cgroup v2 only.',
			'kubeadm.kubelet.failSwapOn 为 false，但 Kubernetes 只在 cgroup v2 上支持交换分区。',
		),
		remedy: told('Boot with cgroup v2, or let kubewiz turn swap off.', '以 cgroup v2 启动，或让 kubewiz 关闭交换分区。'),
	},
	'selinux-enforcing': {
		title: told('SELinux is enforcing', 'SELinux 处于 enforcing 模式'),
		why: told(
			'cluster.yaml says selinux: permissive, as Kubernetes asks: containers must reach files of the host as pod networks need.',
			'cluster.yaml 设置了 selinux: permissive，这也是 Kubernetes 的要求：容器必须能像 Pod 网络那样访问主机文件。',
		),
		remedy: told(
			'Nothing: kubewiz sets it to permissive, now and at boot.',
			'无需处理：kubewiz 会把它设为 permissive，立即生效并在启动时保持。',
		),
	},
	'selinux-undecided': {
		title: told(
			'SELinux is enforcing, and cluster.yaml does not say what to do',
			'SELinux 处于 enforcing 模式，而 cluster.yaml 没有说明如何处理',
		),
		why: told(
			'Kubernetes asks for permissive: containers must reach files of the host as pod networks need, and denials are hard to see. But it guards the whole host, so that is for you to decide.',
			'Kubernetes 要求 permissive：容器必须能像 Pod 网络那样访问主机文件，而被拒绝的访问很难发现。但 SELinux 保护整台主机，因此由您决定。',
		),
		remedy: told(
			'Set selinux: permissive in cluster.yaml, or selinux: leave where containers have the policies they need.',
			'在 cluster.yaml 中设置 selinux: permissive；如果容器已有所需策略，则设置 selinux: leave。',
		),
		fix: told('Set it to permissive on this host, now and at boot', '在此主机上设为 permissive，立即生效并在启动时保持'),
	},
	'selinux-left': {
		title: told('SELinux is enforcing and stays so', 'SELinux 处于 enforcing 模式并保持不变'),
		why: told(
			'cluster.yaml says selinux: leave. Pods that need files of the host are refused them unless a policy allows it.',
			'cluster.yaml 设置了 selinux: leave。除非策略允许，需要主机文件的 Pod 会被拒绝访问。',
		),
		remedy: told(
			'Install container-selinux and watch ausearch -m avc, or set selinux: permissive.',
			'安装 container-selinux 并关注 ausearch -m avc，或设置 selinux: permissive。',
		),
	},
	'firewall-on': {
		title: told('A firewall is on', '防火墙已开启'),
		why: told('It drops traffic between nodes and pods until the ports are open.', '端口打开之前，节点与 Pod 之间的流量会被丢弃。'),
		remedy: told('Nothing: kubewiz opens the ports that the nodes need of each other.', '无需处理：kubewiz 会打开节点之间需要的端口。'),
	},
	'firewall-left': {
		title: told('A firewall is on and stays as it is', '防火墙已开启且保持不变'),
		why: told(
			'cluster.yaml says firewall: leave. Until these ports are open, nodes cannot join and pods cannot reach each other.',
			'cluster.yaml 设置了 firewall: leave。端口打开之前节点无法加入，Pod 无法互通。',
		),
		remedy: told('Open the ports, or set firewall: open-ports.', '打开端口，或设置 firewall: open-ports。'),
	},
	'proxy-not-in-spec': {
		title: told('A proxy is set on the host and not in cluster.yaml', '主机设置了代理，而 cluster.yaml 没有'),
		why: told(
			"containerd does not read it, so images may not come; kubeadm does, and would send the API's own traffic through it.",
			'containerd 不读取它，镜像可能拉不下来；kubeadm 会读取，并让 API 自身的流量也走代理。',
		),
		remedy: told(
			'Set proxy in cluster.yaml, with noProxy for what must go direct, or take the proxy out of the environment.',
			'在 cluster.yaml 中设置 proxy 和 noProxy，或从环境中去掉代理。',
		),
	},
	'no-proxy-incomplete': {
		title: told('Cluster traffic would go through the proxy', '集群流量会经过代理'),
		why: told(
			'NO_PROXY does not cover the node, pod and service addresses; kubeadm warns of it (HTTPProxy, HTTPProxyCIDR).',
			'NO_PROXY 没有覆盖节点、Pod 和 Service 的地址；kubeadm 会警告（HTTPProxy）。',
		),
		remedy: told('Add what is missing to proxy.noProxy in cluster.yaml.', '把缺少的加入 cluster.yaml 的 proxy.noProxy。'),
	},
	'forwarding-turned-off': {
		title: told('A file turns IP forwarding off at boot', '有文件在启动时关闭 IP 转发'),
		why: told('After the next boot pods would reach nothing outside their node.', '下次启动后，Pod 无法访问节点之外。'),
		remedy: told('Nothing: kubewiz comments out the lines that would win over its own.', '无需处理：kubewiz 会注释掉与其设置冲突的行。'),
	},
} as const satisfies Record<string, CheckWords>;
