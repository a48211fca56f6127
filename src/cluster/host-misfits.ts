import type {Facts} from './facts.ts';
import {compareVersions} from './versions.ts';
import type {MinorVersion} from './versions-table.ts';

/** What a host has that a Kubernetes minor does not accept. */
interface Misfit {
	readonly host: string;
	/** As the host says: `kernel 4.18`, `cgroup v1`. */
	readonly has: string;
}

/** The hosts that do not have what a minor asks of kernel and cgroups (`versions-table.ts` for the sources). Hosts without facts are left out. */
export function misfitsOf(row: MinorVersion, facts: ReadonlyMap<string, Facts>): readonly Misfit[] {
	return [...facts].flatMap(([host, {kernel, cgroup}]) => {
		const release = /^\d+\.\d+/.exec(kernel)?.[0];
		const old = row.kernel !== undefined && release !== undefined && compareVersions(release, row.kernel.oldest) < 0;
		return [
			...(old ? [{host, has: `kernel ${release}`}] : []),
			...(row.cgroupV1 === 'refused' && cgroup !== 'v2' && cgroup !== 'unknown' ? [{host, has: `cgroup ${cgroup}`}] : []),
		];
	});
}
