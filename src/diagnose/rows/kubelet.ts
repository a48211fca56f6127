import {rank, row} from '../row.ts';
import type {KnownFailure} from '../types.ts';

/** The kubelet's own log. */
export const kubelet: readonly KnownFailure[] = [
	row('E51', {
		area: 'kubelet',
		rank: rank.generic,
		level: 'normal',
		patterns: [/failed to load kubelet config file.*no such file or directory/i],
		samples: [
			'"command failed" err="failed to load kubelet config file, path: /var/lib/kubelet/config.yaml, error: failed to load Kubelet config file /var/lib/kubelet/config.yaml, error failed to read kubelet config file: open /var/lib/kubelet/config.yaml: no such file or directory"',
		],
		cause: [
			'The host has not been initialised or joined yet; the kubelet waits for it.',
			'主机还没有 init 或 join，kubelet 正在等待，属正常现象。',
		],
		fix: ['Nothing before the join. After it: reset this host and join again.', '加入之前无需处理；若已加入仍出现，则重置本机后重新加入。'],
		commands: ['ls -l /var/lib/kubelet/config.yaml'],
	}),
	row('E52', {
		area: 'kubelet',
		rank: rank.stop,
		patterns: [/running with swap on is not supported, please disable swap! or set --?-?fail-swap-on/i],
		samples: [
			'failed to run Kubelet: running with swap on is not supported, please disable swap! or set --fail-swap-on flag to false. /proc/swaps contained: [Filename Type Size Used Priority /dev/zram0 partition 8388604 0 100]',
		],
		cause: [
			'Swap is on again, often after a reboot: zram or a systemd unit turned it on.',
			'重启后 swap 又被打开，多半是 zram 或 systemd 单元所为。',
		],
		fix: ['Turn it off, and find what turns it on at boot.', '关闭 swap，并找出开机时打开它的配置。'],
		commands: ['swapoff -a', 'systemctl list-units -t swap --all', 'cat /etc/fstab'],
	}),
	row('E53', {
		area: 'kubelet',
		rank: rank.stop,
		patterns: [/kubelet cgroup driver: "?\w+"? is different from docker cgroup driver/i],
		samples: [
			'failed to run Kubelet: misconfiguration: kubelet cgroup driver: "systemd" is different from docker cgroup driver: "cgroupfs"',
		],
		cause: ['Docker and the kubelet use different cgroup drivers.', 'Docker 与 kubelet 的 cgroup 驱动不一致。'],
		fix: [
			'Set "exec-opts": ["native.cgroupdriver=systemd"] in /etc/docker/daemon.json and restart Docker.',
			'在 /etc/docker/daemon.json 设置 "exec-opts": ["native.cgroupdriver=systemd"] 并重启 Docker。',
		],
		commands: ['docker info | grep -i cgroup'],
	}),
	row('E54', {
		area: 'kubelet',
		rank: rank.stop,
		patterns: [/expected cgroupsPath to be of format "?slice:prefix:name"?/i],
		samples: [
			'expected cgroupsPath to be of format "slice:prefix:name" for systemd cgroups, got "/kubepods/burstable/pod1234/5678" instead',
		],
		cause: ['containerd and the kubelet use different cgroup drivers.', 'containerd 与 kubelet 的 cgroup 驱动不一致。'],
		fix: [
			'Set SystemdCgroup = true in containerd and cgroupDriver: systemd in the kubelet, then restart both.',
			'把 containerd 设为 SystemdCgroup = true、kubelet 设为 cgroupDriver: systemd，然后重启两者。',
		],
		commands: ['containerd config dump | grep SystemdCgroup', 'grep cgroupDriver /var/lib/kubelet/config.yaml'],
	}),
	row('E55', {
		area: 'kubelet',
		rank: rank.stop,
		patterns: [/kubelet is configured to not run on a host using cgroup v1/i],
		samples: [
			'kubelet is configured to not run on a host using cgroup v1. cgroup v1 support is unsupported and will be removed in a future release',
		],
		cause: ['The host runs cgroup v1, which the kubelet refuses from 1.35 on.', '主机使用 cgroup v1，kubelet 从 1.35 起拒绝启动。'],
		fix: [
			'Boot with systemd.unified_cgroup_hierarchy=1, or set failCgroupV1: false.',
			'用 systemd.unified_cgroup_hierarchy=1 启动，或设置 failCgroupV1: false。',
		],
		commands: ['stat -fc %T /sys/fs/cgroup'],
	}),
	row('E56', {
		area: 'kubelet',
		rank: rank.stop,
		patterns: [
			/failed to parse kubelet flag: unknown flag/i,
			/unknown flag: --(pod-infra-container-image|network-plugin|container-runtime)\b(?!-)/i,
		],
		samples: [
			'failed to parse kubelet flag: unknown flag: --pod-infra-container-image',
			'failed to parse kubelet flag: unknown flag: --network-plugin',
			'failed to parse kubelet flag: unknown flag: --container-runtime',
		],
		cause: ['An old file still passes a flag that this kubelet has dropped.', '旧文件中仍带有该版本 kubelet 已删除的参数。'],
		fix: [
			'Take it out of kubeadm-flags.env, /etc/default/kubelet or /etc/sysconfig/kubelet and restart the kubelet.',
			'从 kubeadm-flags.env、/etc/default/kubelet 或 /etc/sysconfig/kubelet 中删掉它，然后重启 kubelet。',
		],
		commands: [
			'grep -Hs -- -- /var/lib/kubelet/kubeadm-flags.env /etc/default/kubelet /etc/sysconfig/kubelet',
			'systemctl restart kubelet',
		],
	}),
	row('E57', {
		area: 'kubelet',
		rank: rank.stop - 1,
		patterns: [/CRI v1 runtime API is not implemented for endpoint/i],
		samples: [
			'validate service connection: CRI v1 runtime API is not implemented for endpoint "unix:///run/containerd/containerd.sock": rpc error: code = Unimplemented desc = unknown service runtime.v1.RuntimeService',
		],
		cause: [
			'containerd runs without its CRI plugin (Docker’s configuration disables it, or it failed to load), or is older than 1.6.',
			'containerd 的 CRI 插件未启用（Docker 自带配置会禁用它）或加载失败，也可能 containerd 低于 1.6。',
		],
		fix: [
			'Write a whole config.toml for the installed version and restart containerd.',
			'按已安装的版本写一份完整的 config.toml，然后重启 containerd。',
		],
		commands: ['containerd --version', 'grep disabled_plugins /etc/containerd/config.toml', 'journalctl -u containerd -n 50 --no-pager'],
	}),
	row('E58', {
		area: 'kubelet',
		rank: rank.specific,
		patterns: [/Failed to create cgroup/i, /Failed to start ContainerManager/i],
		samples: [
			'Failed to create cgroup "/kubepods" err="Unit kubepods.slice already exists."',
			'"Failed to start ContainerManager" err="failed to get rootfs info: unable to find cgroup for system.slice"',
		],
		cause: ['cgroups of two drivers or versions are mixed.', '主机上混用了不同驱动或版本的 cgroup。'],
		fix: ['Use one cgroup driver everywhere and reboot the host.', '统一使用一种 cgroup 驱动，然后重启主机。'],
		commands: ['stat -fc %T /sys/fs/cgroup', 'systemd-cgls --no-pager | head -n 30'],
	}),
];
