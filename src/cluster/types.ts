import type {ConfigApi} from './versions-table.ts';

export type {ConfigApi} from './versions-table.ts';

/** What the operator wants, with every default filled in and every rule checked. Made by `loadSpec`; immutable. */
export interface Cluster {
	readonly name: string;
	/** Full patch version without `v`, for example `1.36.4`. */
	readonly kubernetesVersion: string;
	readonly hosts: readonly Host[];
	/** Where every node and every client reaches the API. Always set, even for one control plane (facts: a cluster without it cannot grow). */
	readonly endpoint: Endpoint;
	readonly network: {readonly podCidr: string; readonly serviceCidr: string; readonly dnsDomain: string};
	readonly runtime: Runtime;
	readonly cni: Cni;
	readonly mirrors: Mirrors;
	readonly kubeadm: KubeadmExtras;
	readonly proxy?: {readonly http?: string; readonly https?: string; readonly noProxy: readonly string[]};
	/** Empty: leave time synchronisation as found. */
	readonly timeServers: readonly string[];
	/** What to do with a running firewall: open the ports (default), leave it alone, or turn it off because the operator said so. */
	readonly firewall: 'open-ports' | 'leave' | 'disable';
	/** What to do with an enforcing SELinux. Undefined: nobody has decided, and it stays as found. */
	readonly selinux?: 'permissive' | 'leave';
}

export type Role = 'control-plane' | 'worker';

export interface Host {
	/** Node name: lower-case RFC 1123. */
	readonly name: string;
	/** Where SSH connects. `localhost` means this machine, without SSH. */
	readonly address: string;
	readonly roles: readonly Role[];
	/** The address Kubernetes uses for the node; by default `address`. */
	readonly nodeIp: string;
	readonly ssh: SshLogin;
	readonly labels: Readonly<Record<string, string>>;
	readonly taints: readonly Taint[];
}

/** Login settings as the spec gives them; what is missing comes from ssh_config. Never a secret. */
export interface SshLogin {
	readonly user?: string;
	readonly port?: number;
	readonly identityFiles?: readonly string[];
	/** ProxyJump chain in OpenSSH's form, `user@host:port,user@host2`; `none` turns ssh_config's off. */
	readonly jump?: string;
}

export interface Taint {
	readonly key: string;
	readonly value?: string;
	readonly effect: 'NoSchedule' | 'PreferNoSchedule' | 'NoExecute';
}

export interface Endpoint {
	readonly host: string;
	readonly port: number;
	/** `hosts-file`: kubewiz maps the name to the first control plane in /etc/hosts. `external`: the operator has a load balancer or DNS name. */
	readonly kind: 'hosts-file' | 'external';
}

export interface Runtime {
	readonly name: 'containerd';
	/** `containerd.io` from docker-ce, or the distribution's own `containerd`. */
	readonly package: 'containerd.io' | 'containerd';
}

export type Cni =
	| {readonly kind: 'flannel'; readonly version: string; readonly backend: 'vxlan' | 'host-gw'; readonly source?: ManifestSource}
	| {readonly kind: 'calico'; readonly version: string; readonly encapsulation: 'vxlan' | 'ipip' | 'none'; readonly source?: ManifestSource}
	| {readonly kind: 'manifest'; readonly source: ManifestSource}
	| {readonly kind: 'none'};

/** Read on the operator's machine before a plan is made, so that the plan holds the whole text and nodes need no way out for it. */
export type ManifestSource = {readonly file: string} | {readonly url: string};

export interface Mirrors {
	/** Debian repository of kubeadm, kubelet, kubectl for this minor. */
	readonly packages: PackageSource;
	readonly images: {
		/** kubeadm's imageRepository, for example `registry.aliyuncs.com/google_containers`. */
		readonly repository: string;
		/** Where `coredns` is when not directly under `repository` (kubeadm's dns.imageRepository). */
		readonly dnsRepository?: string;
		/** True when the registry speaks plain HTTP. */
		readonly insecure: boolean;
	};
	/** Set exactly when the runtime package is `containerd.io`. Its URLs hold `{id}` and `{codename}` of the host: see `packageSourceFor`. */
	readonly dockerCe?: PackageSource;
	/** Pull-through mirrors per upstream registry (containerd certs.d), for example `docker.io` → `https://docker.m.daocloud.io`. An `http:` URL means plain HTTP. */
	readonly registries: Readonly<Record<string, string>>;
}

export interface PackageSource {
	/** Name in the catalogue, or `custom`. */
	readonly id: string;
	/** `flat` is the pkgs.k8s.io layout (`deb URL /`), `suite` a classic one (`deb URL suite components`). */
	readonly deb:
		| {readonly url: string; readonly layout: 'flat'}
		| {readonly url: string; readonly layout: 'suite'; readonly suite: string; readonly components: readonly string[]};
	readonly keyUrl: string;
	/** Full fingerprint (40 hex, upper case) that the key must have; others are refused. */
	readonly keyFingerprint: string;
}

export interface KubeadmExtras {
	/** The configuration API kubewiz writes for this version. */
	readonly configApi: ConfigApi;
	readonly certSans: readonly string[];
	readonly featureGates: Readonly<Record<string, boolean>>;
	/** Fields merged into KubeletConfiguration and KubeProxyConfiguration. */
	readonly kubelet: Readonly<Record<string, unknown>>;
	readonly kubeProxy: Readonly<Record<string, unknown>>;
	readonly extraArgs: {
		readonly apiServer: ExtraArgs;
		readonly controllerManager: ExtraArgs;
		readonly scheduler: ExtraArgs;
		readonly etcd: ExtraArgs;
		readonly kubelet: ExtraArgs;
	};
	/** kubeadm's preflight checks the operator chose to ignore, each by name; `all` is refused. */
	readonly ignorePreflightErrors: readonly string[];
}

/** Flag name without dashes → value. */
export type ExtraArgs = Readonly<Record<string, string>>;

/** Control planes in the order of the spec; the first is the leader, where kubeadm init runs. */
export function controlPlanes(cluster: Cluster): readonly Host[] {
	return cluster.hosts.filter((host) => host.roles.includes('control-plane'));
}

/** The control plane where kubeadm init runs. Throws when there is none, which validation forbids. */
export function leaderOf(cluster: Cluster): Host {
	const [leader] = controlPlanes(cluster);
	if (!leader) throw new Error('the cluster has no control plane');
	return leader;
}

/** Hosts that join as workers only. */
export function workers(cluster: Cluster): readonly Host[] {
	return cluster.hosts.filter((host) => !host.roles.includes('control-plane'));
}
