import type {CheckWords} from './words.ts';

export const diskWords = {
	'disk-space': {
		title: 'Too little free disk space',
		why: 'Packages, images and etcd would not fit, and the install would end with "no space left on device".',
		remedy: 'Free space or enlarge the file system; 20 GB for /var is a good start.',
	},
	'disk-eviction': {
		title: 'Disk so full that the kubelet would evict pods',
		why: 'Below 10 % free (15 % for images) the kubelet marks the node disk-pressure, schedules nothing on it and deletes images.',
		remedy: 'Free space or enlarge the file system, or set other evictionHard thresholds in kubeadm.kubelet.',
	},
	'disk-small': {
		title: 'Small disk for images',
		why: 'It is enough to install; images and logs of your workloads will fill it.',
		remedy: 'Plan for 20 GB or more at /var/lib/containerd and /var/lib/kubelet.',
	},
	'inodes-short': {
		title: 'Few free inodes',
		why: 'Images are many small files. Below 5 % free inodes the kubelet marks the node disk-pressure.',
		remedy: 'Delete small files, or make the file system anew with more inodes.',
	},
	'disk-read-only': {
		title: 'A directory that must be written is on a read-only file system',
		why: 'Nothing can be installed there. A disk that became read-only by itself is usually failing: see dmesg.',
		remedy: 'Mount it read-write, or use a system whose /usr, /etc and /var can be written.',
	},
	'disk-noexec': {
		title: 'Programs may not run from a directory that holds containers or CNI plugins',
		why: 'With noexec no container and no network plugin can be started there.',
		remedy: 'Take noexec out of the mount options in /etc/fstab and remount.',
	},
	'xfs-no-ftype': {
		title: 'XFS without directory types (ftype=0) under the image store',
		why: 'overlayfs does not work on it, so containerd cannot unpack images. Old CentOS 7 installs have it.',
		remedy: 'Put /var/lib/containerd on a file system made with ftype=1; it cannot be changed in place.',
	},
	'disk-unfit': {
		title: 'Image store on a file system that overlayfs cannot use',
		why: "containerd's overlayfs needs a local file system such as ext4 or XFS below it.",
		remedy: 'Mount an ext4 or XFS file system at /var/lib/containerd.',
	},
	'etcd-in-memory': {
		title: "etcd's directory is in memory (tmpfs)",
		why: 'A reboot would lose the whole cluster.',
		remedy: 'Put /var/lib/etcd on a disk.',
	},
	'etcd-disk-slow': {
		title: 'Slow disk for etcd',
		why: 'etcd wants 99 of 100 synchronous writes within 10 ms. Slower disks bring slow API answers and, from about 100 ms on, lost leaders.',
		remedy: 'Use an SSD for /var/lib/etcd, or one disk for etcd alone. It was a short measurement: repeat it when the disk is quiet.',
	},
} as const satisfies Record<string, CheckWords>;
