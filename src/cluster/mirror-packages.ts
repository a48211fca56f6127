import {
	dockerKey,
	firstPackagedMinor,
	kubernetesKey,
	legacyKubernetesKey,
	legacyLastPatch,
	type MirrorId,
	mirrors,
} from './mirror-catalogue.ts';
import type {PackageSource} from './types.ts';
import {compareVersions, minorOf, patchOf} from './versions.ts';

export type Packages =
	| {readonly kind: 'source'; readonly source: PackageSource}
	/** `newest`: the newest version of this minor the mirror can have. */
	| {readonly kind: 'absent'; readonly because: 'no-packages' | 'too-old' | 'legacy-only' | 'legacy-frozen'; readonly newest?: string};

/**
 * Where a named mirror has kubeadm, kubelet and kubectl of this version.
 * pkgs.k8s.io and its mirrors start at 1.24 (kubernetes.io/blog/2023/08/15);
 * the legacy layout was frozen in September 2023 at 1.28.2.
 */
export function mirrorPackages(id: MirrorId, version: string): Packages {
	const {packages, legacyPackages} = mirrors[id];
	if (!packages && !legacyPackages) return {kind: 'absent', because: 'no-packages'};
	const minor = minorOf(version);
	const seen = packages?.seen ?? [];
	const modern = packages !== undefined && compareVersions(minor, firstPackagedMinor) >= 0;
	if (modern && (seen.includes(minor) || !legacyPackages)) return {kind: 'source', source: flat(id, packages, minor)};
	const legacy = legacyPackages ? legacyState(version) : 'absent';
	if (legacyPackages && legacy === 'there') return {kind: 'source', source: suite(id, legacyPackages.base)};
	if (modern) return {kind: 'source', source: flat(id, packages, minor)};
	if (!legacyPackages) return {kind: 'absent', because: 'too-old'};
	if (legacy === 'frozen') return {kind: 'absent', because: 'legacy-frozen', newest: `${minor}.${legacyLastPatch[minor]}`};
	return {kind: 'absent', because: 'legacy-only'};
}

/** Repository of docker-ce under a `…/linux` tree. `{id}` and `{codename}` are the host's, see `packageSourceFor`. */
export function dockerSource(id: MirrorId | 'custom', tree: string, keyFingerprint = dockerKey, keyUrl?: string): PackageSource {
	const root = tree.replace(/\/+$/, '');
	return {
		id,
		deb: {url: `${root}/{id}`, layout: 'suite', suite: '{codename}', components: ['stable']},
		keyUrl: keyUrl ?? `${root}/{id}/gpg`,
		keyFingerprint,
	};
}

function flat(id: MirrorId, packages: {readonly base: string; readonly seen: readonly string[]}, minor: string): PackageSource {
	// Each minor's copy of the key is frozen at its last publish and expires; the newest minor's is the freshest.
	const newest = [...packages.seen, minor].sort(compareVersions).at(-1) as string;
	return {
		id,
		deb: {url: `${packages.base}v${minor}/deb/`, layout: 'flat'},
		keyUrl: `${packages.base}v${newest}/deb/Release.key`,
		keyFingerprint: kubernetesKey,
	};
}

function suite(id: MirrorId, base: string): PackageSource {
	return {
		id,
		deb: {url: base, layout: 'suite', suite: 'kubernetes-xenial', components: ['main']},
		keyUrl: `${base}doc/apt-key.gpg`,
		keyFingerprint: legacyKubernetesKey,
	};
}

function legacyState(version: string): 'there' | 'frozen' | 'absent' {
	const minor = minorOf(version);
	if (compareVersions(minor, '1.24') < 0) return 'there';
	const last = legacyLastPatch[minor];
	if (last === undefined) return 'absent';
	return patchOf(version) <= last ? 'there' : 'frozen';
}
