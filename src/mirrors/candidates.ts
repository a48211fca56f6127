import type {Facts} from '../cluster/facts.ts';
import {type MirrorId, mirrorIds, mirrors} from '../cluster/mirror-catalogue.ts';
import {dockerSource, mirrorPackages} from '../cluster/mirror-packages.ts';
import {packageSourceFor} from '../cluster/package-source.ts';
import {imagesOf} from '../cluster/resolve-mirrors.ts';
import type {Cluster, PackageSource} from '../cluster/types.ts';

export type MirrorUse = 'packages' | 'images' | 'docker-ce' | 'registries';

/** Something a node can be told to ask. */
export type Candidate =
	| {readonly use: 'packages' | 'docker-ce'; readonly mirror: string; readonly source: PackageSource}
	| {readonly use: 'images'; readonly mirror: string; readonly images: Cluster['mirrors']['images']}
	| {readonly use: 'registries'; readonly mirror: string; readonly urls: readonly string[]};

/** Every mirror of the catalogue that could serve this cluster on a system like this, and the operator's own ones. */
export function candidatesFor(
	cluster: Cluster,
	facts: Facts,
	own: readonly {readonly use: MirrorUse; readonly url: string}[],
): readonly Candidate[] {
	return [...mirrorIds.flatMap((id) => fromCatalogue(id, cluster, facts)), ...own.flatMap(({use, url}) => ownCandidate(use, url, facts))];
}

function fromCatalogue(id: MirrorId, cluster: Cluster, facts: Facts): readonly Candidate[] {
	const packages = mirrorPackages(id, cluster.kubernetesVersion);
	const {images, dockerCe, registries} = mirrors[id];
	return [
		...(packages.kind === 'source' ? [{use: 'packages' as const, mirror: id, source: packages.source}] : []),
		...(images ? [{use: 'images' as const, mirror: id, images: imagesOf(id, cluster.kubernetesVersion)}] : []),
		...(dockerCe && cluster.runtime.package === 'containerd.io' ? forSystem(id, dockerSource(id, dockerCe), facts) : []),
		...(registries ? [{use: 'registries' as const, mirror: id, urls: [...new Set(Object.values(registries))]}] : []),
	];
}

function ownCandidate(use: MirrorUse, url: string, facts: Facts): readonly Candidate[] {
	if (use === 'images') return [{use, mirror: url, images: {repository: url, insecure: false}}];
	if (use === 'registries') return [{use, mirror: url, urls: [url]}];
	if (use === 'docker-ce') return forSystem(url, dockerSource('custom', url), facts);
	// The key is checked when it is installed; asking for a package list needs none.
	return [{use, mirror: url, source: {id: 'custom', deb: {url, layout: 'flat'}, keyUrl: '', keyFingerprint: ''}}];
}

function forSystem(mirror: string, source: PackageSource, facts: Facts): readonly Candidate[] {
	try {
		return [{use: 'docker-ce', mirror, source: packageSourceFor(source, facts.os)}];
	} catch (error) {
		// docker-ce has nothing for this system: the plan refuses with the same words, so there is nothing to try.
		if (error instanceof Error) return [];
		throw error;
	}
}
