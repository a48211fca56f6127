import type {HostModel} from './host.ts';

/** What a simulated host calls its system wherever it shows. */
export const simulatedSystem = 'simulated Debian 12';

/** The lines that kubewiz's facts script prints on this host (`key TAB field…`, see preflight's facts script). */
export function factLines(host: HostModel): readonly string[] {
	const nanoseconds = `${Date.now() + host.clockSkewMs}000000`;
	return [
		['clock-start', nanoseconds, '1'],
		...system(host),
		...software(host),
		...network(host),
		...storage(host),
		...remains(host),
		['time-zone', 'Etc/UTC'],
		['time-synchronized', keepsTime(host) ? 'yes' : 'no'],
		['clock-end', nanoseconds, '1'],
		['end'],
	].map((fields) => fields.join('\t'));
}

function keepsTime(host: HostModel): boolean {
	return ['chrony', 'systemd-timesyncd'].some((name) => host.services.get(name) === 'active');
}

type Lines = readonly (readonly string[])[];

function system(host: HostModel): Lines {
	return [
		['hostname', host.hostname],
		['os', 'PRETTY_NAME', `"${simulatedSystem}"`],
		['os', 'ID', 'debian'],
		['os', 'VERSION_ID', '"12"'],
		['os', 'VERSION_CODENAME', 'bookworm'],
		['kernel', '6.1.0-32-amd64', 'x86_64'],
		['virtualization', 'kvm'],
		['cpus', String(host.cpus)],
		['memory-kib', String(host.memoryMib * 1024)],
		['boot-id', host.bootId],
		['machine-id', host.machineId],
		['product-uuid', host.productUuid],
		['cpu-flags', 'fpu tsc cx8 cmov mmx fxsr sse sse2 syscall nx lm pni ssse3 cx16 sse4_1 sse4_2 popcnt aes avx avx2 lahf_lm'],
		['cgroup', 'v2'],
		['cgroup-controllers', 'cpuset cpu io memory hugetlb pids rdma misc'],
		...(host.swap.on ? [['swap', '/dev/vda2', '2097148']] : []),
		...[...host.modules.loaded].map((name) => ['module', name]),
		...[...host.modules.missing].map((name) => ['module-missing', name]),
		...[...host.sysctl].map(([name, value]) => ['sysctl', name, value]),
		['systemd', '252'],
		...[...host.services].map(([name, state]) => ['service', `${name}.service`, state, 'enabled']),
		['selinux', 'absent'],
	];
}

const baseCommands = [
	...['ip', 'mount', 'nsenter', 'tc', 'touch', 'bash', 'curl', 'gpg', 'tar', 'timeout', 'flock', 'systemctl', 'systemd-run'],
	...['modprobe', 'ss', 'dd', 'getent', 'apt-get', 'dpkg', 'nft'],
];

/** Commands and processes that come with a package. */
const brings: Readonly<Record<string, {readonly commands: readonly string[]; readonly process?: string; readonly service?: string}>> = {
	'cri-tools': {commands: ['crictl']},
	conntrack: {commands: ['conntrack']},
	socat: {commands: ['socat']},
	ethtool: {commands: ['ethtool']},
	ebtables: {commands: ['ebtables']},
	iptables: {commands: ['iptables']},
	chrony: {commands: ['chronyc'], process: 'chronyd', service: 'chrony'},
	'systemd-timesyncd': {commands: ['timedatectl'], process: 'systemd-timesyn', service: 'systemd-timesyncd'},
	containerd: {commands: ['containerd', 'runc'], process: 'containerd', service: 'containerd'},
	'containerd.io': {commands: ['containerd', 'runc'], process: 'containerd', service: 'containerd'},
	kubeadm: {commands: ['kubeadm']},
	kubelet: {commands: ['kubelet'], process: 'kubelet', service: 'kubelet'},
	kubectl: {commands: ['kubectl']},
};

function software(host: HostModel): Lines {
	const brought = [...host.packages.keys()].flatMap((name) => brings[name] ?? []);
	const processes = brought.filter((part) => part.service && host.services.get(part.service) === 'active').map((part) => part.process);
	return [
		...[...baseCommands, ...brought.flatMap((part) => part.commands)].map((name) => ['command', name]),
		...['sshd', ...processes.filter((name) => name !== undefined)].map((name) => ['process', name]),
		...[...host.packages].map(([name, version]) => ['package', name, version]),
		...(host.packageLock ? [['lock', String(host.packageLock.pid), host.packageLock.command, '/var/lib/dpkg/lock-frontend']] : []),
	];
}

function network(host: HostModel): Lines {
	const listeners: [number, string][] = [[22, 'sshd'], ...host.foreignListeners];
	if (host.kubeadm === 'control-plane' || host.kubeadm === 'worker') listeners.push([10_250, 'kubelet']);
	if (host.kubeadm === 'control-plane') listeners.push([6443, 'kube-apiserver'], [2379, 'etcd'], [2380, 'etcd']);
	return [
		['link', 'lo', '00:00:00:00:00:00', '65536', 'unknown', 'virtual'],
		['link', 'eth0', host.mac, '1500', 'up', 'hardware'],
		['address', 'lo', '127.0.0.1/8'],
		['address', 'eth0', `${host.address}/16`],
		['route', 'default', 'eth0', '198.18.255.254'],
		['route', '198.18.0.0/16', 'eth0', ''],
		['resolv', '/etc/resolv.conf'],
		['nameserver', '/etc/resolv.conf', '198.18.255.254'],
		['etc-hosts', '127.0.0.1', 'localhost'],
		// Debian's installer gives the name a loopback address; the step puts the real one in its place.
		['etc-hosts', host.applied.has('prepare/hosts-file') ? host.address : '127.0.1.1', host.hostname],
		...listeners.map(([port, program]) => ['listen', '0.0.0.0', String(port), program]),
	];
}

const directories = [
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
];

function storage(host: HostModel): Lines {
	const mountOf = (path: string) => (path.startsWith('/var') ? '/var' : '/');
	return [
		...directories.map((path) => [
			'disk',
			path,
			String(80 * 1024 * 1024),
			String((host.diskFreeMib.get(mountOf(path)) ?? 0) * 1024),
			mountOf(path),
		]),
		...directories.map((path) => ['inodes', path, '5242880', '5100000']),
		['mount', '/', 'ext4', 'rw,relatime'],
		['mount', '/var', 'ext4', 'rw,relatime'],
		['fsync', (1.2 + host.random.fraction('fsync')).toFixed(3), '100', '0.900'],
	];
}

function remains(host: HostModel): Lines {
	const paths: string[] = [];
	if (host.kubeadm !== 'none') paths.push('/etc/kubernetes/kubelet.conf', '/etc/kubernetes/pki/ca.crt', '/var/lib/kubelet/config.yaml');
	if (host.kubeadm === 'control-plane' || host.kubeadm === 'partial') paths.push('/etc/kubernetes/admin.conf', '/var/lib/etcd');
	const marks = host.files.get('/var/lib/kubewiz/cluster.json');
	return [...paths.map((path) => ['remains', path]), ...(marks ? [['marks', Buffer.from(marks.content).toString('utf8').trim()]] : [])];
}
