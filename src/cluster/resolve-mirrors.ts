import type * as z from 'zod';
import {type MirrorId, mirrors} from './mirror-catalogue.ts';
import {dockerSource, mirrorPackages} from './mirror-packages.ts';
import type {MirrorPartsSpec, MirrorsSpec, ownImages, ownPackages} from './schema/mirrors.ts';
import type {Mirrors, PackageSource, Runtime} from './types.ts';
import {atLeast} from './versions.ts';

export type MirrorParts = {readonly [Part in keyof MirrorPartsSpec]-?: NonNullable<MirrorPartsSpec[Part]>};

/** The four parts of `mirrors`, with one name for everything spread over them and the official ones filled in. */
export function partsOf(spec: MirrorsSpec): MirrorParts {
	const {packages, images, dockerCE, registries} = typeof spec === 'string' ? everythingOf(spec) : spec;
	return {packages: packages ?? 'official', images: images ?? 'official', dockerCE: dockerCE ?? 'official', registries: registries ?? {}};
}

function everythingOf(id: MirrorId): MirrorPartsSpec {
	const {packages, legacyPackages, images, dockerCe, registries} = mirrors[id];
	return {
		packages: packages || legacyPackages ? id : undefined,
		images: images ? id : undefined,
		dockerCE: dockerCe ? id : undefined,
		registries: registries ? id : undefined,
	};
}

/** Names become addresses. Throws when a mirror cannot have the version, which validation forbids. */
export function resolveMirrors(spec: MirrorsSpec, version: string, runtime: Runtime): Mirrors {
	const {packages, images, dockerCE, registries} = partsOf(spec);
	const docker =
		typeof dockerCE === 'string'
			? dockerSource(dockerCE, mirrors[dockerCE].dockerCe ?? '')
			: dockerSource('custom', dockerCE.url, dockerCE.keyFingerprint, dockerCE.keyURL);
	return {
		packages: typeof packages === 'string' ? named(packages, version) : ownPackageSource(packages),
		images: typeof images === 'string' ? imagesOf(images, version) : ownRegistry(images),
		...(runtime.package === 'containerd.io' ? {dockerCe: docker} : {}),
		registries: typeof registries === 'string' ? (mirrors[registries].registries ?? {}) : registries,
	};
}

function named(id: MirrorId, version: string): PackageSource {
	const found = mirrorPackages(id, version);
	if (found.kind === 'absent') throw new Error(`${id} has no packages of Kubernetes ${version} (${found.because})`);
	return found.source;
}

/** A repository of the operator's own. */
export function ownPackageSource({url, suite, components, keyURL, keyFingerprint}: z.output<typeof ownPackages>): PackageSource {
	const deb =
		suite === undefined ? {url, layout: 'flat' as const} : {url, layout: 'suite' as const, suite, components: components ?? ['main']};
	return {id: 'custom', deb, keyUrl: keyURL, keyFingerprint};
}

/**
 * A named mirror's images for a version.
 *
 * CoreDNS is at `coredns/coredns` upstream since 1.21. kubeadm goes there by
 * itself only when the repository is exactly its own default, which is
 * registry.k8s.io from 1.25 on, k8s.gcr.io before (kubeadm images.go). 1.21.0
 * always adds the first `coredns/` itself.
 */
export function imagesOf(id: MirrorId, version: string): Mirrors['images'] {
	const {repository, coredns} = mirrors[id].images ?? {repository: '', coredns: 'flat'};
	const byItself = id === 'official' && atLeast(version, '1.25');
	const apart = coredns === 'nested' && atLeast(version, '1.21') && version !== '1.21.0' && !byItself;
	return {repository, ...(apart ? {dnsRepository: `${repository}/coredns`} : {}), insecure: false};
}

/** A registry of the operator's own. */
export function ownRegistry({repository, dnsRepository, insecure}: z.output<typeof ownImages>): Mirrors['images'] {
	return {repository, ...(dnsRepository === undefined ? {} : {dnsRepository}), insecure: insecure ?? false};
}
