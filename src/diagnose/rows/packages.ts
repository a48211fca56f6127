import {rank, row} from '../row.ts';
import type {KnownFailure} from '../types.ts';

/** apt, dpkg, dnf and rpm. */
export const packages: readonly KnownFailure[] = [
	row('E89', {
		area: 'packages',
		rank: rank.stop,
		patterns: [/EXPKEYSIG/i],
		samples: [
			'W: GPG error: https://pkgs.k8s.io/core:/stable:/v1.27/deb  InRelease: The following signatures were invalid: EXPKEYSIG 234654DA9A296436 isv:kubernetes OBS Project <isv:kubernetes@build.opensuse.org>',
		],
		cause: [
			'The repository’s key in the keyring has expired; the copy beside an old minor is never renewed.',
			'密钥环中的仓库签名密钥已过期；旧次版本目录中的副本不会更新。',
		],
		fix: ['Take the key from the newest maintained minor.', '从仍在维护的最新次版本目录获取密钥。'],
		commands: ['gpg --show-keys /etc/apt/keyrings/kubernetes-apt-keyring.gpg'],
	}),
	row('E90', {
		area: 'packages',
		rank: rank.stop,
		patterns: [/NO_PUBKEY [0-9A-F]{8,}/i],
		samples: [
			"The following signatures couldn't be verified because the public key is not available: NO_PUBKEY B53DC80D13EDEF05",
			'NO_PUBKEY 234654DA9A296436',
		],
		cause: ['The repository’s key is not in the keyring, or is an old one.', '密钥环中没有该仓库的密钥，或密钥是旧的。'],
		fix: [
			'Fetch the key into /etc/apt/keyrings and name it by signed-by.',
			'把密钥放入 /etc/apt/keyrings，并在软件源中用 signed-by 指定。',
		],
		commands: ['ls -l /etc/apt/keyrings', 'grep -rn signed-by /etc/apt/sources.list.d'],
	}),
	row('E91', {
		area: 'packages',
		rank: rank.stop,
		patterns: [/does not have a Release file/i],
		samples: ["E: The repository 'https://apt.kubernetes.io kubernetes-xenial Release' does not have a Release file."],
		cause: [
			'The repository is gone (apt.kubernetes.io was closed in 2024) or the path is wrong.',
			'该软件源已下线（apt.kubernetes.io 于 2024 年关闭），或路径有误。',
		],
		fix: ['Use pkgs.k8s.io or a mirror of it, for this minor.', '改用 pkgs.k8s.io 或其镜像站中对应次版本的目录。'],
		commands: ['grep -rn kubernetes /etc/apt/sources.list /etc/apt/sources.list.d'],
	}),
	row('E92', {
		area: 'packages',
		rank: rank.stop,
		patterns: [/Version '[^']+' for '[^']+' was not found/i],
		samples: ["E: Version '1.23.3-00' for 'kubeadm' was not found"],
		cause: [
			'The repository holds other versions, or names them otherwise (-00 before, -1.1 now).',
			'仓库中没有这个版本，或版本号写法不同（旧为 -00，现为 -1.1）。',
		],
		fix: ['See what is there and ask for it.', '查看可用版本后再指定。'],
		commands: ['apt-cache madison kubeadm'],
	}),
	row('E93', {
		area: 'packages',
		rank: rank.stop,
		patterns: [/Could not get lock \/\S+/i, /Unable to (acquire the dpkg frontend lock|lock directory)/i],
		samples: [
			'E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 2211 (unattended-upgr)',
			'E: Unable to acquire the dpkg frontend lock (/var/lib/dpkg/lock-frontend), is another process using it?',
		],
		cause: ['Another program is installing packages.', '另一个程序正在安装软件包。'],
		fix: ['Wait until it is done, then go on.', '等它结束后继续。'],
		commands: ['lslocks | grep -E "dpkg|apt"'],
	}),
	row('E94', {
		area: 'packages',
		rank: rank.stop,
		patterns: [/All matches were filtered out by exclude filtering/i],
		samples: ['All matches were filtered out by exclude filtering for argument: kubelet'],
		cause: [
			'The repository file excludes the package so that updates leave it alone.',
			'软件源文件用 exclude 排除了该软件包，以免被自动升级。',
		],
		fix: [
			'Add --disableexcludes=kubernetes (dnf5: --setopt=disable_excludes=kubernetes).',
			'加上 --disableexcludes=kubernetes（dnf5 用 --setopt=disable_excludes=kubernetes）。',
		],
	}),
	row('E95', {
		area: 'packages',
		rank: rank.stop,
		patterns: [/Failed to download metadata for repo/i, /Cannot download repomd\.xml/i, /Status code: 404/i],
		samples: [
			"Error: Failed to download metadata for repo 'kubernetes': Cannot download repomd.xml: Cannot download repodata/repomd.xml: All mirrors were tried",
			'- Status code: 404 for https://mirrors.example.com/kubernetes/v1.99/rpm/repodata/repomd.xml',
		],
		cause: ['The address does not exist: a wrong minor, mirror path or $releasever.', '地址不存在：次版本、镜像路径或 $releasever 有误。'],
		fix: ['Correct baseurl.', '更正 baseurl。'],
		commands: ['cat /etc/yum.repos.d/kubernetes.repo'],
	}),
	row('E96', {
		area: 'packages',
		rank: rank.stop - 1,
		patterns: [/GPG check FAILED/i, /GPG signature verification error/i, /Bad GPG signature/i],
		samples: [
			'Error: GPG check FAILED',
			"Failed to download metadata for repo 'kubernetes': repomd.xml GPG signature verification error: Bad GPG signature",
		],
		cause: ['The packages or the list are not signed by the key that is imported.', '软件包或元数据的签名与已导入的密钥不符。'],
		fix: [
			'Remove the stale key and import the current one. Only Aliyun’s legacy repository needs repo_gpgcheck=0.',
			'删除旧密钥并导入现行密钥。只有阿里云的旧版软件源需要 repo_gpgcheck=0。',
		],
		commands: ["rpm -q gpg-pubkey --qf '%{NAME}-%{VERSION}-%{RELEASE} %{SUMMARY}\\n'"],
	}),
	row('E97', {
		area: 'packages',
		rank: rank.stop - 1,
		patterns: [/Could not resolve host: mirrorlist\.centos\.org/i],
		samples: [
			'Could not retrieve mirrorlist http://mirrorlist.centos.org/?release=7&arch=x86_64&repo=os error was 14: curl#6 - "Could not resolve host: mirrorlist.centos.org; Unknown error"',
		],
		cause: ['CentOS 7 and 8 have ended, and their mirror list is gone.', 'CentOS 7、8 已停止维护，镜像列表服务已下线。'],
		fix: ['Use vault.centos.org or a mirror of it, or better a living system.', '改用 vault.centos.org 或其镜像；最好更换仍受支持的系统。'],
	}),
	row('E98', {
		area: 'packages',
		rank: rank.stop,
		patterns: [/package containerd\.io\S* (from \S+ )?(conflicts with|obsoletes)/i, /conflicts with (podman|runc|buildah)\b/i],
		samples: [
			'- package containerd.io-1.6.33-3.1.el8.x86_64 from docker-ce-stable conflicts with runc provided by runc-1:1.1.12-1.module_el8.x86_64 (try to add --allowerasing to command line)',
			'package containerd.io conflicts with podman (try --allowerasing)',
		],
		cause: [
			'containerd.io excludes the distribution’s runc, podman and buildah.',
			'containerd.io 与发行版自带的 runc、podman、buildah 冲突。',
		],
		fix: ['Remove them, or allow it with --allowerasing when nothing needs them.', '卸载它们；若确定没有用处，可用 --allowerasing。'],
		commands: ['rpm -q podman buildah runc'],
	}),
	row('E99', {
		area: 'packages',
		rank: rank.specific,
		patterns: [/not registered with an entitlement server/i],
		samples: ['This system is not registered with an entitlement server. You can use "rhc" or "subscription-manager" to register.'],
		cause: ['The RHEL system has no subscription, so it has no repositories.', 'RHEL 系统没有订阅，因而没有可用的软件源。'],
		fix: ['Register it, or set up internal repositories.', '注册订阅，或配置内部软件源。'],
		commands: ['subscription-manager status'],
	}),
];
