import {rank, row} from '../row.ts';
import type {KnownFailure} from '../types.ts';

/** kubeadm's preflight about the runtime, images, versions and its own configuration. */
export const preflightRuntime: readonly KnownFailure[] = [
	row('E11', {
		area: 'preflight',
		rank: rank.stop,
		patterns: [/container runtime is not running/i, /\[ERROR CRI\]/i],
		samples: [
			'[ERROR CRI]: container runtime is not running: output: time="2026-05-02T10:00:00Z" level=fatal msg="getting status of runtime: rpc error: code = Unimplemented desc = unknown service runtime.v1alpha2.RuntimeService"',
			'[ERROR CRI]: container runtime is not running: output: rpc error: code = Unimplemented desc = unknown service runtime.v1.RuntimeService, error: exit status 1',
		],
		cause: [
			'containerd is down, or runs without a working CRI plugin: Docker’s stub configuration disables it, the configuration is broken, or containerd is older than 1.6.',
			'containerd 未运行，或者没有可用的 CRI 插件：Docker 自带的配置会禁用它，也可能是配置文件有误，或 containerd 低于 1.6。',
		],
		fix: [
			'Write a whole config.toml for the installed version and restart containerd.',
			'按已安装的版本写一份完整的 config.toml，然后重启 containerd。',
		],
		commands: [
			'systemctl status containerd',
			'grep disabled_plugins /etc/containerd/config.toml',
			'journalctl -u containerd -n 50 --no-pager',
		],
	}),
	row('E12', {
		area: 'preflight',
		rank: rank.specific,
		patterns: [/dial unix \S*dockershim\.sock/i],
		samples: [
			'rpc error: code = Unavailable desc = connection error: desc = "transport: Error while dialing dial unix /var/run/dockershim.sock: connect: no such file or directory"',
		],
		cause: ['crictl has no configuration and tries Docker’s old socket first.', 'crictl 没有配置文件，因而先去尝试 Docker 的旧套接字。'],
		fix: [
			'Set runtime-endpoint and image-endpoint in /etc/crictl.yaml.',
			'在 /etc/crictl.yaml 中设置 runtime-endpoint 和 image-endpoint。',
		],
		commands: ['cat /etc/crictl.yaml', 'crictl --runtime-endpoint unix:///run/containerd/containerd.sock info'],
	}),
	row('E13', {
		area: 'preflight',
		rank: rank.stop,
		patterns: [/Found multiple CRI endpoints on the host/i],
		samples: [
			"Found multiple CRI endpoints on the host. Please define which one do you wish to use by setting the 'criSocket' field in the kubeadm configuration file: unix:///var/run/containerd/containerd.sock, unix:///var/run/cri-dockerd.sock",
		],
		cause: ['Several container runtimes are on the host.', '主机上有多个容器运行时。'],
		fix: [
			'Name one by nodeRegistration.criSocket (for kubeadm reset: --cri-socket).',
			'用 nodeRegistration.criSocket 指定其中一个（kubeadm reset 时用 --cri-socket）。',
		],
		commands: ['ls -l /run/containerd/containerd.sock /run/crio/crio.sock /run/cri-dockerd.sock'],
	}),
	row('E14', {
		area: 'preflight',
		rank: rank.pull,
		patterns: [/\[ERROR ImagePull\]/i, /failed to pull image/i],
		samples: [
			'[ERROR ImagePull]: failed to pull image registry.k8s.io/kube-apiserver:v1.36.4: output: rpc error: code = Unknown desc = failed to do request: Head "https://registry.k8s.io/v2/": dial tcp 34.96.108.209:443: i/o timeout',
			'[ERROR ImagePull]: failed to pull image registry.k8s.io/coredns/coredns:v1.14.2: unexpected status from HEAD request: 403 Forbidden',
			'[ERROR ImagePull]: failed to pull image registry.aliyuncs.com/google_containers/kube-proxy:v1.37.1: rpc error: code = NotFound desc = not found',
		],
		cause: [
			'The registry cannot be reached from this host, refuses it, or does not hold this version yet.',
			'本机无法访问镜像仓库、被仓库拒绝，或仓库中还没有该版本的镜像。',
		],
		fix: [
			'Choose another image repository or mirror, try again later, or import the images.',
			'换用其他镜像仓库或加速地址，稍后重试，或者离线导入镜像。',
		],
		commands: ['kubeadm config images list', 'crictl pull registry.k8s.io/pause:3.10'],
	}),
	row('E15', {
		area: 'preflight',
		rank: rank.specific,
		patterns: [/could not fetch a Kubernetes version from the internet/i, /dl\.k8s\.io\/release\/stable[^ ]*\.txt/i],
		samples: [
			'could not fetch a Kubernetes version from the internet: unable to get URL "https://dl.k8s.io/release/stable-1.txt": Get "https://dl.k8s.io/release/stable-1.txt": context deadline exceeded',
		],
		cause: [
			'No Kubernetes version was given, and the host cannot ask for the newest.',
			'没有指定 Kubernetes 版本，而主机又无法联网查询最新版本。',
		],
		fix: ['Set kubernetesVersion.', '明确设置 kubernetesVersion。'],
	}),
	row('E16', {
		area: 'preflight',
		rank: rank.stop,
		patterns: [/kubelet version is higher than the control plane version/i, /kubelet version "?\S+"? is lower than kubeadm can support/i],
		samples: [
			'[ERROR KubeletVersion]: the kubelet version is higher than the control plane version. This is not a supported version skew and may lead to a malfunctional cluster. Kubelet version: "1.37.1" Control plane version: "1.36.4"',
			'[ERROR KubeletVersion]: Kubelet version "1.29.3" is lower than kubeadm can support. Please upgrade kubelet',
		],
		cause: ['kubeadm, kubelet and control plane do not fit each other.', 'kubeadm、kubelet 与控制平面的版本不匹配。'],
		fix: [
			'Install the same patch of kubeadm, kubelet and kubectl everywhere.',
			'在所有节点上安装同一补丁版本的 kubeadm、kubelet 和 kubectl。',
		],
		commands: ['kubeadm version -o short', 'kubelet --version'],
	}),
	row('E19', {
		area: 'preflight',
		rank: rank.symptom,
		level: 'warning',
		patterns: [/supports the CRI method RuntimeConfig/i],
		samples: [
			'[WARNING ContainerRuntimeVersion]: You must update your container runtime to a version that supports the CRI method RuntimeConfig. Falling back to using cgroupDriver from kubelet config will be removed in 1.36. For more information, see https://git.k8s.io/enhancements/keps/sig-node/4033-group-driver-detection-over-cri',
		],
		cause: ['containerd 1.x with Kubernetes 1.35 or newer.', 'containerd 1.x 搭配了 Kubernetes 1.35 或更新版本。'],
		fix: ['Upgrade containerd to 2.x.', '把 containerd 升级到 2.x。'],
		commands: ['containerd --version'],
	}),
	row('E22', {
		area: 'preflight',
		rank: rank.symptom,
		level: 'warning',
		patterns: [/detected that the sandbox image "[^"]*" of the container runtime is inconsistent/i],
		samples: [
			'W0502 10:00:00.000000 1234 checks.go:846] detected that the sandbox image "registry.k8s.io/pause:3.8" of the container runtime is inconsistent with that used by kubeadm. It is recommended to use "registry.k8s.io/pause:3.10.2" as the CRI sandbox image.',
		],
		cause: [
			'containerd and kubeadm name different pause images; off-line the first is missing.',
			'containerd 与 kubeadm 使用的 pause 镜像不一致；离线环境中会缺少前者。',
		],
		fix: [
			'Set the sandbox image in containerd’s configuration to kubeadm’s.',
			'把 containerd 配置中的 sandbox 镜像改成 kubeadm 所用的那个。',
		],
		commands: ['kubeadm config images list | grep pause', 'containerd config dump | grep -E "sandbox"'],
	}),
	row('E24', {
		area: 'preflight',
		rank: rank.stop,
		patterns: [/this version of kubeadm only supports external etcd version >=/i],
		samples: [
			'[ERROR ExternalEtcdVersion]: this version of kubeadm only supports external etcd version >= 3.5.24-0. Current version: 3.4.13',
		],
		cause: ['The external etcd is too old.', '外部 etcd 版本过旧。'],
		fix: ['Upgrade etcd first.', '请先升级 etcd。'],
	}),
	row('E25', {
		area: 'preflight',
		rank: rank.stop,
		patterns: [/can not mix '--config' with arguments/i],
		samples: ["can not mix '--config' with arguments [certificate-key control-plane]"],
		cause: [
			'kubeadm takes its settings from a file or from flags, not from both.',
			'kubeadm 的参数要么全部来自配置文件，要么全部来自命令行，不能混用。',
		],
		fix: ['Put everything into the file.', '把所有设置都写入配置文件。'],
	}),
	row('E26', {
		area: 'preflight',
		rank: rank.specific,
		patterns: [/your configuration file uses a deprecated API spec/i, /no kind "\w+" is registered for version "kubeadm\.k8s\.io\//i],
		samples: [
			'your configuration file uses a deprecated API spec: "kubeadm.k8s.io/v1beta3" (kind: "ClusterConfiguration"). Please use \'kubeadm config migrate --old-config old.yaml --new-config new.yaml\'',
			'error: no kind "InitConfiguration" is registered for version "kubeadm.k8s.io/v1beta3" in scheme "k8s.io/kubernetes/cmd/kubeadm/app/apis/kubeadm/scheme/scheme.go:31"',
		],
		cause: ['The configuration’s API version does not fit this kubeadm.', '配置文件的 API 版本与此 kubeadm 不符。'],
		fix: ['Migrate it, or write it for this version.', '迁移配置文件，或按此版本重写。'],
		commands: ['kubeadm config migrate --old-config old.yaml --new-config new.yaml'],
	}),
	row('E27', {
		area: 'preflight',
		rank: rank.specific,
		patterns: [/cannot unmarshal \w+ into Go struct field/i, /strict decoding error: unknown field/i, /error unmarshaling JSON/i],
		samples: [
			'error unmarshaling JSON: while decoding JSON: json: cannot unmarshal object into Go struct field APIServer.apiServer.extraArgs of type []v1beta4.Arg',
			'strict decoding error: unknown field "apiServer.extraargs"',
		],
		cause: [
			'A field has another form in this API version (extraArgs is a map in v1beta3, a list in v1beta4), or is misspelt.',
			'字段的形式与该 API 版本不符（extraArgs 在 v1beta3 是映射，在 v1beta4 是列表），或者字段名写错了。',
		],
		fix: ['Correct the field named in the message.', '更正提示中的字段。'],
	}),
	row('E28', {
		area: 'preflight',
		rank: rank.stop,
		patterns: [/size of pod subnet with mask \d+ is smaller than the size of node subnet/i],
		samples: [
			'podSubnet: Invalid value: "10.244.0.0/25": the size of pod subnet with mask 25 is smaller than the size of node subnet with mask 24',
		],
		cause: ['The pod network is smaller than the piece each node gets.', 'Pod 网段比每个节点分到的子网还小。'],
		fix: ['Give the pod network a /16, and no less than a /24 for each node.', 'Pod 网段建议用 /16，至少要够每个节点一个 /24。'],
	}),
];
