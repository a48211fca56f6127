import type {Script} from '../shell/sh.ts';
import type {Said, Told} from '../told.ts';

/** What mends a finding. */
export interface Repair {
	readonly script: Script;
	/**
	 * It deletes or moves away what the host may still need: data, configuration,
	 * units, programs, interfaces. It never runs on a yes alone: the operator types
	 * the host's or the cluster's name, or names the finding on the command line.
	 */
	readonly destroys: boolean;
}

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
	readonly fix?: Repair & {readonly title: Told};
	readonly waivable: boolean;
}
