import {type Said, told} from '../src/told.ts';

/**
 * Why a check says that something is to be done, in both languages. The scripts
 * say it in English, for they are read and run by hand too; what is not known
 * here, such as the words of another program, stays as it came.
 */
export function reasonWords(reason: Said): Said {
	if (typeof reason !== 'string') return reason;
	const known = reasons.find(([english]) => english.test(reason));
	return known ? told(reason, reason.replace(known[0], known[1])) : reason;
}

/** Each a whole line of `todo`, `partial` or `foreign`; the longer of two that begin alike comes first. */
const reasons: readonly (readonly [english: RegExp, chinese: string])[] = [
	// Packages.
	[/^package (\S+) is not installed$/, '软件包 $1 未安装'],
	[/^(\S+) is not installed$/, '$1 未安装'],
	[/^(\S+) is (\S+), not (\S+)$/, '$1 为 $2，而不是 $3'],
	[/^(\S+) is (\S+), less than (\S+)$/, '$1 为 $2，小于 $3'],
	[
		/^this node runs (\S+) (\S+) in a cluster; another version is an upgrade, which is not done here$/,
		'此节点在集群中运行 $1 $2；换版本属于升级，此处不做',
	],
	[
		/^package (\S+) is installed, and it excludes (\S+): name it in the spec \(runtime\.package\), or remove it first$/,
		'已安装软件包 $1，它与 $2 互斥：请在规约中写明（runtime.package），或先将其卸载',
	],
	[
		/^package (\S+) is (\S+), and Kubernetes (\S+) can talk to containerd 1\.x only: remove it first$/,
		'软件包 $1 为 $2，而 Kubernetes $3 只支持 containerd 1.x：请先将其卸载',
	],
	[/^(\S+) was installed without a package: remove it first$/, '$1 不是通过软件包安装的：请先将其移除'],
	[/^(\S+) does not name the chosen mirror$/, '$1 中不是所选的镜像站'],
	[/^the key in (\S+) is missing, expired or not the pinned one$/, '$1 中的密钥缺失、已过期或不是指定的那一个'],
	[/^not held back from upgrades: (.+)$/, '未阻止升级：$1'],
	[/^the kubelet would not start at boot$/, '系统启动时不会启动 kubelet'],
	[/^missing: (.+)$/, '缺少：$1'],
	// Settings of the system.
	[/^swap is on: (.+)$/, 'swap 已启用：$1'],
	[/^\/etc\/fstab turns swap on at the next boot$/, '/etc/fstab 会在下次启动时启用 swap'],
	[/^(\S+) makes swap at the next boot$/, '$1 会在下次启动时创建 swap'],
	[/^the settings are not kept for the next boot$/, '这些设置在下次启动后不会保留'],
	[/^the limits are not kept for the next boot$/, '这些上限在下次启动后不会保留'],
	[/^(\S+), line (\d+), has the last word at the next boot: (.*)$/, '下次启动时以 $1 第 $2 行为准：$3'],
	[/^the host is called (\S+)$/, '主机名为 $1'],
	[/^\/etc\/hostname has another name: it would come back at the next boot$/, '/etc/hostname 中是另一个名称：下次启动时会恢复为它'],
	[/^cloud-init would set the name anew at the next boot$/, 'cloud-init 会在下次启动时重新设置主机名'],
	[/^cloud-init would write \/etc\/hosts anew at the next boot$/, 'cloud-init 会在下次启动时重写 /etc/hosts'],
	[
		/^\/etc\/hosts lacks the names of the cluster, or gives the host a loopback address$/,
		'/etc/hosts 中缺少集群的名称，或给本机的是环回地址',
	],
	[/^firewalld does not let through: (.+)$/, 'firewalld 不放行：$1'],
	[/^after the next boot firewalld would not let through: (.+)$/, '下次启动后 firewalld 不会放行：$1'],
	[/^ufw does not let (.+) through$/, 'ufw 不放行 $1'],
	[/^ufw drops traffic that is forwarded, so all traffic of pods$/, 'ufw 丢弃被转发的流量，也就是 Pod 的全部流量'],
	[/^(\S+) is on, and the spec says to turn it off$/, '$1 已启用，而规约要求将其关闭'],
	[/^modules are not loaded at boot$/, '系统启动时不会加载内核模块'],
	[/^module (\S+) is not loaded$/, '内核模块 $1 未加载'],
	[/^SELinux is enforcing$/, 'SELinux 处于 enforcing 模式'],
	[/^SELinux will be enforcing after the next boot$/, '下次启动后 SELinux 会处于 enforcing 模式'],
	[/^nothing keeps the clock right$/, '没有服务保持时钟准确'],
	[/^chrony does not ask the servers of the spec$/, 'chrony 没有使用规约中的服务器'],
	[/^(\S+) is not as it should be$/, '$1 的内容不对'],
	[/^(\S+) is there for what is no longer in the spec$/, '$1 所对应的设置已不在规约中'],
	[/^no longer in the spec: (.+)$/, '已不在规约中：$1'],
	// Runtime and images.
	[/^(\S+) does not run$/, '$1 没有运行'],
	[/^containerd was started before its configuration was written$/, 'containerd 在写入其配置之前就已启动'],
	[/^the pause image is not known yet$/, '尚不知道 pause 镜像'],
	[/^(\S+) is not the one for this containerd$/, '$1 不是适用于此 containerd 的版本'],
	[/^kubeadm was not asked yet$/, '尚未询问 kubeadm'],
	[/^the list is of another version or registry$/, '列表属于另一个版本或镜像仓库'],
	[/^the list has no pause image$/, '列表中没有 pause 镜像'],
	[/^not here yet: (.+)$/, '尚不在此主机上：$1'],
	// Nodes and control plane.
	[/^(?:the control plane is not there yet|there is no control plane(?: here)? yet)$/, '还没有控制平面'],
	[/^not a node yet$/, '还不是节点'],
	[/^not a node of the cluster yet$/, '还不是集群的节点'],
	[/^node (\S+) is not ready$/, '节点 $1 未就绪'],
	[/^node (\S+) is not ready: (.*)$/, '节点 $1 未就绪：$2'],
	[/^(\S+ \S+) is not that of this manifest$/, '$1 与此清单不符'],
	[/^(\S+) is not there$/, '$1 不存在'],
	[/^(\S+) can be read by others$/, '$1 可被他人读取'],
	[/^(\S+) lacks the cluster, or has an older certificate for it$/, '$1 中没有此集群，或其证书较旧'],
	[/^the identity of the cluster is not noted$/, '没有记下集群的标识'],
	[/^to be deleted from kube-system: (.+)$/, '需从 kube-system 中删除：$1'],
	[/^kubeadm (\S+) was begun here and did not come to its end\. It left: (.+)$/, 'kubeadm $1 曾在此开始但没有执行完，留下了：$2'],
	[/^kubeadm init did not come to its end here\. There is no (.+)$/, 'kubeadm init 在此没有执行完，缺少 $1'],
	[
		/^the API answers, but what the last phases of kubeadm init make is not all there: (.*)$/,
		'API 有应答，但 kubeadm init 最后几个阶段的产物不齐全：$1',
	],
	[/^this host holds parts of a cluster that is not this one: (.+)$/, '此主机上有另一个集群的部分内容：$1'],
	[/^this host is a node of the cluster at (\S+), not (\S+)$/, '此主机是 $1 处集群的节点，而不是 $2 的'],
	[/^this host is a control plane of the cluster at (\S+), not (\S+)$/, '此主机是 $1 处集群的控制平面，而不是 $2 的'],
	[/^the cluster that answers is (\S+), and this host belonged to (\S+)$/, '应答的集群是 $1，而此主机原属于 $2'],
	[/^this host was joined, but the cluster has no node (\S+)$/, '此主机已加入，但集群中没有节点 $1'],
	[/^node (\S+) of the cluster is the machine (\S+), this one is (\S+)$/, '集群的节点 $1 是机器 $2，而此机器是 $3'],
	[/^the host is a node, but kubeadm did not get to its control plane: no (\S+)$/, '此主机是节点，但 kubeadm 没有进行到控制平面：缺少 $1'],
	[/^the host is a node, but kubeadm did not get to its etcd: no (\S+)$/, '此主机是节点，但 kubeadm 没有进行到 etcd：缺少 $1'],
	[/^etcd has no full member of this host, but: (.+)$/, 'etcd 中没有此主机的正式成员，只有：$1'],
	// Proof.
	[/^the network of these nodes is not proven: (.+)$/, '以下节点的网络尚未验证：$1'],
	[/^not proven from here: (.+)$/, '尚未从此处验证：$1'],
	[/^a proof is under way$/, '验证正在进行'],
	[/^the namespace (\S+) is still there$/, '命名空间 $1 仍然存在'],
	[/^the API does not answer$/, 'API 没有应答'],
	[/^nobody listens there: the host was set aside, or failed before$/, '那里无人监听：主机已被搁置，或此前已失败'],
	[/^it stopped answering the cluster meanwhile$/, '其间它不再应答集群'],
	// As simulated hosts say it, in short.
	[/^not done yet$/, '尚未执行'],
	[/^its settings have changed$/, '其设置已更改'],
	[/^kubeadm has not run here$/, 'kubeadm 尚未在此执行'],
	[/^kubeadm began here and did not come to its end$/, 'kubeadm 曾在此开始但没有执行完'],
	[/^no pod of the proof runs on this node$/, '此节点上没有运行验证用的 Pod'],
	[/^the proof did not come to its end$/, '验证没有执行完'],
];
