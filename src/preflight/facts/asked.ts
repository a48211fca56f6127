/** What the facts script asks each host about, by name. Adding a name here is all it takes to learn about it. */

/** Commands looked for on root's PATH: those kubeadm, the CNI plugins and kubewiz need. */
export const askedCommands = [
	...['conntrack', 'ip', 'iptables', 'mount', 'nsenter', 'ebtables', 'ethtool', 'socat', 'tc', 'touch', 'crictl'],
	...['bash', 'curl', 'wget', 'gpg', 'tar', 'timeout', 'flock', 'systemctl', 'systemd-run', 'modprobe', 'ss', 'dd', 'getent'],
	...['apt-get', 'dpkg', 'dnf', 'yum', 'rpm', 'nft', 'firewall-cmd', 'ufw'],
	...['containerd', 'runc', 'docker', 'crio', 'cri-dockerd', 'kubeadm', 'kubelet', 'kubectl', 'k3s', 'rke2', 'k0s', 'microk8s'],
] as const;

/** Kernel modules that the runtime, kube-proxy and the usual CNIs load. */
export const askedModules = ['overlay', 'br_netfilter', 'nf_conntrack', 'xt_comment', 'xt_mark', 'xt_conntrack', 'vxlan'] as const;

export const askedSysctls = [
	'net.ipv4.ip_forward',
	'net.bridge.bridge-nf-call-iptables',
	'net.bridge.bridge-nf-call-ip6tables',
	'net.ipv6.conf.all.disable_ipv6',
	'net.ipv6.conf.default.forwarding',
	'fs.inotify.max_user_instances',
	'fs.inotify.max_user_watches',
	'fs.may_detach_mounts',
	'user.max_user_namespaces',
	'vm.overcommit_memory',
] as const;

/** systemd services whose state matters, without `.service`. */
export const askedServices = [
	...['containerd', 'docker', 'crio', 'cri-docker', 'kubelet', 'etcd', 'k3s', 'k3s-agent', 'rke2-server', 'rke2-agent'],
	...['firewalld', 'ufw', 'nftables', 'iptables', 'NetworkManager', 'systemd-resolved', 'nm-cloud-setup'],
	...['chrony', 'chronyd', 'ntp', 'ntpd', 'ntpsec', 'openntpd', 'systemd-timesyncd', 'unattended-upgrades', 'apt-daily', 'packagekit'],
] as const;

/** Process names (as in /proc/PID/comm, 15 characters at most) that tell of a cluster, a runtime, a firewall or a clock daemon. */
export const askedProcesses = [
	...['kubelet', 'kube-apiserver', 'kube-controller', 'kube-scheduler', 'kube-proxy', 'etcd', 'k3s-server', 'k3s-agent', 'k3s', 'rke2'],
	...['containerd', 'dockerd', 'crio', 'cri-dockerd', 'firewalld', 'haproxy', 'nginx', 'keepalived', 'flanneld', 'calico-node'],
	...['chronyd', 'ntpd', 'systemd-timesyn', 'openntpd', 'ptp4l', 'phc2sys', 'vmtoolsd', 'VBoxService', 'hv_utils'],
] as const;

/** Packages whose installed version matters. */
export const askedPackages = [
	...['kubeadm', 'kubelet', 'kubectl', 'cri-tools', 'kubernetes-cni', 'containerd', 'containerd.io', 'runc'],
	...['docker.io', 'docker-ce', 'docker-engine', 'docker', 'moby-engine', 'podman', 'podman-docker', 'buildah', 'cri-o', 'cri-dockerd'],
	...['chrony', 'ntp', 'ntpsec', 'systemd-timesyncd', 'firewalld', 'ufw', 'container-selinux', 'conntrack', 'conntrack-tools', 'socat'],
	...['ethtool', 'iptables', 'unattended-upgrades', 'kernel-modules-extra', 'etcd', 'etcd-server', 'haproxy', 'keepalived'],
] as const;

/** Directories whose file systems hold a cluster's data. */
export const askedDirectories = [
	'/',
	'/etc',
	'/var',
	'/var/lib',
	'/var/lib/etcd',
	'/var/lib/containerd',
	'/var/lib/kubelet',
	'/var/log',
	'/opt',
	'/tmp',
	'/usr',
] as const;

/** Files and non-empty directories that a cluster leaves behind, kubeadm's and others'. */
export const askedRemains = [
	'/etc/kubernetes/admin.conf',
	'/etc/kubernetes/kubelet.conf',
	'/etc/kubernetes/bootstrap-kubelet.conf',
	'/etc/kubernetes/pki/ca.crt',
	'/etc/kubernetes/manifests/kube-apiserver.yaml',
	'/etc/kubernetes/manifests/kube-controller-manager.yaml',
	'/etc/kubernetes/manifests/kube-scheduler.yaml',
	'/etc/kubernetes/manifests/etcd.yaml',
	'/var/lib/etcd',
	'/var/lib/kubelet/config.yaml',
	'/var/lib/kubelet/pki',
	'/var/lib/kubelet/pods',
	'/etc/cni/net.d',
	'/var/lib/cni',
	'/var/lib/calico',
	'/run/flannel/subnet.env',
	'/etc/rancher',
	'/var/lib/rancher',
	'/usr/local/bin/k3s',
	'/var/lib/k0s',
	'/var/snap/microk8s',
	'/var/lib/minikube',
	'/etc/systemd/system/kubelet.service',
	'/etc/systemd/system/kube-apiserver.service',
	'/etc/systemd/system/etcd.service',
	'/usr/local/bin/kubelet',
	'/usr/local/bin/kubeadm',
	'/usr/local/bin/kubectl',
	'/usr/local/bin/containerd',
	'/usr/local/bin/etcd',
] as const;
