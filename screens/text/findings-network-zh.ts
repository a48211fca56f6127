import {type FindingWords, finding} from './finding-words.ts';

/** 关于网络、端口、镜像源以及主机是否可用的检查。 */
export const networkFindingsZh: Readonly<Record<string, FindingWords>> = {
	'node-ip-absent': finding(
		'节点 IP 不是主机的地址',
		'etcd 和 API 服务器监听它，kubelet 上报它。云的公网地址在外部转换，主机上并不存在。',
		'把节点地址设为其他节点能访问的主机地址。',
	),
	'no-default-route': finding(
		'没有默认路由',
		'也没有通往 Service 地址的路由，主机网络中的程序（Flannel、Calico）无法访问 API。',
		'添加默认路由。没有网关时，一条通往 Service 网段的路由即可：ip route add SERVICE-CIDR dev 网卡。',
	),
	'cidr-overlaps-route': finding(
		'Pod 或 Service 网段与主机的路由重叠',
		'发往该网络的流量会进入 Pod 或 Service，或者它们的流量会离开集群。',
		'在拓扑中选择其他网段；以后无法更改。',
	),
	'cidr-holds-nameserver': finding(
		'名称服务器位于 Pod 或 Service 网段内',
		'集群运行后主机无法再访问它，集群外的名称都无法解析。',
		'在拓扑中选择其他网段；以后无法更改。',
	),
	'mtu-differs': finding(
		'节点网卡的 MTU 不同',
		'Pod 之间的大包会消失而小包能通过：连接建立后卡住。',
		'让所有节点网卡的 MTU 相同，或在 Pod 网络配置中设为最小值。',
	),
	'network-manager-cloud': finding('nm-cloud-setup 已开启', '它添加的路由规则会夺走 Pod 网络的流量。', '关闭它并重启。'),
	'port-in-use': finding(
		'Kubernetes 需要的端口已被占用',
		'组件无法监听该端口，kubeadm 会停止（Port-…）。',
		'停止该程序或换到其他端口。控制平面上的负载均衡器不能使用 API 服务器的端口。',
	),
	'kube-proxy-port-in-use': finding(
		'kube-proxy 的健康检查端口已被占用',
		'kube-proxy 没有它也能工作，但检查 10256 的负载均衡器会认为节点已死。',
		'停止该程序或移走。',
	),
	'node-port-in-use': finding(
		'有程序监听 NodePort 范围内的端口',
		'得到同一端口的 Service 会遮住该程序。',
		'移出 30000-32767，或为 API 服务器设置其他 service-node-port-range。',
	),
	'dns-loop': finding(
		'主机的名称服务器是它自己',
		'Pod 会得到这份 resolv.conf，其中 127.x 指向 CoreDNS 自身：它检测到循环并崩溃。',
		'把真实的名称服务器写入文件并设置 kubeadm.kubelet.resolvConf，或使用 systemd-resolved。',
	),
	'dns-missing': finding(
		'没有设置名称服务器',
		'CoreDNS 把不认识的名称转发给主机的名称服务器，一个都没有时不启动。',
		'在 /etc/resolv.conf 中设置名称服务器，哪怕它只回答您自己的域。',
	),
	'endpoint-in-hosts-file': finding(
		'/etc/hosts 中控制平面端点的地址不同',
		'此主机会与错误的机器通信，或无法通信。',
		'改正 /etc/hosts 中的那一行。',
	),
	'name-is-loopback': finding(
		'/etc/hosts 中节点名指向 127.x',
		'kubelet 和 etcd 可能把回环地址当作节点地址。',
		'无需处理：kubewiz 会写入节点 IP。',
	),
	'ports-blocked': finding(
		'节点之间无法访问 Kubernetes 需要的端口',
		'加入、etcd、日志和 exec 都需要它们。没有监听的端口会回答“拒绝”，那没有问题；这些没有应答，或由防火墙应答。',
		'在主机之间的安全组或防火墙中打开它们。',
	),
	'ports-behind-firewall': finding(
		'主机自己的防火墙挡住了 Kubernetes 需要的端口',
		'加入、etcd、日志和 exec 都需要它们。',
		'无需处理：kubewiz 会在需要之前在 firewalld 或 ufw 中打开。',
	),
	'endpoint-unresolved': finding(
		'控制平面端点无法解析',
		'从 kubeadm init 起，每个节点和客户端都用这个名称访问 API。',
		'建立 DNS 记录，或改用地址，或使用 hosts-file 方式。',
	),
	'endpoint-unreachable': finding(
		'控制平面端点没有应答',
		'kubeadm init 会等待此地址上的 API。没有后端的负载均衡器也会拒绝或关闭连接；这个没有应答。',
		'启动负载均衡器，或为节点打开其端口。',
	),
	'packages-unreachable': finding(
		'节点无法访问软件包镜像源',
		'无法安装 kubeadm、kubelet 和 kubectl。',
		'选择其他镜像源，设置代理，或打通网络。',
	),
	'packages-lack-version': finding(
		'软件包镜像源没有此 Kubernetes 版本',
		'apt 会报告找不到该版本的 kubeadm。',
		'选择它有的版本，或其他镜像源。',
	),
	'runtime-packages-unreachable': finding(
		'节点无法访问 containerd.io 的软件源',
		'无法安装容器运行时。',
		'为 docker-ce 选择其他镜像源，或设置 runtime.package: containerd 使用发行版的。',
	),
	'images-unreachable': finding(
		'节点无法访问镜像仓库',
		'除非镜像都已在主机上，kubeadm 会停在 ImagePull。',
		'选择其他镜像仓库，设置代理，或打通网络。',
	),
	'images-lack-version': finding(
		'镜像仓库没有此 Kubernetes 版本',
		'kubeadm 会停在 ImagePull。镜像源会滞后数小时到数周，并删除旧版本。',
		'选择它有的版本，或其他仓库。',
	),
	'images-refused': finding('镜像仓库拒绝访问', '它要求登录或限制拉取频率；kubeadm 会停在 ImagePull。', '选择其他仓库，或等待限制结束。'),
	'registry-mirror-unreachable': finding(
		'节点无法访问镜像加速地址',
		'containerd 会先尝试它再回到原仓库，耗时很长或失败。',
		'在 mirrors.registries 中改正或移除。',
	),
	'source-untested': finding(
		'无法测试镜像源',
		'主机上还没有 curl 或 wget，第一次下载时才会知道。',
		'若想现在知道，请在主机上安装 curl 再检查。',
	),
	'time-server-silent': finding(
		'时间服务器没有应答',
		'服务器在 UDP 123 端口不应答，就无法保持时钟准确。',
		'在 timeServers 中换用其他服务器，或打通网络。',
	),
	'connections-untested': finding('无法测试节点之间的端口', '主机没有 bash，测试需要它的 /dev/tcp。', '安装 bash，或手工测试。'),
	'host-unusable': finding(
		'主机不可用',
		'没有它，它在集群中的部分无法建立。工作节点可以放行：先搁置，之后的 resume 会加入。',
		'查看现象；改正登录设置或修复主机。',
	),
	'probes-unfinished': finding(
		'主机没有做完对其他主机和镜像源的测试',
		'不知道它能否访问端口、镜像源和时间服务器。主机本身已读取。',
		'若想知道，请重新检查。',
	),
	'facts-unreadable': finding('主机没有说明自己的状况', '没有这些信息，无法为它制定计划。', '查看现象，并重新检查。'),
};
