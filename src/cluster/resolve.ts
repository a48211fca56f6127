import {calicoFor} from './cni-versions.ts';
import {defaults, endpointName} from './defaults.ts';
import {hostFromWord} from './draft.ts';
import {nodeIpOf, nodeNameOf, rolesOf, splitEndpoint} from './hosts.ts';
import {resolveMirrors} from './resolve-mirrors.ts';
import type {ClusterDocument, ClusterSpec} from './schema/cluster.ts';
import type {HostSpec, SshSpec} from './schema/host.ts';
import type {CniSpec} from './schema/network.ts';
import type {Cluster, Cni, ConfigApi, Endpoint, Host, KubeadmExtras, ManifestSource, SshLogin} from './types.ts';
import {configApiFor} from './versions.ts';

/** Fills in every default of a document that passed validation. */
export function resolveSpec({metadata, spec}: ClusterDocument): Cluster {
	const kubernetesVersion = (spec.kubernetesVersion ?? defaults.kubernetesVersion).replace(/^v/, '');
	const hosts = resolveHosts(spec);
	const endpoint = resolveEndpoint(spec, metadata.name);
	const network = {
		podCidr: spec.network?.podCIDR ?? defaults.podCidr,
		serviceCidr: spec.network?.serviceCIDR ?? defaults.serviceCidr,
		dnsDomain: spec.network?.dnsDomain ?? defaults.dnsDomain,
	};
	const runtime = {name: 'containerd' as const, package: spec.runtime?.package ?? defaults.runtimePackage};
	const proxy = resolveProxy(spec, hosts, endpoint, network);
	return {
		name: metadata.name,
		kubernetesVersion,
		hosts,
		endpoint,
		network,
		runtime,
		cni: resolveCni(spec.cni ?? {name: defaults.cni}, kubernetesVersion),
		mirrors: resolveMirrors(spec.mirrors ?? {}, kubernetesVersion, runtime),
		kubeadm: resolveKubeadm(spec, kubernetesVersion),
		...(proxy ? {proxy} : {}),
		timeServers: spec.timeServers ?? [],
		firewall: spec.firewall ?? defaults.firewall,
		...(spec.selinux ? {selinux: spec.selinux} : {}),
	};
}

function resolveHosts(spec: ClusterSpec): Host[] {
	const given = spec.hosts.map((host) => (typeof host === 'string' ? hostFromWord(host) : host));
	const roles = rolesOf(given);
	return given.map((host: HostSpec, index) => ({
		name: nodeNameOf(host),
		address: host.address,
		roles: roles[index] ?? [],
		nodeIp: nodeIpOf(host) ?? host.address,
		ssh: resolveLogin(spec.ssh, host.ssh),
		labels: host.labels ?? {},
		taints: (host.taints ?? []).map(({key, value, effect}) => ({key, ...(value === undefined ? {} : {value}), effect})),
	}));
}

function resolveLogin(all: SshSpec | undefined, own: SshSpec | undefined): SshLogin {
	return defined({...all, ...own});
}

function resolveEndpoint(spec: ClusterSpec, name: string): Endpoint {
	if (spec.controlPlaneEndpoint === undefined) return {host: endpointName(name), port: defaults.apiPort, kind: 'hosts-file'};
	return {...splitEndpoint(spec.controlPlaneEndpoint, defaults.apiPort), kind: 'external'};
}

function resolveCni(spec: CniSpec, kubernetes: string): Cni {
	const {name} = spec;
	if (name === 'none') return {kind: 'none'};
	const source = sourceOf(spec);
	const from = source ? {source} : {};
	if (name === 'flannel')
		return {kind: name, version: spec.version ?? defaults.flannelVersion, backend: spec.backend ?? defaults.flannelBackend, ...from};
	if (name === 'calico')
		return {
			kind: name,
			version: spec.version ?? calicoFor(kubernetes),
			encapsulation: spec.encapsulation ?? defaults.calicoEncapsulation,
			...from,
		};
	if (!source) throw new Error('cni: a manifest without file and url, which validation forbids');
	return {kind: name, source};
}

function sourceOf({file, url}: {readonly file?: string | undefined; readonly url?: string | undefined}): ManifestSource | undefined {
	if (file !== undefined) return {file};
	return url === undefined ? undefined : {url};
}

function resolveKubeadm({kubeadm = {}}: ClusterSpec, version: string): KubeadmExtras {
	const {extraArgs = {}} = kubeadm;
	return {
		configApi: (kubeadm.apiVersion?.split('/')[1] as ConfigApi | undefined) ?? configApiFor(version),
		certSans: kubeadm.certSANs ?? [],
		featureGates: kubeadm.featureGates ?? {},
		kubelet: kubeadm.kubelet ?? {},
		kubeProxy: kubeadm.kubeProxy ?? {},
		extraArgs: {
			apiServer: extraArgs.apiServer ?? {},
			controllerManager: extraArgs.controllerManager ?? {},
			scheduler: extraArgs.scheduler ?? {},
			etcd: extraArgs.etcd ?? {},
			kubelet: extraArgs.kubelet ?? {},
		},
		ignorePreflightErrors: kubeadm.ignorePreflightErrors ?? [],
	};
}

/** Nothing inside the cluster may go through the proxy, or the API server is asked through it. */
function resolveProxy({proxy}: ClusterSpec, hosts: readonly Host[], endpoint: Endpoint, network: Cluster['network']): Cluster['proxy'] {
	if (!proxy?.http && !proxy?.https) return undefined;
	const inside = [
		'localhost',
		'127.0.0.1',
		network.podCidr,
		network.serviceCidr,
		'.svc',
		`.${network.dnsDomain}`,
		endpoint.host,
		...hosts.flatMap((host) => [host.name, host.nodeIp]),
	];
	return defined({http: proxy.http, https: proxy.https, noProxy: [...new Set([...(proxy.noProxy ?? []), ...inside])]});
}

type Defined<T> = {[K in keyof T]: Exclude<T[K], undefined>};

/** The same object without the keys whose value is undefined. */
function defined<T extends object>(value: T): Defined<T> {
	return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as Defined<T>;
}
