import {isDeepStrictEqual} from 'node:util';
import {stringify} from 'yaml';
import {mirrorIds, mirrors} from './mirror-catalogue.ts';
import {imagesOf} from './resolve-mirrors.ts';
import {apiVersion, type ClusterDocument, type ClusterSpec} from './schema/cluster.ts';
import type {SshSpec} from './schema/host.ts';
import type {MirrorPartsSpec} from './schema/mirrors.ts';
import type {Cluster, Cni, Host, KubeadmExtras, PackageSource} from './types.ts';
import {configApiFor} from './versions.ts';

/** A cluster as a `cluster.yaml` that loads to the same cluster again. */
export function clusterToYaml(cluster: Cluster): string {
	return specToYaml(specOf(cluster));
}

/** A document as YAML text. */
export function specToYaml(document: ClusterDocument): string {
	return stringify(document, {lineWidth: 0, aliasDuplicateObjects: false});
}

/** A cluster as the document an operator could have written: what is not said follows from a rule, not from a default that may change. */
export function specOf(cluster: Cluster): ClusterDocument {
	const {name, kubernetesVersion, endpoint, network, runtime, proxy, timeServers, firewall} = cluster;
	const logins = cluster.hosts.map(loginSpec);
	const common = logins.every((login) => isDeepStrictEqual(login, logins[0])) ? logins[0] : undefined;
	const spec: ClusterSpec = {
		kubernetesVersion,
		...(endpoint.kind === 'external' ? {controlPlaneEndpoint: `${endpoint.host}:${endpoint.port}`} : {}),
		hosts: cluster.hosts.map((host) => hostSpec(host, common ? {} : loginSpec(host))),
		...(common ? unlessEmpty('ssh', common) : {}),
		network: {podCIDR: network.podCidr, serviceCIDR: network.serviceCidr, dnsDomain: network.dnsDomain},
		runtime: {...runtime},
		cni: cniSpec(cluster.cni),
		mirrors: mirrorsSpec(cluster),
		...unlessEmpty('kubeadm', kubeadmSpec(cluster)),
		...(proxy ? {proxy: {...proxy, noProxy: [...proxy.noProxy]}} : {}),
		...(timeServers.length > 0 ? {timeServers: [...timeServers]} : {}),
		firewall,
		...(cluster.selinux ? {selinux: cluster.selinux} : {}),
	};
	return {apiVersion, kind: 'Cluster', metadata: {name}, spec};
}

function hostSpec(host: Host, login: SshSpec): ClusterSpec['hosts'][number] {
	return {
		name: host.name,
		address: host.address,
		roles: [...host.roles],
		...(host.nodeIp === host.address ? {} : {nodeIP: host.nodeIp}),
		...unlessEmpty('ssh', login),
		...unlessEmpty('labels', {...host.labels}),
		...(host.taints.length > 0 ? {taints: host.taints.map((taint) => ({...taint}))} : {}),
	};
}

function loginSpec({ssh}: Host): SshSpec {
	const {identityFiles, ...login} = ssh;
	return {...login, ...(identityFiles ? {identityFiles: [...identityFiles]} : {})};
}

function cniSpec(cni: Cni): NonNullable<ClusterSpec['cni']> {
	if (cni.kind === 'none') return {name: 'none'};
	const source = cni.source ?? {};
	if (cni.kind === 'manifest') return {name: 'manifest', ...source};
	if (cni.kind === 'flannel') return {name: 'flannel', version: cni.version, backend: cni.backend, ...source};
	return {name: 'calico', version: cni.version, encapsulation: cni.encapsulation, ...source};
}

function mirrorsSpec({mirrors: used, kubernetesVersion}: Cluster): MirrorPartsSpec {
	const images = mirrorIds.find((id) => mirrors[id].images && isDeepStrictEqual(imagesOf(id, kubernetesVersion), used.images));
	const registries = mirrorIds.find((id) => isDeepStrictEqual(mirrors[id].registries, used.registries));
	return {
		packages: used.packages.id === 'custom' ? ownPackages(used.packages) : (used.packages.id as MirrorPartsSpec['packages']),
		images: images ?? {...used.images},
		...(used.dockerCe ? {dockerCE: dockerSpec(used.dockerCe)} : {}),
		...(registries ? {registries} : unlessEmpty('registries', {...used.registries})),
	};
}

function ownPackages({deb, keyUrl, keyFingerprint}: PackageSource): NonNullable<MirrorPartsSpec['packages']> {
	const suite = deb.layout === 'suite' ? {suite: deb.suite, components: [...deb.components]} : {};
	return {url: deb.url, ...suite, keyURL: keyUrl, keyFingerprint};
}

function dockerSpec({id, deb, keyUrl, keyFingerprint}: PackageSource): NonNullable<MirrorPartsSpec['dockerCE']> {
	if (id !== 'custom') return id as NonNullable<MirrorPartsSpec['dockerCE']>;
	return {url: deb.url.replace(/\/\{id\}$/, ''), keyURL: keyUrl, keyFingerprint};
}

function kubeadmSpec({kubeadm, kubernetesVersion}: Cluster): NonNullable<ClusterSpec['kubeadm']> {
	const {configApi, certSans, featureGates, kubelet, kubeProxy, extraArgs, ignorePreflightErrors} = kubeadm;
	return {
		...(configApi === configApiFor(kubernetesVersion) ? {} : {apiVersion: `kubeadm.k8s.io/${configApi}` as const}),
		...(certSans.length > 0 ? {certSANs: [...certSans]} : {}),
		...unlessEmpty('featureGates', {...featureGates}),
		...unlessEmpty('kubelet', {...kubelet}),
		...unlessEmpty('kubeProxy', {...kubeProxy}),
		...unlessEmpty('extraArgs', usedArgs(extraArgs)),
		...(ignorePreflightErrors.length > 0 ? {ignorePreflightErrors: [...ignorePreflightErrors]} : {}),
	};
}

function usedArgs(extraArgs: KubeadmExtras['extraArgs']): Record<string, Record<string, string>> {
	return Object.fromEntries(
		Object.entries(extraArgs).flatMap(([component, args]) => (Object.keys(args).length > 0 ? [[component, {...args}]] : [])),
	);
}

/** `{[key]: value}`, or nothing when the value has no entries. */
function unlessEmpty<Key extends string, Value extends object>(key: Key, value: Value): {[K in Key]?: Value} {
	return Object.keys(value).length > 0 ? ({[key]: value} as {[K in Key]?: Value}) : {};
}
