/** Ids of the install steps that take care of findings by themselves. A test holds them against the list of steps. */
export const handledBy = {
	hostname: 'prepare/hostname',
	hostsFile: 'prepare/hosts-file',
	swap: 'prepare/swap',
	selinux: 'prepare/selinux',
	sysctl: 'prepare/sysctl',
	firewall: 'prepare/firewall',
	proxy: 'prepare/proxy',
	tools: 'prepare/tools',
	time: 'prepare/time',
	containerd: 'packages/containerd',
	kubernetes: 'packages/kubernetes',
} as const;
