import {atLeast, compareVersions} from './versions.ts';

/** A Calico minor, the patch kubewiz takes, and the Kubernetes minors its makers test it with. */
interface CalicoRelease {
	readonly minor: string;
	readonly version: string;
	readonly tested: readonly [oldest: string, newest: string];
}

/** Sources: Calico's "System requirements" page of each version; 3.27 and older from the archived pages. Newest first. */
const calicoReleases: readonly CalicoRelease[] = [
	{minor: '3.33', version: 'v3.33.0', tested: ['1.35', '1.37']},
	{minor: '3.32', version: 'v3.32.2', tested: ['1.34', '1.36']},
	{minor: '3.31', version: 'v3.31.3', tested: ['1.32', '1.35']},
	{minor: '3.29', version: 'v3.29.7', tested: ['1.29', '1.32']},
	{minor: '3.28', version: 'v3.28.2', tested: ['1.27', '1.30']},
	{minor: '3.26', version: 'v3.26.4', tested: ['1.24', '1.28']},
	{minor: '3.24', version: 'v3.24.5', tested: ['1.22', '1.25']},
	{minor: '3.20', version: 'v3.20.6', tested: ['1.19', '1.21']},
];

/** Serves every Kubernetes from 1.17 on. */
export const defaultFlannel = 'v0.28.9';

/** Calico for a Kubernetes version: the release that has been tested longest with newer minors too, so the newest but one where there is a choice. */
export function calicoFor(kubernetes: string): string {
	const fitting = calicoReleases.filter((release) => isTested(release, kubernetes));
	const release = fitting.find((candidate) => !candidate.version.endsWith('.0')) ?? fitting[0] ?? calicoReleases[0];
	return (release as CalicoRelease).version;
}

/**
 * Why a CNI version cannot or may not run with this Kubernetes; undefined when
 * nothing is known against it. `breaks`: its manifest uses APIs that are gone.
 */
export function cniMisfit(kind: 'flannel' | 'calico', version: string, kubernetes: string): CniMisfit | undefined {
	return kind === 'flannel' ? flannelMisfit(version, kubernetes) : calicoMisfit(version, kubernetes);
}

type CniMisfit =
	| {readonly kind: 'breaks'; readonly removed: string; readonly since: string; readonly firstGood: string}
	| {readonly kind: 'untested'; readonly tested: readonly [string, string]; readonly better: string};

/** Flannel's manifest had a PodSecurityPolicy up to v0.18; that API ended with 1.25. */
function flannelMisfit(version: string, kubernetes: string): CniMisfit | undefined {
	if (!atLeast(kubernetes, '1.25') || compareVersions(version, 'v0.19.0') >= 0) return undefined;
	return {kind: 'breaks', removed: 'PodSecurityPolicy', since: '1.25', firstGood: defaultFlannel};
}

/** Calico's manifest had a policy/v1beta1 PodDisruptionBudget before 3.23; that API ended with 1.25. */
function calicoMisfit(version: string, kubernetes: string): CniMisfit | undefined {
	if (atLeast(kubernetes, '1.25') && compareVersions(version, 'v3.23.0') < 0)
		return {kind: 'breaks', removed: 'policy/v1beta1', since: '1.25', firstGood: calicoFor(kubernetes)};
	const minor = version.replace(/^v/, '').split('.').slice(0, 2).join('.');
	const release = calicoReleases.find((candidate) => candidate.minor === minor);
	if (!release || isTested(release, kubernetes)) return undefined;
	return {kind: 'untested', tested: release.tested, better: calicoFor(kubernetes)};
}

function isTested(release: CalicoRelease, kubernetes: string): boolean {
	const [oldest, newest] = release.tested;
	return atLeast(kubernetes, oldest) && !atLeast(kubernetes, nextMinor(newest));
}

function nextMinor(minor: string): string {
	const [major, number] = minor.split('.');
	return `${major}.${Number(number) + 1}`;
}
