import type {Facts} from '../../cluster/facts.ts';
import {packageSourceFor} from '../../cluster/package-source.ts';
import type {Cluster, PackageSource} from '../../cluster/types.ts';

/** URLs of a repository's package lists without ending (`.gz`), for this architecture (wiki.debian.org/DebianRepository/Format). */
export function packageIndexes(source: PackageSource, arch: Facts['arch']): readonly string[] {
	const {deb} = source;
	const root = deb.url.replace(/\/+$/, '');
	if (deb.layout === 'flat') return [`${root}/Packages`];
	return deb.components.map((component) => `${root}/dists/${deb.suite}/${component}/binary-${arch}/Packages`);
}

/** The docker-ce repository for this host's system; undefined when the spec does not use it or it has none for this system. */
export function runtimeSource(cluster: Cluster, facts: Facts): PackageSource | undefined {
	if (cluster.runtime.package !== 'containerd.io' || !cluster.mirrors.dockerCe) return undefined;
	try {
		return packageSourceFor(cluster.mirrors.dockerCe, facts.os);
	} catch (error) {
		// It says that docker-ce has nothing for this system, which the plan refuses with the same words.
		if (error instanceof Error) return undefined;
		throw error;
	}
}

/**
 * Manifest URLs of kube-apiserver at the cluster's version, in the order in
 * which containerd tries them: a mirror set for the registry, then the registry
 * itself (OCI distribution specification, pulling manifests; containerd's
 * hosts.md for `ns`).
 */
export function manifestUrls(cluster: Cluster): readonly string[] {
	const {repository, insecure} = cluster.mirrors.images;
	const [registry = '', ...path] = repository.split('/');
	const image = [...path, 'kube-apiserver'].join('/');
	const tail = `/v2/${image}/manifests/v${cluster.kubernetesVersion}`;
	const mirror = cluster.mirrors.registries[registry];
	const own = registry === 'docker.io' ? 'registry-1.docker.io' : registry;
	return [...(mirror ? [`${mirror.replace(/\/+$/, '')}${tail}?ns=${registry}`] : []), `${insecure ? 'http' : 'https'}://${own}${tail}`];
}
