import {told} from '../../told.ts';
import type {CheckWords} from './words.ts';

export const diskWords = {
	'disk-space': {
		title: told('Too little free disk space', '可用磁盘空间太少'),
		why: told(
			'Packages, images and etcd would not fit, and the install would end with "no space left on device".',
			'软件包、镜像和 etcd 放不下，安装会以 no space left on device 结束。',
		),
		remedy: told(
			'Free space or enlarge the file system; 20 GB for /var is a good start.',
			'清理空间或扩大文件系统；/var 有 20 GB 是好的开始。',
		),
	},
	'disk-eviction': {
		title: told('Disk so full that the kubelet would evict pods', '磁盘太满，kubelet 会驱逐 Pod'),
		why: told(
			'Below 10 % free (15 % for images) the kubelet marks the node disk-pressure, schedules nothing on it and deletes images.',
			'可用低于 10%（镜像 15%）时 kubelet 标记 disk-pressure，不再调度并删除镜像。',
		),
		remedy: told(
			'Free space or enlarge the file system, or set other evictionHard thresholds in kubeadm.kubelet.',
			'清理空间或扩大文件系统，或在 kubeadm.kubelet 中设置其他 evictionHard 阈值。',
		),
	},
	'disk-small': {
		title: told('Small disk for images', '存放镜像的磁盘较小'),
		why: told('It is enough to install; images and logs of your workloads will fill it.', '足够安装，但工作负载的镜像和日志会把它填满。'),
		remedy: told(
			'Plan for 20 GB or more at /var/lib/containerd and /var/lib/kubelet.',
			'为 /var/lib/containerd 和 /var/lib/kubelet 预留 20 GB 或更多。',
		),
	},
	'inodes-short': {
		title: told('Few free inodes', '可用 inode 太少'),
		why: told(
			'Images are many small files. Below 5 % free inodes the kubelet marks the node disk-pressure.',
			'镜像由许多小文件组成。可用低于 5% 时 kubelet 会标记 disk-pressure。',
		),
		remedy: told('Delete small files, or make the file system anew with more inodes.', '删除小文件，或重建 inode 更多的文件系统。'),
	},
	'disk-read-only': {
		title: told('A directory that must be written is on a read-only file system', '需要写入的目录在只读文件系统上'),
		why: told(
			'Nothing can be installed there. A disk that became read-only by itself is usually failing: see dmesg.',
			'无法在那里安装。自行变为只读的磁盘通常即将损坏：查看 dmesg。',
		),
		remedy: told(
			'Mount it read-write, or use a system whose /usr, /etc and /var can be written.',
			'以读写方式挂载，或换用 /usr、/etc、/var 可写的系统。',
		),
	},
	'disk-noexec': {
		title: told('Programs may not run from a directory that holds containers or CNI plugins', '存放容器或 CNI 插件的目录不允许执行程序'),
		why: told('With noexec no container and no network plugin can be started there.', '有 noexec 时，容器和网络插件都无法启动。'),
		remedy: told('Take noexec out of the mount options in /etc/fstab and remount.', '从 /etc/fstab 的挂载选项中去掉 noexec 并重新挂载。'),
	},
	'xfs-no-ftype': {
		title: told('XFS without directory types (ftype=0) under the image store', '镜像存储所在的 XFS 没有目录类型（ftype=0）'),
		why: told(
			'overlayfs does not work on it, so containerd cannot unpack images. Old CentOS 7 installs have it.',
			'overlayfs 无法在其上工作，containerd 无法解包镜像。',
		),
		remedy: told(
			'Put /var/lib/containerd on a file system made with ftype=1; it cannot be changed in place.',
			'把 /var/lib/containerd 放到 ftype=1 的文件系统上；无法原地修改。',
		),
	},
	'disk-unfit': {
		title: told('Image store on a file system that overlayfs cannot use', '镜像存储所在的文件系统不支持 overlayfs'),
		why: told(
			"containerd's overlayfs needs a local file system such as ext4 or XFS below it.",
			'containerd 的 overlayfs 需要 ext4 或 XFS 这样的本地文件系统。',
		),
		remedy: told('Mount an ext4 or XFS file system at /var/lib/containerd.', '在 /var/lib/containerd 挂载 ext4 或 XFS。'),
	},
	'etcd-in-memory': {
		title: told("etcd's directory is in memory (tmpfs)", 'etcd 的目录在内存中（tmpfs）'),
		why: told('A reboot would lose the whole cluster.', '重启会丢失整个集群。'),
		remedy: told('Put /var/lib/etcd on a disk.', '把 /var/lib/etcd 放到磁盘上。'),
	},
	'etcd-disk-slow': {
		title: told('Slow disk for etcd', '磁盘对 etcd 来说太慢'),
		why: told(
			'etcd wants 99 of 100 synchronous writes within 10 ms. Slower disks bring slow API answers and, from about 100 ms on, lost leaders.',
			'etcd 希望 99% 的同步写入在 10 ms 内完成。更慢会拖慢 API，约 100 ms 起会丢失主节点。',
		),
		remedy: told(
			'Use an SSD for /var/lib/etcd, or one disk for etcd alone. It was a short measurement: repeat it when the disk is quiet.',
			'为 /var/lib/etcd 使用 SSD 或独立磁盘。测量很短：请在磁盘空闲时重测。',
		),
	},
} as const satisfies Record<string, CheckWords>;
