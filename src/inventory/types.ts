import type {ClusterDocument} from '../cluster/schema/cluster.ts';
import type {HostSpec} from '../cluster/schema/host.ts';
import {type Said, ToldError} from '../told.ts';

/** Hosts read from a text, and every word of it that could not be used. */
export interface ReadHosts {
	readonly hosts: readonly HostSpec[];
	readonly problems: readonly LineProblem[];
	/** A whole document, when the source was a cluster.yaml. */
	readonly document?: ClusterDocument;
}

/** A word that could not be used, where it stands, and what would be right. Never repeats a password. */
export interface LineProblem {
	/** Counted from 1. */
	readonly line: number;
	readonly text: string;
	readonly message: Said;
}

export type SourceKind = 'ssh-config' | 'known-hosts' | 'etc-hosts' | 'ansible' | 'kubekey' | 'cluster-yaml';

/** A file that hosts can be taken from. */
export interface ImportSource {
	readonly kind: SourceKind;
	readonly path: string;
	/** How many hosts were found in it. */
	readonly hosts: number;
}

/** A text could not be used as a whole. The message is for the operator. */
export class InventoryError extends ToldError {
	override readonly name = 'InventoryError';
}
