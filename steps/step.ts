import type {Facts} from '../src/cluster/facts.ts';
import type {Cluster, Host} from '../src/cluster/types.ts';
import type {LateName, Script} from '../src/shell/sh.ts';
import type {Said, Told} from '../src/told.ts';

/** What a step sees: the cluster, its host, and what that host said of itself. No SSH, no clock, no screen. */
export interface StepContext {
	readonly cluster: Cluster;
	readonly host: Host;
	readonly facts: Facts;
	/** Texts of manifest files the spec names, read before planning, by path. */
	readonly files: Readonly<Record<string, string>>;
}

/** `read` changes nothing; `idempotent` may run again; `once` never runs twice and is never reset on its own. */
export type StepKind = 'read' | 'idempotent' | 'once';

/**
 * What must be done before. A plain id waits for that step on the same host
 * (nothing to wait for where it does not run). `everywhere` waits for it on all
 * its hosts that are not set aside.
 */
export type After = string | {readonly everywhere: string};

export interface Step {
	readonly id: string;
	readonly title: Told;
	/** One sentence for the operator: why this is needed. */
	readonly why: Said;
	/** Raise when the scripts change their meaning: journal records of other versions do not count. */
	readonly version: number;
	readonly kind: StepKind;
	readonly on: (cluster: Cluster) => readonly Host[];
	readonly after: readonly After[];
	/** Run-time values its scripts refer to; the runner has the giving step run (again) shortly before. */
	readonly needs: readonly LateName[];
	/** Run-time values its apply reports with `kw_give NAME VALUE`. A giving step runs whenever a task that is not done needs the value. */
	readonly gives: readonly LateName[];
	/** Run-time values it takes out of the world again: once one was made anew it is due again, whatever was verified before. */
	readonly takesBack: readonly LateName[];
	/** Long steps run as a job of the host's own that outlives the connection. Always true for `once`. */
	readonly detached: boolean;
	/** Pool that bounds how many hosts run it at a time. */
	readonly pool?: PoolName;
	/** Failures that can pass by themselves and may be tried again. */
	readonly retry: readonly RetryCause[];
	/**
	 * Exits 0 when already so, else by `todo`, `partial` or `foreign` with the
	 * reason as its output. Must not change anything.
	 */
	readonly check: (context: StepContext) => Script;
	readonly apply: (context: StepContext) => Script;
	/**
	 * Files on the host, or patterns of them, that `apply` changes beyond those it
	 * names to `kw_write`: by programs it calls, or where the path is known only
	 * there. What a package brings is not meant.
	 */
	readonly writes?: (context: StepContext) => readonly string[];
	/** Exits 0 only when the effect itself is there; by default the check. */
	readonly verify?: (context: StepContext) => Script;
	readonly timeoutMs: number;
}

export type PoolName = 'download' | 'control-plane-join' | 'worker-join';

/** `network`: downloads and the API over the wire; `lock`: dpkg or rpm lock; `pull`: image pulls. */
export type RetryCause = 'network' | 'lock' | 'pull';

type Defaulted = 'version' | 'needs' | 'gives' | 'takesBack' | 'detached' | 'retry' | 'timeoutMs';

/** Makes a step, filling in what most steps have in common. Throws when a `once` step could not be resumed safely. */
export function step(definition: Omit<Step, Defaulted> & Partial<Pick<Step, Defaulted>>): Step {
	const made: Step = {
		version: 1,
		needs: [],
		gives: [],
		takesBack: [],
		retry: [],
		timeoutMs: minutes(2),
		...definition,
		detached: definition.detached ?? definition.kind === 'once',
	};
	if (made.kind === 'once' && !made.detached)
		throw new Error(`${made.id}: a once step must be detached, or a dropped line would leave its outcome unknown`);
	return made;
}

/** Files a task may write on its host, for the operator to read before it runs: the script's own by the one function that writes, and those its step lists. */
export function writtenFiles(step: Step, context: StepContext, apply: string): readonly string[] {
	const named = [...apply.matchAll(/\bkw_write (?:'([^']+)'|(\/[^\s'"$]+))/g)].map((match) => match[1] ?? match[2] ?? '');
	return [...new Set([...named, ...(step.writes?.(context) ?? [])])];
}

export function minutes(count: number): number {
	return count * 60_000;
}

export function everyNode(cluster: Cluster): readonly Host[] {
	return cluster.hosts;
}
