import {told} from '../../told.ts';
import type {CheckWords} from './words.ts';

export const probeWords = {
	'ports-blocked': {
		title: told('Nodes do not reach each other on ports that Kubernetes needs', '节点之间无法访问 Kubernetes 需要的端口'),
		why: told(
			'Joining, etcd, logs and exec need them. A port that nothing listens on answers "refused", which is fine; these gave no answer, or a firewall\'s.',
			'加入、etcd、日志和 exec 都需要它们。没有监听的端口会回答“拒绝”，那没有问题；这些没有应答，或由防火墙应答。',
		),
		remedy: told('Open them in the security group or firewall between the hosts.', '在主机之间的安全组或防火墙中打开它们。'),
	},
	'ports-behind-firewall': {
		title: told("The hosts' own firewalls block ports that Kubernetes needs", '主机自己的防火墙挡住了 Kubernetes 需要的端口'),
		why: told('Joining, etcd, logs and exec need them.', '加入、etcd、日志和 exec 都需要它们。'),
		remedy: told(
			'Nothing: kubewiz opens them in firewalld or ufw before they are needed.',
			'无需处理：kubewiz 会在需要之前在 firewalld 或 ufw 中打开。',
		),
	},
	'endpoint-unresolved': {
		title: told('The control plane endpoint does not resolve', '控制平面端点无法解析'),
		why: told(
			'Every node and client reaches the API by this name, from kubeadm init on.',
			'从 kubeadm init 起，每个节点和客户端都用这个名称访问 API。',
		),
		remedy: told(
			'Make the DNS record, or use an address or kind hosts-file in cluster.yaml (controlPlaneEndpoint).',
			'建立 DNS 记录，或改用地址，或使用 hosts-file 方式。',
		),
	},
	'endpoint-unreachable': {
		title: told('The control plane endpoint does not answer', '控制平面端点没有应答'),
		why: told(
			'kubeadm init waits for the API at this address. A load balancer without live servers still refuses or closes connections; this one gave no answer.',
			'kubeadm init 会等待此地址上的 API。没有后端的负载均衡器也会拒绝或关闭连接；这个没有应答。',
		),
		remedy: told('Start the load balancer, or open its port for the nodes.', '启动负载均衡器，或为节点打开其端口。'),
	},
	'packages-unreachable': {
		title: told('The package mirror cannot be reached from nodes', '节点无法访问软件包镜像源'),
		why: told('kubeadm, kubelet and kubectl could not be installed.', '无法安装 kubeadm、kubelet 和 kubectl。'),
		remedy: told('Choose another mirror, set a proxy, or open the way.', '选择其他镜像源，设置代理，或打通网络。'),
	},
	'packages-lack-version': {
		title: told('The package mirror does not hold this Kubernetes version', '软件包镜像源没有此 Kubernetes 版本'),
		why: told('apt would end with "Version … for kubeadm was not found".', 'apt 会报告找不到该版本的 kubeadm。'),
		remedy: told('Choose a version that it holds, or another mirror.', '选择它有的版本，或其他镜像源。'),
	},
	'runtime-packages-unreachable': {
		title: told('The repository of containerd.io cannot be reached from nodes', '节点无法访问 containerd.io 的软件源'),
		why: told('The container runtime could not be installed.', '无法安装容器运行时。'),
		remedy: told(
			"Choose another mirror for docker-ce, or set runtime.package: containerd to use the distribution's.",
			'为 docker-ce 选择其他镜像源，或设置 runtime.package: containerd 使用发行版的。',
		),
	},
	'images-unreachable': {
		title: told('The image registry cannot be reached from nodes', '节点无法访问镜像仓库'),
		why: told(
			'kubeadm would stop at ImagePull, unless all images are on the hosts already.',
			'除非镜像都已在主机上，kubeadm 会停在 ImagePull。',
		),
		remedy: told(
			'Choose another image repository (mirrors.images), set a proxy, or open the way.',
			'选择其他镜像仓库，设置代理，或打通网络。',
		),
	},
	'images-lack-version': {
		title: told('The image registry does not hold this Kubernetes version', '镜像仓库没有此 Kubernetes 版本'),
		why: told(
			'kubeadm would stop at ImagePull. Mirrors lag behind by hours to weeks, and drop old versions.',
			'kubeadm 会停在 ImagePull。镜像源会滞后数小时到数周，并删除旧版本。',
		),
		remedy: told('Choose a version that it holds, or another registry.', '选择它有的版本，或其他仓库。'),
	},
	'images-refused': {
		title: told('The image registry refuses access', '镜像仓库拒绝访问'),
		why: told(
			'It wants a login or limits the rate of pulls; kubeadm would stop at ImagePull.',
			'它要求登录或限制拉取频率；kubeadm 会停在 ImagePull。',
		),
		remedy: told('Choose another registry, or wait until the limit is over.', '选择其他仓库，或等待限制结束。'),
	},
	'registry-mirror-unreachable': {
		title: told('A registry mirror cannot be reached from nodes', '节点无法访问镜像加速地址'),
		why: told(
			'containerd tries it first and then falls back to the original registry, which takes long or fails.',
			'containerd 会先尝试它再回到原仓库，耗时很长或失败。',
		),
		remedy: told('Correct or remove it in mirrors.registries.', '在 mirrors.registries 中改正或移除。'),
	},
	'source-untested': {
		title: told('Mirrors could not be tested from here', '无法测试镜像源'),
		why: told(
			'The host has neither curl nor wget yet, so the first download will tell.',
			'主机上还没有 curl 或 wget，第一次下载时才会知道。',
		),
		remedy: told(
			'Install curl on the host and run preflight again, if you want to know now.',
			'若想现在知道，请在主机上安装 curl 再检查。',
		),
	},
	'time-server-silent': {
		title: told('Time servers do not answer', '时间服务器没有应答'),
		why: told(
			'The clock cannot be kept by servers that do not answer on UDP port 123.',
			'服务器在 UDP 123 端口不应答，就无法保持时钟准确。',
		),
		remedy: told('Name other servers in timeServers, or open the way.', '在 timeServers 中换用其他服务器，或打通网络。'),
	},
	'connections-untested': {
		title: told('Ports between nodes could not be tested from here', '无法测试节点之间的端口'),
		why: told('The host has no bash, whose /dev/tcp the test uses.', '主机没有 bash，测试需要它的 /dev/tcp。'),
		remedy: told('Install bash, or test by hand.', '安装 bash，或手工测试。'),
	},
	'host-unusable': {
		title: told('The host cannot be used', '主机不可用'),
		why: told(
			'Without it its part of the cluster cannot be made. A worker can be waived: it is set aside, and joins by a later resume.',
			'没有它，它在集群中的部分无法建立。工作节点可以放行：先搁置，之后的 resume 会加入。',
		),
		remedy: told('See the evidence; correct the login in cluster.yaml or mend the host.', '查看现象；改正登录设置或修复主机。'),
	},
	'probes-unfinished': {
		title: told('The host did not finish trying the others and the mirrors', '主机没有做完对其他主机和镜像源的测试'),
		why: told(
			'Whether ports, mirrors and time servers can be reached from it is not known. The host itself was read.',
			'不知道它能否访问端口、镜像源和时间服务器。主机本身已读取。',
		),
		remedy: told('Run preflight again, if you want to know.', '若想知道，请重新检查。'),
	},
	'facts-unreadable': {
		title: told('The host did not say what it is', '主机没有说明自己的状况'),
		why: told('Without its facts nothing can be planned for it.', '没有这些信息，无法为它制定计划。'),
		remedy: told('See the evidence, and run preflight again.', '查看现象，并重新检查。'),
	},
} as const satisfies Record<string, CheckWords>;
