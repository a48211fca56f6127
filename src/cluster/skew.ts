import {compareVersions, known, parseVersion} from './versions.ts';

/**
 * May a kubelet of this version run under that control plane? Never newer, and
 * at most three minors older, two before 1.28 (kubernetes.io, version skew policy).
 */
export function kubeletFits(kubelet: string, controlPlane: string): boolean {
	const behind = minorsBehind(kubelet, controlPlane);
	const newest = parseVersion(controlPlane);
	return behind >= 0 && behind <= (newest && newest.minor >= 28 ? 3 : 2);
}

/** May kubeadm of this version deploy that control plane? Its own minor and the one before. */
export function kubeadmFits(kubeadm: string, controlPlane: string): boolean {
	const behind = minorsBehind(controlPlane, kubeadm);
	return behind === 0 || behind === 1;
}

/** May kubectl of this version talk to that control plane? One minor either way. */
export function kubectlFits(kubectl: string, controlPlane: string): boolean {
	return Math.abs(minorsBehind(kubectl, controlPlane)) <= 1;
}

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

function minorsBehind(older: string, newer: string): number {
	const left = parseVersion(older);
	const right = parseVersion(newer);
	if (!left || !right) throw new RangeError(`cannot compare '${older}' with '${newer}': full versions such as 1.36.4 are needed`);
	return right.major === left.major ? right.minor - left.minor : Number.POSITIVE_INFINITY;
}

function minorText(version: string): string {
	return version.split('.').slice(0, 2).join('.');
}
