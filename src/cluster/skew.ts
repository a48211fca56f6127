import {compareVersions, known} from './versions.ts';

/**
 * Does this containerd serve this Kubernetes? It does when its own minor is
 * listed and its patch is not older, or when its minor is newer than all listed
 * and not too new.
 */
export function containerdFits(containerd: string, kubernetes: string): boolean {
	if (containerdTooNew(containerd, kubernetes)) return false;
	const listed = known(kubernetes).containerd;
	const minor = minorText(containerd);
	const same = listed.find((version) => minorText(version) === minor);
	if (same) return compareVersions(containerd, same) >= 0;
	return listed.every((version) => compareVersions(containerd, version) > 0);
}

/** Kubelets before 1.23 speak CRI v1alpha2 only, which containerd 2.0 has dropped (containerd RELEASES.md; kubernetes CHANGELOG-1.23). */
export function containerdTooNew(containerd: string, kubernetes: string): boolean {
	return compareVersions(containerd, '2.0.0') >= 0 && compareVersions(kubernetes, '1.23.0') < 0;
}

function minorText(version: string): string {
	return version.split('.').slice(0, 2).join('.');
}
