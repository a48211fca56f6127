import type {PoolName} from '../../steps/step.ts';
import type {Facts} from '../cluster/facts.ts';
import type {Diagnosis} from '../diagnose/types.ts';
import type {Failure, RunEvent, RunResult, TaskState} from '../events/event.ts';
import type {Journal} from '../journal/types.ts';
import type {Plan} from '../plan/types.ts';
import type {Fleet, UnitResult} from '../remote/contract.ts';
import type {Said} from '../told.ts';
import type {RunControl} from './control.ts';

/**
 * All that a run needs. Unit ids sent to a host are the step's id; a verify
 * asked for on its own is `<step>#verify` (in its `check`), and kubewiz's marks
 * are written by a unit named `kubewiz/marks`.
 */
export interface RunRequest {
	readonly plan: Plan;
	/** As the plan was made from: machine ids and marks decide what journal records count. */
	readonly facts: ReadonlyMap<string, Facts>;
	readonly fleet: Fleet;
	/** Open, `begin` not yet called. The caller closes it. */
	readonly journal: Journal;
	readonly mode: 'apply' | 'resume';
	/** Answers to every check of a host that were asked a moment ago, together with its facts; such a host is not asked again. */
	readonly foreseen?: ReadonlyMap<string, readonly UnitResult[]>;
	/** Takes events at once; the run never waits for it. */
	readonly emit: (event: RunEvent) => void;
	/** Most likely cause of a failure's output lines, when known. */
	readonly diagnose: (lines: readonly string[]) => Diagnosis | undefined;
	/** Drain, detach, pause. */
	readonly control?: RunControl;
	/** What the operator has agreed to beforehand. */
	readonly agreed?: Agreed;
	readonly pools?: Partial<Record<PoolName, number>>;
	readonly patience?: Partial<Patience>;
	readonly clock?: Clock;
	/** 0 ≤ x < 1. */
	readonly random?: () => number;
	/** Hosts are played by this process. */
	readonly simulation?: boolean;
	/** Name of this run, for directories of logs; by default made of time and epoch. */
	readonly run?: string;
	/** Commands named in `next`, as the operator would type them. */
	readonly commands?: {readonly resume: string; readonly status: string; readonly logs: string};
}

export interface Agreed {
	/** Take over the lineage found on the hosts when the local journal is missing or behind. */
	readonly adopt?: boolean;
	/** Hosts that were reinstalled or replaced: their old records are void. */
	readonly reinstalled?: readonly string[];
	/** Checks of preflight whose findings were let pass; kept in the record. */
	readonly waived?: readonly string[];
	/** Hosts that are absent from the plan because the operator set them aside. */
	readonly aside?: readonly string[];
	/**
	 * What to do when a step verified earlier is no longer so. `reapply` does
	 * idempotent steps again, with a warning; `ask` stops with exit code 6. By
	 * default `apply` reapplies (that is what it was called for) and `resume` asks.
	 * A `once` step is never repeated.
	 */
	readonly drift?: 'ask' | 'reapply';
}

/** How long to try before a host is set aside, in milliseconds. */
export interface Patience {
	/** For a host that was not reached yet in this run. */
	readonly connectMs: number;
	/** For a worker whose line was lost; a resume joins it later. */
	readonly reconnectMs: number;
	/** For a control plane whose line was lost: the others wait for it. */
	readonly controlPlaneMs: number;
}

export interface Clock {
	/** Milliseconds since the epoch. */
	now(): number;
	/** Milliseconds that never jump. */
	monotonic(): number;
	/** Resolves after `ms`, or at once when `signal` aborts. */
	sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** How a run ended. */
export interface RunSummary {
	readonly result: RunResult;
	readonly exitCode: number;
	readonly counts: Readonly<Record<TaskState, number>>;
	readonly failures: readonly Failure[];
	readonly setAside: readonly {readonly host: string; readonly reason: Said}[];
	/** Commands for the operator. */
	readonly next: readonly Said[];
	readonly ms: number;
}
