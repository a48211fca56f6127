import {type ConfigApi, type MinorVersion, minors, tableDate} from './versions-table.ts';

export {type ConfigApi, type MinorVersion, minors, tableDate} from './versions-table.ts';

/** What a spec without a version gets: the minor before the newest, which mirrors and CNIs have had time to follow. */
export const defaultKubernetesVersion = '1.36.4';

export interface Version {
	readonly major: number;
	readonly minor: number;
	readonly patch: number;
}

/** Reads `1.36.4` or `v1.36.4`; undefined for anything else. */
export function parseVersion(text: string): Version | undefined {
	const match = /^v?(\d{1,3})\.(\d{1,3})\.(\d{1,4})$/.exec(text);
	return match ? {major: Number(match[1]), minor: Number(match[2]), patch: Number(match[3])} : undefined;
}

/** `1.36` of `1.36.4`. Throws RangeError when it is not a full version. */
export function minorOf(version: string): string {
	const {major, minor} = parsed(version);
	return `${major}.${minor}`;
}

/** Patch number of a full version. */
export function patchOf(version: string): number {
	return parsed(version).patch;
}

/** The row of the version table for a full version or a minor; undefined for minors this kubewiz does not know. */
export function minorVersion(version: string): MinorVersion | undefined {
	const minor = /^v?\d+\.\d+$/.test(version) ? version.replace(/^v/, '') : minorOf(version);
	return minors.find((row) => row.minor === minor);
}

/** Oldest and newest minors in the table. */
export const oldestMinor = minors[0] as MinorVersion;
export const newestMinor = minors.at(-1) as MinorVersion;

/** Configuration API kubewiz writes for a version. Throws RangeError for a minor not in the table. */
export function configApiFor(version: string): ConfigApi {
	return known(version).configApis[0];
}

/** The table's row of a version that validation has let through. Throws RangeError when it is not there. */
export function known(version: string): MinorVersion {
	const row = minorVersion(version);
	if (!row) throw new RangeError(`Kubernetes ${version} is not in the version table (${oldestMinor.minor} to ${newestMinor.minor})`);
	return row;
}

/** Newest patch known of a minor, `1.36.4`. */
export function lastVersion(row: MinorVersion): string {
	return `${row.minor}.${row.lastPatch}`;
}

/** True when the minor had ended before the table was made, so that no further patch can exist. */
export function isFinal(row: MinorVersion): boolean {
	return row.endOfLife < tableDate;
}

/** Negative, zero or positive as `a` is older than, the same as, or newer than `b`. Takes dotted numbers of any length, `v` allowed. */
export function compareVersions(a: string, b: string): number {
	const left = numbers(a);
	const right = numbers(b);
	for (let index = 0; index < Math.max(left.length, right.length); index++) {
		const difference = (left[index] ?? 0) - (right[index] ?? 0);
		if (difference !== 0) return difference;
	}
	return 0;
}

/** True when the minor of `version` is `minor` or newer; `atLeast('1.25.3', '1.25')`. */
export function atLeast(version: string, minor: string): boolean {
	return compareVersions(minorOf(version), minor) >= 0;
}

function parsed(version: string): Version {
	const result = parseVersion(version);
	if (!result) throw new RangeError(`'${version}' is not a full Kubernetes version such as ${defaultKubernetesVersion}`);
	return result;
}

function numbers(version: string): number[] {
	return version
		.replace(/^v/, '')
		.split(/[^\d]+/)
		.filter((part) => part !== '')
		.map(Number);
}
