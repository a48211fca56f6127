import {told} from '../../told.ts';
import type {CheckWords} from './words.ts';

export const remainsWords = {
	'installer-at-work': {
		title: told('An installation is at work here', '这里有安装正在进行'),
		why: told(
			'kubewiz holds its lock on the host. Two at once would break what the other one makes.',
			'kubewiz 在主机上持有锁。两个同时进行会互相破坏。',
		),
		remedy: told(
			'Wait for its end, or speak with whoever runs it. The lock goes with that process; there is nothing to remove.',
			'等它结束，或联系正在执行的人。锁随该进程消失，无需删除任何东西。',
		),
	},
	'foreign-marks': {
		title: told('The host belongs to another cluster that kubewiz made', '主机属于 kubewiz 建立的另一个集群'),
		why: told("Installing here would destroy that cluster's node.", '在此安装会破坏那个集群的节点。'),
		remedy: told(
			'Take the host out of cluster.yaml. If that cluster is gone, reset the host first (kubeadm reset, then remove /var/lib/kubewiz).',
			'移除此主机。若那个集群已不存在，先重置主机（kubeadm reset，再删除 /var/lib/kubewiz）。',
		),
	},
	'live-cluster': {
		title: told('A cluster is running here', '这里有集群正在运行'),
		why: told(
			'It is not one that kubewiz made under this name. Installing over it would destroy it.',
			'它不是 kubewiz 以此名称建立的。覆盖安装会破坏它。',
		),
		remedy: told('Take the host out of cluster.yaml, or drain it there and reset it first.', '移除此主机，或先在那个集群中腾空并重置它。'),
	},
	'leftovers-in-the-way': {
		title: told('Files of an older cluster are in the way', '旧集群的文件挡住了安装'),
		why: told(
			'kubeadm stops when it finds them (FileAvailable-…, DirAvailable-…), and an old etcd or certificate must not get into a new cluster.',
			'kubeadm 发现它们会停止，旧的 etcd 或证书也不能混入新集群。',
		),
		remedy: told(
			'Run kubeadm reset if you know the cluster to be gone, or move the files aside; they may hold the only copy of its data.',
			'若确定旧集群已不存在，执行 kubeadm reset，或把文件移走；它们可能是数据的唯一副本。',
		),
		fix: told('Move them to /var/backups/kubewiz (nothing is deleted)', '把它们移到 /var/backups/kubewiz（不删除任何东西）'),
	},
	'leftovers-harmless': {
		title: told('Files of an older cluster', '旧集群的文件'),
		why: told('They are not in the way, but may confuse a reader or a tool.', '不妨碍安装，但可能误导人或工具。'),
		remedy: told('Delete them when you are sure.', '确定后删除。'),
	},
	'cni-leftovers': {
		title: told('Configuration of another pod network', '另一个 Pod 网络的配置'),
		why: told(
			'The runtime takes the first file in /etc/cni/net.d, so that pods would get the wrong network.',
			'运行时采用 /etc/cni/net.d 中的第一个文件，Pod 会得到错误的网络。',
		),
		remedy: told('Move the files and interfaces of the old network away.', '把旧网络的文件和网卡移走。'),
		fix: told(
			'Move the files to /var/backups/kubewiz and delete the old interfaces',
			'把这些文件移到 /var/backups/kubewiz，并删除旧网络的接口',
		),
	},
	'other-distribution': {
		title: told('Traces of another Kubernetes distribution', '有其他 Kubernetes 发行版的痕迹'),
		why: told(
			'k3s, RKE2, k0s, MicroK8s and minikube bring their own kubelet, network rules and ports.',
			'k3s、RKE2、k0s、MicroK8s 和 minikube 有自己的 kubelet、网络规则和端口。',
		),
		remedy: told(
			'Uninstall it with its own tool (k3s-uninstall.sh, rke2-uninstall.sh, k0s reset, snap remove microk8s, minikube delete).',
			'用它自己的工具卸载（k3s-uninstall.sh、rke2-uninstall.sh、k0s reset 等）。',
		),
	},
	'unit-overrides-package': {
		title: told('Hand-made systemd units of Kubernetes components', '有手工编写的 Kubernetes 组件 systemd 单元'),
		why: told(
			'Units in /etc/systemd/system win over those of the packages: the old component would be started instead of the new one.',
			'/etc/systemd/system 中的单元优先于软件包：启动的会是旧组件。',
		),
		remedy: told('Move them away and run systemctl daemon-reload.', '把它们移走并执行 systemctl daemon-reload。'),
		fix: told('Move the units to /var/backups/kubewiz', '把这些单元移到 /var/backups/kubewiz'),
	},
	'already-ours': {
		title: told('kubewiz has worked on this host for this cluster', 'kubewiz 曾为此集群在这台主机上工作过'),
		why: told('What is done is recognised and not done again.', '已完成的会被识别，不会重做。'),
		remedy: told('Nothing.', '无需处理。'),
	},
} as const satisfies Record<string, CheckWords>;
