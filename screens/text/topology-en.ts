/** English words of the topology screen. */
export const topologyEn = {
	topology: {
		act: {kind: 'choose the kind', host: 'control plane or worker', setting: 'change', fold: 'advanced'},
		section: 'hosts, settings',
		alsoWorker: 'control plane runs pods too',
		onlyPlanes: 'only a control plane can run pods or not; workers always do',
		nodeLabels: 'labels',
		nodeTaints: 'taints',
		hostLabels: (host: string) => `Labels of ${host}`,
		hostTaints: (host: string) => `Taints of ${host}`,
		taintsWrong: 'key=value:NoSchedule or key:NoExecute, several with blanks between them',
		labelled: (count: number) => `${count} ${count === 1 ? 'label' : 'labels'}`,
		tainted: (count: number) => `${count} ${count === 1 ? 'taint' : 'taints'}`,
		advancedOpen: (count: number) => `${count} more settings (advanced)`,
		fold: 'fewer settings',
		controlPlane: 'control plane',
		roleOfPlane: 'the role control plane',
		worker: 'worker',
		both: 'control plane + pods',
		byDefault: 'default',
		size: (cpus: number, memory: string) => `${cpus} CPU ${memory}`,
		proposed: 'proposed',
		because: {name: 'by its name', size: 'large enough', first: 'the first'},
		smallPlane: 'small for a control plane',
		smallPlanes: (hosts: string) => `${hosts}: kubeadm asks for 2 CPUs and 1700 MB on a control plane`,
		kinds: {
			single: 'one control plane',
			stacked: 'several control planes with their own etcd, behind a load balancer of yours',
		},
		stackedOf: (count: number) => `${count} control planes behind a load balancer of yours`,
		fewHosts: (needed: number, have: number) =>
			`Needs at least ${needed} hosts, of which all may run pods too; there ${have === 1 ? 'is' : 'are'} ${have}.`,
		balancer: (endpoint: string) => `your load balancer ${endpoint}`,
		comma: ', ',
		endpointMissing: '(not named yet)',
		sentences: (first: string, second: string) => `${first} ${second}`,
		/** `only`: the one control plane there is. */
		survives: (count: number, planes: number, only: string) =>
			count === 0
				? planes === 0
					? 'There is no control plane yet.'
					: `Losing ${only} takes the API away, not the pods that run.`
				: `The API bears the loss of ${count} of ${planes} control planes.`,
		needs: {
			single: 'Needs nothing more.',
			stacked: 'Needs an odd number of them, and a load balancer in front that passes TCP 6443 on to all.',
		},
		endpointDefault: 'a name in /etc/hosts of every node',
		endpointNeeded: 'needed: your load balancer, as name:port',
		otherVersion: 'another patch release…',
		published: 'as published',
		fieldsWrong: (example: string) => `a line of YAML with a key, for example ${example}`,
		asFound: 'as found on the hosts',
		none: 'none',
		containerdIo: 'containerd.io from docker-ce (newest)',
		containerdDistribution: 'containerd of the distribution (nothing but its own mirror is needed)',
		life: (endOfLife: string, ended: boolean) => (ended ? `ENDED ${endOfLife}` : `supported until ${endOfLife}`),
		asks: (text: string, hosts: number, misfits: string) => {
			const judged =
				misfits !== '' ? `. Not so on ${misfits}` : hosts > 0 ? (hosts === 1 ? ': the host has it' : `: all ${hosts} hosts have it`) : '';
			return `This version asks for ${text}${judged}`;
		},
		tested: 'a release tested with the Kubernetes version',
		newestApi: 'the newest that the version reads',
		noProxyDefault: 'nodes, endpoint, pod and service networks',
		carrying: {
			vxlan: 'vxlan: works everywhere',
			'host-gw': 'host-gw: plain routes, all nodes on one network segment',
			ipip: 'ipip: most clouds block it',
			none: 'none: your network has routes for the pods',
		},
		cgroup: {works: 'cgroup v1 or v2', maintenance: 'cgroup v2 (v1 still works)', refused: 'cgroup v2'},
		kernel: (oldest: string) => `kernel ${oldest} or newer`,
		cni: {
			flannel: 'flannel: simple, VXLAN',
			calico: 'calico: network policies, VXLAN',
			none: 'none: nodes stay NotReady until you install one',
			manifest: 'a manifest of your own: URL or file…',
		},
		selinux: {
			ask: 'not decided; preflight asks where one enforces',
			permissive: 'make it permissive, as kubeadm asks',
			leave: 'leave it as it is',
		},
		firewall: {'open-ports': 'open the ports that are needed', leave: 'leave it as it is', disable: 'turn it off'},
		labels: {
			kind: 'Topology',
			name: 'Cluster name',
			version: 'Kubernetes',
			endpoint: 'API endpoint',
			cni: 'Pod network',
			cniVersion: (cni: string) => `${cni} release`,
			carrying: (cni: string) => `${cni} packets`,
			/** Of a named pod network, or one that is known by its manifest alone. */
			manifest: (cni?: string) => (cni === undefined ? 'Network manifest' : `${cni} manifest`),
			podCIDR: 'Pod CIDR',
			serviceCIDR: 'Service CIDR',
			runtime: 'Runtime',
			dnsDomain: 'DNS domain',
			timeServers: 'Time servers',
			proxy: {http: 'HTTP proxy', https: 'HTTPS proxy', noProxy: 'Not through it'},
			certSANs: 'Certificate SANs',
			ignorePreflightErrors: 'Ignored checks',
			kubelet: 'kubelet settings',
			kubeProxy: 'kube-proxy settings',
			extraArgs: 'Component flags',
			featureGates: 'Feature gates',
			configApi: 'kubeadm API',
			firewall: 'Firewall',
			selinux: 'SELinux',
		},
	},
};
