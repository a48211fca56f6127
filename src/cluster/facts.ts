/** What a host says of itself, read in one round trip, already sanitized. `undefined` means: the host could not tell. */
export interface Facts {
	readonly hostname: string;
	readonly os: {
		readonly id: string;
		readonly idLike: readonly string[];
		readonly versionId: string;
		readonly codename?: string;
		readonly pretty: string;
		readonly family: OsFamily;
	};
	readonly arch: 'amd64' | 'arm64' | 'arm' | 'ppc64le' | 's390x' | 'riscv64' | 'unknown';
	readonly kernel: string;
	readonly virtualization?: string;
	readonly cpus: number;
	/** MiB. */
	readonly memoryMib: number;
	readonly bootId: string;
	readonly machineId?: string;
	readonly productUuid?: string;
	/** Hardware addresses of non-virtual links. */
	readonly macs: readonly string[];
	/** Addresses with prefix length, `10.0.0.11/24`. */
	readonly addresses: readonly {readonly interface: string; readonly cidr: string}[];
	readonly routes: readonly {readonly destination: string; readonly interface: string}[];
	readonly defaultRoute?: {readonly interface: string; readonly gateway: string};
	readonly nameservers: readonly string[];
	/** Host's clock, ms since the epoch, and the controller's clock when the answer came, with the round trip, so that skew can be judged. */
	readonly clock: {readonly hostMs: number; readonly receivedMs: number; readonly roundTripMs: number};
	readonly timeSync: 'synchronized' | 'unsynchronized' | 'none' | 'unknown';
	readonly cgroup: 'v1' | 'v2' | 'hybrid' | 'unknown';
	readonly swap: readonly {readonly name: string; readonly kib: number}[];
	/** Free and total MiB by directory: `/`, `/var`, `/var/lib/etcd`, `/var/lib/containerd`, `/tmp`… */
	readonly disks: readonly {
		readonly path: string;
		readonly freeMib: number;
		readonly totalMib: number;
		readonly freeInodes?: number;
		readonly readOnly: boolean;
		readonly filesystem: string;
		/** Where the file system is mounted: directories with the same one share the space. */
		readonly mount?: string;
		readonly totalInodes?: number;
		readonly noexec?: boolean;
		/** XFS made without d_type (`ftype=0`): overlayfs does not work on it. */
		readonly noDirectoryTypes?: boolean;
	}[];
	/** Listening TCP ports with the program that holds them, where known. */
	readonly listeners: readonly {readonly port: number; readonly address: string; readonly program?: string}[];
	readonly modules: readonly string[];
	readonly sysctl: Readonly<Record<string, string>>;
	/** Commands found on root's PATH, of those asked for. */
	readonly commands: readonly string[];
	readonly selinux: 'enforcing' | 'permissive' | 'disabled' | 'absent';
	readonly firewall: 'firewalld' | 'ufw' | 'none';
	readonly systemd?: number;
	/** Installed versions of what matters here (containerd, docker, cri-o, kubeadm, kubelet, kubectl…). */
	readonly packages: Readonly<Record<string, string>>;
	/** Files of an older or present cluster. */
	readonly leftovers: readonly string[];
	/** kubewiz's own marks, when an earlier run left some. */
	readonly marks?: HostMarks;
	/** Who holds kubewiz's lock on the host now: an installation at work. `owner` is user@machine. */
	readonly installer?: {readonly lineage: string; readonly owner: string};
	/** Who holds dpkg's or rpm's lock now. */
	readonly packageLock?: {readonly pid: number; readonly command: string};
	readonly proxyEnv: Readonly<Record<string, string>>;
	/** 99th percentile of fdatasync on the etcd disk in milliseconds, when it was measured. */
	readonly fsyncP99Ms?: number;
	readonly etcHosts: readonly {readonly address: string; readonly names: readonly string[]}[];
	readonly timeZone?: string;

	// Details that only preflight judges.
	/** Name servers that systemd-resolved asks, when it runs; the pods get these. */
	readonly upstreamNameservers?: readonly string[];
	readonly links?: readonly Link[];
	readonly cgroupControllers?: readonly string[];
	/** CPU feature flags, amd64 only. */
	readonly cpuFlags?: readonly string[];
	/** Modules asked for that are neither loaded, built in nor on disk; and those of which the host cannot tell. */
	readonly missingModules?: readonly string[];
	readonly unknownModules?: readonly string[];
	readonly services?: Readonly<Record<string, {readonly active: string; readonly enabled: string}>>;
	/** Running processes among those asked for, by name. */
	readonly processes?: readonly string[];
	readonly heldPackages?: readonly string[];
	/** Packages that dpkg began and did not finish; `dpkg` itself when its journal is not empty. */
	readonly brokenPackages?: readonly string[];
	/** API servers named in kubeconfigs that are on the host, by file. */
	readonly apiServers?: Readonly<Record<string, string>>;
	/** Command line flags of the kubelet that newer kubelets refuse, by file. */
	readonly kubeletFlags?: readonly {readonly file: string; readonly flag: string}[];
	/** containerd is configured without its CRI plugin (as the docker packages do). */
	readonly criDisabled?: boolean;
	/** Settings, at most 20, that somebody has made in containerd's configuration and that kubewiz's would not have. */
	readonly containerdOwn?: readonly string[];
	/** Files that set ip_forward to 0 at boot. */
	readonly forwardingOff?: readonly string[];
	readonly rebootRequired?: boolean;
	/** Settings of cloud-init that rewrite /etc/hosts or the host name at boot. */
	readonly cloudInit?: readonly string[];
}

export interface Link {
	readonly name: string;
	readonly mac?: string;
	readonly mtu?: number;
	readonly state: string;
	readonly hardware: boolean;
}

export type OsFamily = 'debian' | 'rhel' | 'unknown';

/** `/var/lib/kubewiz/cluster.json` of a host. */
export interface HostMarks {
	readonly cluster: string;
	readonly lineage: string;
	readonly epoch: number;
	readonly planHash: string;
	readonly kubewiz: string;
}
