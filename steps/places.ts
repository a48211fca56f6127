/** Where kubewiz keeps things on a host. Root's alone, free of secrets unless said. */
export const places = {
	/** Configuration of kubeadm init, which also names versions and registry to `kubeadm config images`. */
	kubeadmConfig: '/var/lib/kubewiz/kubeadm.yaml',
	/** What `kubeadm config images list` said, with a first line that says for which configuration. */
	imageList: '/var/lib/kubewiz/images.list',
	/** Which process containerd was when its configuration was written: as long as it is the same, it has not read it. */
	formerContainerd: '/var/lib/kubewiz/containerd.former',
	/** Checksums of the files kubewiz wrote, each under its own path. */
	written: '/var/lib/kubewiz/written',
	/** What kubeadm was about to do here, written before it: tells our own half-done work from others'. */
	attempt: '/var/lib/kubewiz/kubeadm.attempt',
	/** UID of the namespace kube-system: the identity of the cluster this host belongs to. */
	clusterUid: '/var/lib/kubewiz/cluster-uid',
	/** Names of nodes whose network was proven, one a line. */
	proof: '/var/lib/kubewiz/proof',
	/** With secrets, so in memory and only while kubeadm join runs. */
	joinConfig: '/run/kubewiz-join.yaml',
	adminConf: '/etc/kubernetes/admin.conf',
	kubeletConf: '/etc/kubernetes/kubelet.conf',
} as const;
