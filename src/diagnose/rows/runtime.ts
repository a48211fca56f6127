import {rank, row} from '../row.ts';
import type {KnownFailure} from '../types.ts';

/** containerd, images and the limits of the host they meet. */
export const runtime: readonly KnownFailure[] = [
	row('E59', {
		area: 'kubelet',
		rank: rank.pull - 2,
		patterns: [/failed to get sandbox image/i],
		samples: [
			'Failed to create pod sandbox: rpc error: code = Unknown desc = failed to get sandbox image "registry.k8s.io/pause:3.8": failed to pull image "registry.k8s.io/pause:3.8": dial tcp 34.96.108.209:443: i/o timeout',
		],
		cause: [
			'containerd takes the pause image from its own configuration, and cannot reach that registry.',
			'containerd 按自己的配置拉取 pause 镜像，而该仓库无法访问。',
		],
		fix: [
			'Set the sandbox image in containerd’s configuration to your registry’s and restart containerd.',
			'把 containerd 配置中的 sandbox 镜像改为可用仓库的地址，然后重启 containerd。',
		],
		commands: ['containerd config dump | grep -E "sandbox"', 'systemctl restart containerd'],
	}),
	row('E60', {
		area: 'kubelet',
		rank: rank.stop,
		patterns: [/failed to load TOML\b.*duplicated tables/i],
		samples: ['containerd: failed to load TOML: /etc/containerd/config.toml: (294, 3): duplicated tables'],
		cause: ['A table was appended to config.toml that it already had.', 'config.toml 末尾追加了已存在的表。'],
		fix: ['Write the whole file instead of appending.', '整份重写该文件，不要追加。'],
		commands: ['containerd config dump'],
	}),
	row('E61', {
		area: 'kubelet',
		rank: rank.stop,
		patterns: [/expected containerd config version equal to or less than/i],
		samples: [
			'failed to load TOML from /etc/containerd/config.toml: expected containerd config version equal to or less than `3`, got `4`',
		],
		cause: ['config.toml was made by a newer containerd than the one installed.', 'config.toml 是由比当前更新的 containerd 生成的。'],
		fix: [
			'Write it with the version this containerd knows (2 for 1.x, 3 for 2.x).',
			'按当前 containerd 支持的版本号重写（1.x 用 2，2.x 用 3）。',
		],
		commands: ['containerd --version', 'head -n 3 /etc/containerd/config.toml'],
	}),
	row('E62', {
		area: 'kubelet',
		rank: rank.stop,
		patterns: [/`?mirrors`? cannot be set when `?config_path`? is provided/i],
		samples: [
			'failed to load plugin io.containerd.grpc.v1.cri" error="invalid plugin config: `mirrors` cannot be set when `config_path` is provided"',
		],
		cause: [
			'Two ways to name registry mirrors exclude each other, and the CRI plugin did not load.',
			'两种镜像加速写法互斥，导致 CRI 插件未能加载。',
		],
		fix: [
			'Remove registry.mirrors and keep config_path with hosts.toml files.',
			'删除 registry.mirrors，只保留 config_path 与 hosts.toml。',
		],
		commands: ['grep -n -A3 registry /etc/containerd/config.toml'],
	}),
	row('E63', {
		area: 'kubelet',
		rank: rank.specific,
		patterns: [/server gave HTTP response to HTTPS client/i],
		samples: [
			'failed to do request: Head "https://reg.local:5000/v2/pause/manifests/3.10": http: server gave HTTP response to HTTPS client',
		],
		cause: ['The registry speaks plain HTTP.', '该镜像仓库只提供明文 HTTP。'],
		fix: [
			'Name it with http:// and its capabilities in certs.d/HOST/hosts.toml.',
			'在 certs.d/主机/hosts.toml 中用 http:// 写明该仓库及其 capabilities。',
		],
		commands: ['ls -R /etc/containerd/certs.d'],
	}),
	row('E64', {
		area: 'kubelet',
		rank: rank.specific,
		patterns: [/content digest sha256:\S+: not found/i],
		samples: ['ctr: content digest sha256:4b0b1fd5d6f1a5e2a31b2a5b0c8e7b3a9f2d7c1e: not found'],
		cause: ['The image is multi-architecture, and only one architecture was pulled.', '镜像是多架构的，而本地只拉取了其中一种。'],
		fix: ['Export and import with --platform, or pull with --all-platforms.', '导出导入时加 --platform，或用 --all-platforms 拉取。'],
		commands: ['ctr -n k8s.io images ls'],
	}),
	row('E65', {
		area: 'kubelet',
		rank: rank.specific,
		patterns: [/exec format error/i],
		samples: ['exec /usr/local/bin/kube-apiserver: exec format error'],
		cause: ['The image or program is for another CPU architecture.', '镜像或程序属于另一种 CPU 架构。'],
		fix: ['Use images for this architecture.', '换用与本机架构一致的镜像。'],
		commands: ['uname -m'],
	}),
	row('E66', {
		area: 'kubelet',
		rank: rank.specific,
		patterns: [/pull access denied/i, /429 Too Many Requests/i, /toomanyrequests/i, /reached your (unauthenticated )?pull rate limit/i],
		samples: [
			'pull access denied, repository does not exist or may require authorization',
			'unexpected status from HEAD request: 429 Too Many Requests',
			'toomanyrequests: You have reached your pull rate limit. You may increase the limit by authenticating and upgrading',
		],
		cause: [
			'The registry refuses: a login is needed, or its limit of pulls is reached (Docker Hub).',
			'仓库拒绝拉取：需要登录，或已达到拉取次数上限（Docker Hub）。',
		],
		fix: ['Use a mirror, log in, or take the image from quay.io or ghcr.io.', '使用加速地址、登录仓库，或改用 quay.io、ghcr.io 上的镜像。'],
	}),
	row('E67', {
		area: 'kubelet',
		rank: rank.root,
		patterns: [/no space left on device/i, /node\.kubernetes\.io\/disk-pressure/i],
		samples: [
			'write /var/lib/containerd/io.containerd.content.v1.content/ingest/1/data: no space left on device',
			'0/3 nodes are available: 3 node(s) had untolerated taint {node.kubernetes.io/disk-pressure: }',
		],
		cause: [
			'A disk is full. The kubelet then evicts pods and deletes images, imported ones too.',
			'磁盘已满。kubelet 会因此驱逐 Pod 并删除镜像，包括手工导入的。',
		],
		fix: ['Free space or enlarge /var, then import images again.', '清理空间或扩大 /var，然后重新导入镜像。'],
		commands: ['df -h / /var /var/lib/containerd', 'df -i /var'],
	}),
	row('E68', {
		area: 'kubelet',
		rank: rank.specific,
		patterns: [/too many open files/i, /failed to create fsnotify watcher/i],
		samples: ['accept tcp [::]:10250: too many open files', 'failed to create fsnotify watcher: too many open files'],
		cause: ['The kernel’s limits for inotify or open files are reached.', '已达到内核 inotify 或打开文件数的上限。'],
		fix: [
			'Raise fs.inotify.max_user_instances and fs.inotify.max_user_watches.',
			'调大 fs.inotify.max_user_instances 与 fs.inotify.max_user_watches。',
		],
		commands: ['sysctl fs.inotify', 'sysctl -w fs.inotify.max_user_instances=8192'],
	}),
];
