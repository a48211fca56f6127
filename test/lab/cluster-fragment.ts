import {stringify} from 'yaml';
import {currentLab, type Lab, type LabHost} from './lab.ts';

/** Roles as cluster.yaml names them. */
export type Role = 'control-plane' | 'worker';

/** What a test may want to be different from the lab's defaults. */
export type ClusterWish = {
	name?: string;
	/** Hosts by name, and their roles. */
	hosts: Readonly<Record<string, readonly Role[]>>;
	/** True puts the lab's load balancer in front (call `setLoadBalancer` too); it is needed with several control planes. */
	loadBalancer?: boolean;
	/** Where ssh connects instead, by host: a proxy, for instance. */
	sshThrough?: Readonly<Record<string, {address: string; port: number}>>;
	/** Merged over `spec`, key by key. */
	spec?: Record<string, unknown>;
};

/** The entry of `spec.hosts` for one host. */
export function labHostEntry(
	host: LabHost,
	roles: readonly Role[] = [],
	through?: {address: string; port: number},
): Record<string, unknown> {
	return {
		name: host.name,
		address: through?.address ?? host.address,
		nodeIP: host.address,
		...(roles.length > 0 && {roles}),
		ssh: {
			user: host.user,
			port: through?.port ?? host.port,
			identityFiles: [host.identityFile],
			...(host.jump !== undefined && {jump: `${host.jump.user}@${host.jump.address}`}),
		},
	};
}

/** A whole cluster.yaml as a value: these hosts, and the lab's mirror, registry, network and time server. */
export function labCluster(lab: Lab, wish: ClusterWish): Record<string, unknown> {
	const hosts = Object.entries(wish.hosts).map(([name, roles]) => {
		const host = lab.hosts[name];
		if (host === undefined) throw new Error(`the lab has no host "${name}"`);
		return labHostEntry(host, roles, wish.sshThrough?.[name]);
	});
	const {mirror, loadBalancer} = lab;
	return {
		apiVersion: 'kubewiz.io/v1alpha1',
		kind: 'Cluster',
		metadata: {name: wish.name ?? 'lab'},
		spec: {
			kubernetesVersion: mirror.kubernetesVersion,
			hosts,
			...(wish.loadBalancer === true && {controlPlaneEndpoint: `${loadBalancer.address}:${loadBalancer.port}`}),
			runtime: {name: 'containerd', package: 'containerd'},
			cni: {name: 'manifest', url: mirror.cniManifestUrl},
			mirrors: {
				packages: {url: mirror.kubernetesDebBase, keyURL: `${mirror.kubernetesDebBase}Release.key`, keyFingerprint: mirror.keyFingerprint},
				images: {repository: mirror.imageRepository, insecure: true},
				// The CNI's image has the registry's own name: this only says that it speaks plain http.
				registries: {[mirror.registry]: `http://${mirror.registry}`},
			},
			// nf_conntrack_max cannot be written in a container: kube-proxy would end again and again.
			kubeadm: {kubeProxy: {conntrack: {maxPerCore: 0}}},
			...wish.spec,
		},
	};
}

/** The same as text. */
export function labClusterYaml(lab: Lab, wish: ClusterWish): string {
	return stringify(labCluster(lab, wish));
}

/** The hosts of the running lab as a list for `spec.hosts`. */
export function labHostsYaml(names: readonly string[]): string {
	const lab = currentLab();
	if (lab === undefined) throw new Error('no lab runs');
	const chosen = names.length > 0 ? names : Object.keys(lab.hosts).filter((name) => name !== 'jump');
	return stringify({
		hosts: chosen.map((name) => {
			const host = lab.hosts[name];
			if (host === undefined) throw new Error(`the lab has no host "${name}"`);
			return labHostEntry(host, [/^cp/.test(name) ? 'control-plane' : 'worker']);
		}),
	});
}
