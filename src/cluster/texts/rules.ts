import {inEnglish, inWords, type Said, type Told, told} from '../../told.ts';
import {shown} from './formats.ts';
import type {Text} from './text.ts';

/** Words for rules about hosts and topology. */
export const topologyTexts = {
	duplicate: (what: Told, value: string, other: string): Text => ({
		message: told(`${what.en} ${shown(value)} is also that of ${other}`, `${what.zh} ${shown(value)} 与 ${other} 的相同`),
		remedy: told(`give each host ${article(what.en)} of its own`, `请给每台主机各自的${what.zh}`),
	}),
	badDefaultName: (name: string): Text => ({
		message: told(`no node name can be made of this address (${shown(name)})`, `无法由此地址得出节点名称（${shown(name)}）`),
		remedy: told('give the host a name', '请给主机指定 name'),
	}),
	noNodeIp: (address: string): Text => ({
		message: told(
			`${shown(address)} is not an IPv4 address, so the address of the node is unknown`,
			`${shown(address)} 不是 IPv4 地址，因此不知道节点的地址`,
		),
		remedy: told('add nodeIP: the IPv4 address the other nodes reach this host by', '请添加 nodeIP：其他节点访问此主机的 IPv4 地址'),
	}),
	noControlPlane: (): Text => ({
		message: told('no host has the role control-plane', '没有主机的角色是 control-plane'),
		remedy: told('give one host, or three, roles: [control-plane]', '请给一台或三台主机设置 roles: [control-plane]'),
	}),
	evenMembers: (count: number): Text => ({
		message: told(
			`${count} control planes make ${count} etcd members: an even number survives no more failures than one fewer, and stands still when it splits in half`,
			`${count} 个控制平面即 ${count} 个 etcd 成员：偶数个成员能承受的故障并不比少一个时多，而且对半分裂时会停止工作`,
		),
		remedy: told(`use ${count - 1} or ${count + 1} control planes`, `请使用 ${count - 1} 或 ${count + 1} 个控制平面`),
	}),
	noEndpoint: (count: number): Text => ({
		message: told(`${count} control planes need one address that leads to all of them`, `${count} 个控制平面需要一个能到达所有成员的地址`),
		remedy: told(
			'add controlPlaneEndpoint: host:port of the load balancer in front of them',
			'请添加 controlPlaneEndpoint：它们前面负载均衡器的 host:port',
		),
	}),
	endpointIsNode: (host: string, node: string): Text => ({
		message: told(
			`${shown(host)} is the API server of ${node} alone: when that host fails, no node finds the others`,
			`${shown(host)} 只是 ${node} 的 API 服务器：该主机故障时，节点将找不到其他控制平面`,
		),
		remedy: told('give the address of a load balancer in front of all control planes', '请给出所有控制平面前面负载均衡器的地址'),
	}),
	endpointPort: (): Text => ({
		message: told('the port of the endpoint is out of range', '入口的端口超出范围'),
		remedy: told('give a port from 1 to 65535', '请给出 1 到 65535 之间的端口'),
	}),
	hostPort: (): Text => ({
		message: told('the SSH port is out of range', 'SSH 端口超出范围'),
		remedy: told('give a port from 1 to 65535', '请给出 1 到 65535 之间的端口'),
	}),
};

const networks = {pods: told('pods', ' Pod '), services: told('services', ' Service ')} as const;

export type NetworkName = keyof typeof networks;

/** Words for rules about networks. */
export const networkTexts = {
	overlap: (a: string, aName: NetworkName, b: string, bName: NetworkName): Text => ({
		message: told(
			`the network of the ${networks[aName].en} (${a}) overlaps with that of the ${networks[bName].en} (${b})`,
			`${networks[aName].zh}网络（${a}）与${networks[bName].zh}网络（${b}）重叠`,
		),
		remedy: told('choose two networks that have no address in common', '请选择两个没有共同地址的网络'),
	}),
	nodeInside: (address: string, host: Said, network: string, name: NetworkName, key: string): Text => ({
		message: told(
			`${inEnglish(host)} (${address}) lies inside the network of the ${networks[name].en} (${network})`,
			`${inWords(host, 'zh')}（${address}）位于${networks[name].zh}网络（${network}）之内`,
		),
		remedy: told(
			`give ${key} a network that no node, load balancer or route of yours uses`,
			`请为 ${key} 选择节点、负载均衡器和路由都不使用的网络`,
		),
	}),
	podsTooSmall: (network: string, has: number, hosts: number, mask: number, right: string | undefined): Text => ({
		message: told(
			`${network} holds ${has} node networks of /${mask}, but there are ${hosts} hosts`,
			`${network} 只能容纳 ${has} 个 /${mask} 的节点网络，而主机有 ${hosts} 台`,
		),
		remedy: right
			? told(`take at least a ${right}, and more to grow`, `至少使用 ${right}，并为扩容留出余地`)
			: told(
					`set node-cidr-mask-size in kubeadm.extraArgs.controllerManager, or take a larger network`,
					`请在 kubeadm.extraArgs.controllerManager 中设置 node-cidr-mask-size，或使用更大的网络`,
				),
	}),
	podsTooLarge: (network: string, mask: number): Text => ({
		message: told(
			`${network} is too large: the controller manager handles at most 65536 node networks of /${mask}`,
			`${network} 过大：控制器管理器最多管理 65536 个 /${mask} 的节点网络`,
		),
		remedy: told(`take a /${mask - 16} or smaller`, `请使用 /${mask - 16} 或更小的网络`),
	}),
	servicesTooLarge: (network: string): Text => ({
		message: told(
			`${network} is too large: the API server takes a service network of at most 2^20 addresses`,
			`${network} 过大：API 服务器的 Service 网络最多 2^20 个地址`,
		),
		remedy: told('take a /12 or smaller', '请使用 /12 或更小的网络'),
	}),
	servicesTooSmall: (network: string): Text => ({
		message: told(
			`${network} is too small: kubeadm wants at least 10 service addresses`,
			`${network} 过小：kubeadm 至少需要 10 个 Service 地址`,
		),
		remedy: told('take a /28 or larger, /16 to /20 being usual', '请使用 /28 或更大的网络，通常为 /16 到 /20'),
	}),
	manifestSource: (): Text => ({
		message: told('give the manifest as file or as url', '清单请用 file 或 url 给出'),
		remedy: told('one of the two, not both', '两者取其一'),
	}),
	noSource: (): Text => ({message: told('the manifest is missing', '缺少清单'), remedy: told('add file: or url:', '请添加 file: 或 url:')}),
	cniBreaks: (version: string, removed: string, since: string, kubernetes: string, good: string): Text => ({
		message: told(
			`${version} uses ${removed}, which ended with Kubernetes ${since}; this cluster has ${kubernetes}`,
			`${version} 使用了 ${removed}，它在 Kubernetes ${since} 中已移除；此集群的版本是 ${kubernetes}`,
		),
		remedy: told(`take ${good}`, `请使用 ${good}`),
	}),
	cniUntested: (version: string, tested: readonly [string, string], kubernetes: string, better: string): Text => ({
		message: told(
			`${version} is tested with Kubernetes ${tested[0]} to ${tested[1]}, not with ${kubernetes}`,
			`${version} 在 Kubernetes ${tested[0]} 到 ${tested[1]} 上测试过，未在 ${kubernetes} 上测试`,
		),
		remedy: told(`${better} is`, `${better} 测试过`),
	}),
};

/** Words for rules about versions. */
export const versionTexts = {
	tooOld: (version: string, oldest: string): Text => ({
		message: told(`Kubernetes ${version} is older than kubewiz supports`, `Kubernetes ${version} 比 kubewiz 支持的版本旧`),
		remedy: told(`take ${oldest} or newer`, `请使用 ${oldest} 或更新版本`),
	}),
	tooNew: (version: string, newest: string): Text => ({
		message: told(`Kubernetes ${version} is newer than this kubewiz knows`, `Kubernetes ${version} 比此 kubewiz 所知的版本新`),
		remedy: told(`take ${newest} or older, or a newer kubewiz`, `请使用 ${newest} 或更旧版本，或升级 kubewiz`),
	}),
	noSuchPatch: (version: string, last: string): Text => ({
		message: told(`Kubernetes ${version} was never released`, `Kubernetes ${version} 从未发布`),
		remedy: told(`the last patch of this minor is ${last}`, `此次版本的最后一个补丁版本是 ${last}`),
	}),
	ended: (minor: string, date: string, supported: string): Text => ({
		message: told(`Kubernetes ${minor} has had no fixes since ${date}`, `Kubernetes ${minor} 自 ${date} 起不再修复`),
		remedy: told(`${supported} is supported`, `仍受支持的有 ${supported}`),
	}),
	configApi: (minor: string, wanted: string, reads: readonly string[]): Text => ({
		message: told(`kubeadm ${minor} does not read ${wanted}`, `kubeadm ${minor} 不支持 ${wanted}`),
		remedy: told(
			`it reads ${reads.join(' and ')}; leave apiVersion out and kubewiz writes the right one`,
			`它支持 ${reads.join('、')}；去掉 apiVersion，kubewiz 会写入正确的版本`,
		),
	}),
	corednsPath: (): Text => ({
		message: told(
			'kubeadm 1.21.0 looks for CoreDNS at coredns/coredns in every registry, which mirrors do not have',
			'kubeadm 1.21.0 在任何镜像仓库中都按 coredns/coredns 查找 CoreDNS，而镜像站没有这个路径',
		),
		remedy: told('take 1.21.1 or newer', '请使用 1.21.1 或更新版本'),
	}),
	flagGone: (component: string, flag: string, since: string): Text => ({
		message: told(
			`${component} has no flag --${flag} since Kubernetes ${since}`,
			`自 Kubernetes ${since} 起，${component} 不再有参数 --${flag}`,
		),
		remedy: told('take it out', '请删除'),
	}),
	gateGone: (gate: string, since: string): Text => ({
		message: told(
			`kubeadm has no feature gate ${gate} since ${since} and would refuse it`,
			`自 ${since} 起，kubeadm 不再有特性门控 ${gate}，会拒绝它`,
		),
		remedy: told('take it out', '请删除'),
	}),
	proxyMode: (mode: string, kubernetes: string, why: Told, right: Told): Text => ({
		message: told(
			`kube-proxy mode ${shown(mode)} does not go with Kubernetes ${kubernetes}: ${why.en}`,
			`kube-proxy 模式 ${shown(mode)} 不适用于 Kubernetes ${kubernetes}：${why.zh}`,
		),
		remedy: right,
	}),
};

/** Words for rules about mirrors. */
export const mirrorTexts = {
	noPackages: (mirror: string, version: string, others: readonly string[]): Text => ({
		message: told(`the mirror ${mirror} has no packages of Kubernetes ${version}`, `镜像站 ${mirror} 没有 Kubernetes ${version} 的软件包`),
		remedy:
			others.length > 0
				? told(`mirrors that have: ${others.join(', ')}; or give your own url`, `有它的镜像站：${others.join('、')}；或给出自己的 url`)
				: told('give the url of a repository that has them', '请给出有这些软件包的软件源 url'),
	}),
	tooOld: (mirror: string, version: string, others: readonly string[]): Text => ({
		message: told(
			`${mirror} has packages from 1.24 on only, not of ${version}; the old repository at apt.kubernetes.io is gone`,
			`${mirror} 只有 1.24 及以上的软件包，没有 ${version}；旧的 apt.kubernetes.io 已关闭`,
		),
		remedy:
			others.length > 0
				? told(`mirrors that kept it: ${others.join(', ')}; or give your own url`, `保留它的镜像站：${others.join('、')}；或给出自己的 url`)
				: told('give the url of a repository that has them', '请给出有这些软件包的软件源 url'),
	}),
	legacyOnly: (mirror: string, version: string, others: readonly string[]): Text => ({
		message: told(
			`${mirror} has only the old repository, which ends at 1.28, so not ${version}`,
			`${mirror} 只有旧软件源，到 1.28 为止，因此没有 ${version}`,
		),
		remedy: told(`use ${others.join(', ')}`, `请使用 ${others.join('、')}`),
	}),
	legacyFrozen: (mirror: string, version: string, newest: string, others: readonly string[]): Text => ({
		message: told(
			`${mirror} has only the old repository, frozen in September 2023, so not ${version}`,
			`${mirror} 只有 2023 年 9 月冻结的旧软件源，因此没有 ${version}`,
		),
		remedy: told(`take ${newest} there, or use ${others.join(', ')}`, `请在那里使用 ${newest}，或改用 ${others.join('、')}`),
	}),
	urlMinor: (found: string, wanted: string): Text => ({
		message: told(
			`this repository is that of ${found}, but the cluster is to have ${wanted}`,
			`这是 ${found} 的软件源，而集群要用 ${wanted}`,
		),
		remedy: told(`give the repository of ${wanted}, or change kubernetesVersion`, `请给出 ${wanted} 的软件源，或修改 kubernetesVersion`),
	}),
	unusedDockerCe: (): Text => ({
		message: told(
			"dockerCE is not used: the runtime is the distribution's own containerd",
			'dockerCE 不会用到：运行时是发行版自带的 containerd',
		),
		remedy: told('take it out, or set runtime.package to containerd.io', '请删除，或把 runtime.package 设为 containerd.io'),
	}),
	sourceTwice: (): Text => ({
		message: told('components without a suite have no meaning', '没有 suite 的 components 没有意义'),
		remedy: told('give the suite too, or take components out', '请同时给出 suite，或去掉 components'),
	}),
};

/** Words for rules about kubeadm's extras. */
export const kubeadmTexts = {
	ignoreAll: (): Text => ({
		message: told(
			'ignoring all preflight checks is not offered: it hides the faults that break clusters',
			'不提供忽略全部预检：那会掩盖使集群损坏的问题',
		),
		remedy: told('name the single checks you have looked into, for example NumCPU', '请写出您确认过的各项检查，例如 NumCPU'),
	}),
	unknownCheck: (name: string, near: string | undefined): Text => ({
		message: told(`kubeadm has no check ${shown(name)} that kubewiz knows`, `kubewiz 不知道 kubeadm 有 ${shown(name)} 这项检查`),
		...(near ? {remedy: told(`did you mean ${near}?`, `是不是 ${near}？`)} : {}),
	}),
	ownHeader: (key: string): Text => ({
		message: told(`${key} is written by kubewiz`, `${key} 由 kubewiz 写入`),
		remedy: told('give the fields alone', '请只写各字段'),
	}),
	cgroupDriver: (): Text => ({
		message: told(
			'kubewiz sets up containerd with the systemd cgroup driver, and the kubelet must use the same',
			'kubewiz 为 containerd 配置 systemd cgroup 驱动，kubelet 必须使用相同的驱动',
		),
		remedy: told('leave cgroupDriver out', '请去掉 cgroupDriver'),
	}),
	ownedFlag: (flag: string, place: string): Text => ({
		message: told(`--${flag} follows from another setting`, `--${flag} 由另一项设置决定`),
		remedy: told(`set ${place} instead`, `请改为设置 ${place}`),
	}),
};

function article(what: string): string {
	return /^[aeiou]/.test(what) ? `an ${what}` : `a ${what}`;
}
