import type {Script} from '../shell/sh.ts';
import type {Said, Told} from '../told.ts';

/** Something preflight has to say. */
export interface Finding {
	/** Stable name of the check, for example `swap-on` or `clock-skew`; used to waive it. */
	readonly check: string;
	/** `error` blocks an install unless waived by name; `warning` is shown. */
	readonly severity: 'error' | 'warning' | 'info';
	/** Hosts it concerns; empty means the cluster as a whole. */
	readonly hosts: readonly string[];
	readonly title: Told;
	/** What was seen, by host. */
	readonly evidence: Readonly<Record<string, Said>>;
	/** Why it matters, in one or two sentences. */
	readonly why: Told;
	/** What the operator can do. */
	readonly remedy: Told;
	/** Set when an install step takes care of it anyway. */
	readonly handledBy?: string;
	/** A command kubewiz can run on the host after showing it. */
	readonly fix?: {readonly title: Told; readonly script: Script};
	readonly waivable: boolean;
}
