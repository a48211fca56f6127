import type {CheckWords} from './words.ts';

export const softwareWords = {
	'package-lock': {
		title: 'Another program is using the package manager',
		why: 'Only one may install at a time. Automatic updates take a few minutes after boot.',
		remedy: 'Nothing: kubewiz waits for it and says for whom it waits.',
	},
	'packages-broken': {
		title: 'An earlier installation of packages was not finished',
		why: 'apt refuses to install anything until dpkg has finished what it began.',
		remedy: 'Nothing: kubewiz lets dpkg finish before it installs. You can do it now.',
		fix: 'Let dpkg finish',
	},
	'packages-held': {
		title: 'Packages are held at another version',
		why: "Somebody asked apt to keep them; kubewiz needs them at the cluster's version.",
		remedy: 'Nothing: kubewiz installs the version of cluster.yaml and holds it again.',
	},
	'kubernetes-version-differs': {
		title: 'Other versions of kubeadm, kubelet or kubectl are installed',
		why: "All three must fit the cluster's version.",
		remedy: 'Nothing: kubewiz installs the version of cluster.yaml.',
	},
	'shadowing-binaries': {
		title: 'Programs in /usr/local/bin hide those of the packages',
		why: 'A shell and some services would go on using the old program, of an unknown version.',
		remedy: 'Move them away.',
		fix: 'Rename them to NAME.before-kubewiz',
	},
	'runtime-conflict': {
		title: 'The wanted runtime excludes packages that are installed',
		why: "containerd.io and the distribution's containerd exclude each other: apt would remove the other together with the Docker that relies on it, and its containers would stop.",
		remedy: 'Set runtime.package in cluster.yaml to the one that is installed, or remove the other yourself first.',
	},
	'runtime-too-old': {
		title: 'The runtime is too old for this Kubernetes',
		why: 'The kubelet may not talk to it ("unknown service runtime.v1.RuntimeService"), or misses the method that tells the cgroup driver.',
		remedy: 'Set runtime.package: containerd.io in cluster.yaml, whose repository has current versions.',
	},
	'docker-present': {
		title: 'Docker is installed',
		why: "Docker's packages configure containerd without its CRI plugin, and both share containerd. kubewiz writes containerd's configuration anew and restarts it.",
		remedy: 'Nothing, but containers started by Docker share the host with the cluster and are not seen by its scheduler.',
	},
	'other-runtime': {
		title: 'Another container runtime runs',
		why: "kubeadm finds several runtimes; kubewiz names containerd's socket everywhere, so the other stays unused.",
		remedy: 'Remove it if nothing needs it.',
	},
	'podman-conflict': {
		title: 'podman or runc conflict with containerd.io',
		why: "On EL 8 and newer containerd.io brings its own runc and excludes the distribution's.",
		remedy: 'Remove podman, buildah and runc, or allow the package manager to (--allowerasing).',
	},
	'kubelet-flags-removed': {
		title: 'The kubelet is given flags that this version no longer knows',
		why: 'It ends at once with "unknown flag".',
		remedy: 'Take the flags out of the file.',
		fix: 'Take these flags out, keeping a copy of the file',
	},
	'tools-missing': {
		title: 'Tools that kubeadm or the pod network need are missing',
		why: 'kubeadm stops without some of them (FileExisting-…), and port forwarding and traffic shaping need the others.',
		remedy: 'Nothing: kubewiz installs them.',
	},
	'base-tools-missing': {
		title: 'Basic tools are missing',
		why: 'kubewiz cannot work on a host without them, not even to install packages.',
		remedy: "Install them with the system's own means. They must be on root's PATH.",
	},
	'swap-on': {
		title: 'Swap is on',
		why: 'The kubelet does not start with swap on, unless it is told to.',
		remedy: 'Nothing: kubewiz turns it off for good. To keep it, set kubeadm.kubelet.failSwapOn: false (cgroup v2 only).',
	},
	'swap-kept': {
		title: 'Swap is kept on cgroup v1',
		why: 'kubeadm.kubelet.failSwapOn is false, but Kubernetes supports swap on cgroup v2 only.',
		remedy: 'Boot with cgroup v2, or let kubewiz turn swap off.',
	},
	'selinux-enforcing': {
		title: 'SELinux is enforcing',
		why: 'Kubernetes asks for permissive: containers must reach files of the host as pod networks need, and the denials are hard to see.',
		remedy: 'Nothing: kubewiz sets it to permissive, now and at boot.',
	},
	'firewall-on': {
		title: 'A firewall is on',
		why: 'It drops traffic between nodes and pods until the ports are open.',
		remedy: 'Nothing: kubewiz opens the ports that the nodes need of each other.',
	},
	'firewall-left': {
		title: 'A firewall is on and stays as it is',
		why: 'cluster.yaml says firewall: leave. Until these ports are open, nodes cannot join and pods cannot reach each other.',
		remedy: 'Open the ports, or set firewall: open-ports.',
	},
	'proxy-not-in-spec': {
		title: 'A proxy is set on the host and not in cluster.yaml',
		why: "containerd does not read it, so images may not come; kubeadm does, and would send the API's own traffic through it.",
		remedy: 'Set proxy in cluster.yaml, with noProxy for what must go direct, or take the proxy out of the environment.',
	},
	'no-proxy-incomplete': {
		title: 'Cluster traffic would go through the proxy',
		why: 'NO_PROXY does not cover the node, pod and service addresses; kubeadm warns of it (HTTPProxy, HTTPProxyCIDR).',
		remedy: 'Add what is missing to proxy.noProxy in cluster.yaml.',
	},
	'forwarding-turned-off': {
		title: 'A file turns IP forwarding off at boot',
		why: 'After the next boot pods would reach nothing outside their node.',
		remedy: 'Nothing: kubewiz comments out the lines that would win over its own.',
	},
} as const satisfies Record<string, CheckWords>;
