import type {Random} from '../random.ts';

/**
 * What a simulated host is: the part of a Linux machine that kubewiz's steps
 * look at and change. Steps act on these fields by name, see `behaviours.ts`.
 */
export interface HostModel {
	readonly name: string;
	readonly address: string;
	readonly role: 'control-plane' | 'worker';
	readonly random: Random;
	machineId: string;
	readonly productUuid: string;
	readonly mac: string;
	readonly cpus: number;
	readonly memoryMib: number;
	/** What the host thinks the time is, minus the true time. */
	clockSkewMs: number;
	bootId: string;
	hostname: string;
	/** Swap in use now, and whether /etc/fstab turns it on again at boot. */
	swap: {on: boolean; inFstab: boolean};
	/** Kernel modules: loaded now; `persistent` ones come back at boot. */
	readonly modules: {loaded: Set<string>; persistent: Set<string>; missing: Set<string>};
	readonly sysctl: Map<string, string>;
	/** Package name → version. */
	readonly packages: Map<string, string>;
	readonly services: Map<string, 'active' | 'inactive'>;
	readonly images: Set<string>;
	/** What kubeadm said it needs; empty until it was asked. */
	imageList: readonly string[];
	readonly diskFreeMib: Map<string, number>;
	/** Ports held by a program that is none of the cluster's. */
	readonly foreignListeners: Map<number, string>;
	/** Who holds dpkg's lock, while somebody does. */
	packageLock: {pid: number; command: string} | undefined;
	/** Files that kubewiz uploaded, or that simulated commands made, by path. */
	readonly files: Map<string, {content: Uint8Array; mode: number}>;
	/** Effects of steps that need no field of their own: step id → hashes of the script that was applied, and of the check that goes with it. */
	readonly applied: Map<string, string>;
	/** Step id → hash of the check that was asked last: a job brings its apply script alone. */
	readonly asked: Map<string, string>;
	/** Nodes whose pods were reached from a pod of this one. */
	proven: ReadonlySet<string>;
	/** How far `kubeadm` came on this host. */
	kubeadm: 'none' | 'partial' | 'control-plane' | 'worker';
	/** Set when the host is down: nothing answers. */
	down: boolean;
}

/** A fault of a host's own that preflight is meant to find. */
export const hostFaults = {
	'swap-on': 'swap is on and in /etc/fstab',
	'clock-skew': 'the clock is 10 minutes behind',
	'missing-module': 'br_netfilter is not in the kernel',
	'low-disk': '/var has 1.2 GiB left',
	'port-taken': 'nginx listens on 10250',
	'apt-lock': 'unattended-upgrades holds the dpkg lock',
	'small-memory': '900 MiB of memory',
	'same-machine-id': 'the machine-id is that of another host',
} as const;

export type HostFault = keyof typeof hostFaults;

/** A freshly installed Debian 12 that nobody has touched, with the faults asked for. */
export function bareHost(identity: Pick<HostModel, 'name' | 'address' | 'role' | 'random'>, faults: readonly HostFault[] = []): HostModel {
	const {random, name} = identity;
	const has = (fault: HostFault) => faults.includes(fault);
	return {
		...identity,
		machineId: has('same-machine-id') ? 'c0ffee'.padEnd(32, '0') : random.hex('machine-id', 32),
		productUuid: random.uuid('product'),
		mac: `02:00:${(random.hex('mac', 8).match(/../g) ?? []).join(':')}`,
		cpus: 4,
		memoryMib: has('small-memory') ? 900 : 8192,
		clockSkewMs: has('clock-skew') ? -600_000 : Math.round(random.fraction('clock') * 80 - 40),
		bootId: random.uuid('boot-0'),
		hostname: name,
		swap: {on: has('swap-on'), inFstab: has('swap-on')},
		modules: {
			loaded: new Set(['ext4', 'nf_tables']),
			persistent: new Set(['ext4', 'nf_tables']),
			missing: new Set(has('missing-module') ? ['br_netfilter'] : []),
		},
		sysctl: new Map([['net.ipv4.ip_forward', '0']]),
		packages: new Map([
			['systemd', '252.39-1~deb12u1'],
			['openssh-server', '1:9.2p1-2+deb12u7'],
			['systemd-timesyncd', '252.39-1~deb12u1'],
		]),
		// A clock that is off has nobody who keeps it.
		services: new Map(
			has('clock-skew')
				? [['ssh', 'active']]
				: [
						['ssh', 'active'],
						['systemd-timesyncd', 'active'],
					],
		),
		images: new Set(),
		imageList: [],
		diskFreeMib: new Map([
			['/', 61_440],
			['/var', has('low-disk') ? 1229 : 51_200],
		]),
		foreignListeners: new Map(has('port-taken') ? [[10_250, 'nginx']] : []),
		packageLock: has('apt-lock') ? {pid: 812, command: 'unattended-upgr'} : undefined,
		files: new Map(),
		applied: new Map(),
		asked: new Map(),
		proven: new Set(),
		kubeadm: 'none',
		down: false,
	};
}

/** What a restart does: a new boot id, and only what is written down comes back. Jobs are ended by the caller. */
export function restart(host: HostModel, count: number): void {
	host.bootId = host.random.uuid(`boot-${count}`);
	host.swap.on = host.swap.inFstab;
	host.modules.loaded = new Set(host.modules.persistent);
	host.packageLock = undefined;
	for (const name of host.services.keys()) host.services.set(name, 'active');
}
