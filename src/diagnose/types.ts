import type {Told} from '../told.ts';

/** One known failure, as data (facts: the failure catalogue). */
export interface KnownFailure {
	/** `E1` … `E108`. */
	readonly id: string;
	readonly area: 'preflight' | 'join' | 'kubelet' | 'network' | 'etcd' | 'packages' | 'host';
	/** Any of these found in the output means this failure. Matched case-insensitively after unquoting. */
	readonly patterns: readonly RegExp[];
	/** Lower matches first when several fit: a cause goes before its consequences. */
	readonly rank: number;
	/** Texts as printed, used by the tests. */
	readonly samples: readonly string[];
	readonly cause: Told;
	readonly fix: Told;
	/** Commands to look or mend, to be run on the host that failed. */
	readonly commands: readonly string[];
	/** `normal`: not a failure at that point (E46, E51, E69 before the CNI). */
	readonly level: 'failure' | 'warning' | 'normal';
}

export interface Diagnosis {
	readonly known: KnownFailure;
	/** The line that matched. */
	readonly evidence: string;
}
