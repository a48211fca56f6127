import type {Facts} from '../cluster/facts.ts';
import {type MirrorId, mirrorIds, mirrors} from '../cluster/mirror-catalogue.ts';
import {dockerSource, mirrorPackages} from '../cluster/mirror-packages.ts';
import type {OwnMirror} from '../cluster/own-mirrors.ts';
import {packageSourceFor} from '../cluster/package-source.ts';
import {imagesOf, ownPackageSource, ownRegistry} from '../cluster/resolve-mirrors.ts';
import type {Cluster, PackageSource} from '../cluster/types.ts';

export type MirrorUse = 'packages' | 'images' | 'docker-ce' | 'registries';

/** Something a node can be told to ask. */
export type Candidate =
	| {readonly use: 'packages' | 'docker-ce'; readonly mirror: string; readonly source: PackageSource}
	| {readonly use: 'images'; readonly mirror: string; readonly images: Cluster['mirrors']['images']}
	| {readonly use: 'registries'; readonly mirror: string; readonly urls: readonly string[]};

/** Every mirror of the catalogue that could serve this cluster on a system like this, and the operator's own ones. */
export function candidatesFor(cluster: Cluster, facts: Facts, own: readonly OwnMirror[]): readonly Candidate[] {
	return [...mirrorIds.flatMap((id) => fromCatalogue(id, cluster, facts)), ...own.flatMap((mirror) => ownCandidate(mirror, facts))];
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

function ownCandidate(own: OwnMirror, facts: Facts): readonly Candidate[] {
	const mirror = own.url;
	switch (own.use) {
		case 'packages':
			return [{use: own.use, mirror, source: ownPackageSource(own.source)}];
		case 'images':
			return [{use: own.use, mirror, images: ownRegistry(own.source)}];
		case 'docker-ce':
			return forSystem(mirror, dockerSource('custom', own.source.url), facts);
		case 'registries':
			return [{use: own.use, mirror, urls: [...new Set(Object.values(own.source))]}];
	}
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
