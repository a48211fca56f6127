import type {CheckWords} from './words.ts';

export const hostWords = {
	'few-cpus': {
		title: 'Fewer than 2 CPUs on a control plane',
		why: 'kubeadm refuses to make a control plane with one CPU (NumCPU), for its parts would starve each other.',
		remedy: 'Give the machine 2 CPUs. For a test cluster, add NumCPU to kubeadm.ignorePreflightErrors in cluster.yaml.',
	},
	'little-memory': {
		title: 'Less than 1700 MiB of memory on a control plane',
		why: 'kubeadm refuses to make a control plane below 1700 MiB (Mem): etcd and the API server would be killed for want of memory.',
		remedy: 'Give the machine 2 GiB or more. For a test cluster, add Mem to kubeadm.ignorePreflightErrors in cluster.yaml.',
	},
	'little-memory-worker': {
		title: 'Less than 900 MiB of memory on a worker',
		why: 'The kubelet, the runtime and the pod network take about half of it before the first pod of yours.',
		remedy: 'Give the machine 1 GiB or more.',
	},
	'cpu-too-old': {
		title: 'The CPU lacks instructions that current images need (x86-64-v2)',
		why: 'Images built on RHEL 9 (Calico among them) end at once with "CPU does not support x86-64-v2". Virtual machines of CPU type qemu64 or kvm64 show this on modern hardware.',
		remedy: 'Set the virtual machine\'s CPU type to "host" or "x86-64-v2" and start it anew.',
	},
	'mixed-architectures': {
		title: 'Hosts of different CPU architectures',
		why: 'Kubernetes itself runs on both, but every image must exist for each architecture, and some mirrors hold only amd64.',
		remedy: 'Nothing, if you meant it. Keep workloads apart by the label kubernetes.io/arch.',
	},
	'os-unsupported': {
		title: 'Operating system that kubewiz cannot install on',
		why: "kubewiz installs packages with apt; it does not know this system's package manager and would leave the host half made.",
		remedy: 'Use Debian 12 or newer, or Ubuntu 22.04 or newer.',
	},
	'os-end-of-life': {
		title: 'Operating system past its end of life',
		why: 'It gets no security fixes, its package repositories may have moved to an archive, and newer Kubernetes does not support its kernel.',
		remedy: 'Upgrade the system before it becomes a node. Everything else can go on, at your risk.',
	},
	'kernel-too-old': {
		title: 'Kernel too old for this Kubernetes',
		why: "kubeadm's SystemVerification checks the kernel release, and stops when this Kubernetes calls it unsupported.",
		remedy: 'Boot a newer kernel, or choose a Kubernetes version whose kubeadm accepts this one.',
	},
	'cgroup-v1': {
		title: 'cgroup v1, which this Kubernetes refuses',
		why: 'From 1.35 on the kubelet does not start on cgroup v1 and kubeadm stops (SystemVerification).',
		remedy:
			'Boot with systemd.unified_cgroup_hierarchy=1 (add it to GRUB_CMDLINE_LINUX, run update-grub, reboot). Or set kubeadm.kubelet.failCgroupV1: false and add SystemVerification to kubeadm.ignorePreflightErrors.',
	},
	'cgroup-v1-maintenance': {
		title: 'cgroup v1, which Kubernetes is about to drop',
		why: 'From 1.31 on cgroup v1 gets no new features, and from 1.35 on the kubelet refuses it, so this host cannot be upgraded that far.',
		remedy: 'Boot with systemd.unified_cgroup_hierarchy=1 when it suits you.',
	},
	'cgroup-controller-missing': {
		title: 'Kernel runs without a cgroup controller that the kubelet needs',
		why: 'The kubelet does not start without it. On Raspberry Pi and some ARM boards the memory controller is off by default.',
		remedy: 'Add cgroup_enable=memory cgroup_memory=1 (or what turns the missing one on) to the kernel command line and reboot.',
	},
	'no-systemd': {
		title: 'systemd does not run this host',
		why: 'kubewiz, kubeadm and the packages of containerd and the kubelet rely on systemd services.',
		remedy: 'Use a system started by systemd.',
	},
	'module-missing': {
		title: 'Kernel modules that Kubernetes needs are not on disk',
		why: 'Without them containers cannot start, or traffic to Services and between pods is lost.',
		remedy:
			"Install the kernel's module package (linux-modules-extra-$(uname -r) on Ubuntu, kernel-modules-extra on EL), and reboot if that brings another kernel.",
	},
	'module-unloadable': {
		title: 'Modules of the running kernel are gone from disk',
		why: 'The kernel package was replaced while the host kept running, so nothing more can be loaded, and overlay or br_netfilter are not loaded yet.',
		remedy: 'Reboot the host.',
	},
	'reboot-required': {
		title: 'The host waits for a reboot',
		why: 'A kernel or a basic library was updated. Better now than when it carries pods.',
		remedy: 'Reboot before you install.',
	},
	'runs-in-container': {
		title: 'The host is itself a container',
		why: 'kubelet and containerd need a privileged container with its own cgroups, /dev/kmsg and modules loaded by the real host.',
		remedy: 'Nothing, if the container was made for this.',
	},
	'hostname-differs': {
		title: 'Host name differs from the node name',
		why: 'The node would register under another name than cluster.yaml says.',
		remedy: 'Nothing: the name in cluster.yaml is set.',
	},
	'cloud-init-rewrites': {
		title: 'cloud-init rewrites what kubewiz sets',
		why: 'At the next boot cloud-init would put back the host name or /etc/hosts, and the node would lose its name or the way to the API.',
		remedy: 'Tell cloud-init to leave both alone.',
		fix: 'Tell cloud-init to keep host name and /etc/hosts',
	},
	'same-machine-twice': {
		title: 'Two hosts of the list are one machine',
		why: 'They show the same machine-id, boot and hardware addresses: one machine listed under two addresses. It cannot be two nodes.',
		remedy: 'Take one of them out of cluster.yaml.',
	},
	'machine-id-missing': {
		title: 'No machine-id',
		why: "The kubelet reports it as the node's identity, systemd and DHCP depend on it, and kubewiz knows hosts by it.",
		remedy: 'Make one.',
		fix: 'Make a new random machine-id',
	},
	'duplicate-machine-id': {
		title: 'Hosts share a machine-id',
		why: 'These are clones of one image. Kubernetes, DHCP and kubewiz take them for the same machine.',
		remedy: 'Give each a machine-id of its own, and reboot it when you can.',
		fix: 'Make a new random machine-id on each of them',
	},
	'duplicate-hostname': {
		title: 'Hosts share a host name',
		why: 'Two nodes of one name overwrite each other in the cluster.',
		remedy: 'Nothing: kubewiz sets the names of cluster.yaml.',
	},
	'duplicate-product-uuid': {
		title: 'Hosts share a product UUID',
		why: 'Kubernetes asks for a unique product_uuid on every node; some clouds and storage drivers tell nodes apart by it.',
		remedy: 'Give the virtual machines different UUIDs in the hypervisor. Harmless if nothing of yours relies on it.',
	},
	'duplicate-mac': {
		title: 'Hosts share a hardware (MAC) address',
		why: 'In one network segment both lose packets at random, and Flannel and other networks derive addresses from it.',
		remedy: 'Give each network card its own address in the hypervisor.',
	},
	'clock-skew': {
		title: 'Clocks differ between hosts',
		why: 'A certificate made on one host is "not yet valid" on one whose clock is behind, etcd complains from 1 s on, and tokens expire at the wrong time.',
		remedy: 'Set the clock, and name timeServers in cluster.yaml to keep it right.',
		fix: 'Set the clock at once, by the time service or a server of timeServers',
	},
	'clock-differs-here': {
		title: "The clocks of all hosts differ from this machine's",
		why: 'Either all hosts are wrong or this machine is. Certificates made there can look expired or not yet valid from here.',
		remedy: 'Compare with a clock you trust, and set the wrong one.',
	},
	'time-sync-missing': {
		title: 'Nothing keeps the clock',
		why: 'Clocks drift apart by seconds a week; from 1 s on etcd and certificates get into trouble.',
		remedy: "Nothing: kubewiz sets up chrony, with the servers of cluster.yaml (timeServers) or the distribution's.",
	},
	'time-unsynchronized': {
		title: 'The time service has not synchronised the clock',
		why: 'It runs, but has not reached a server or has only just started; until then the clock is what it is.',
		remedy: 'Look at "chronyc sources" or "timedatectl timesync-status", and whether UDP port 123 gets out.',
	},
	'time-zones-differ': {
		title: 'Hosts are in different time zones',
		why: 'Kubernetes does not mind, but logs of the hosts will be hard to compare.',
		remedy: 'timedatectl set-timezone, if you wish.',
	},
} as const satisfies Record<string, CheckWords>;
