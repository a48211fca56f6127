import type {EventBody} from '../events/event.ts';
import type {Bell} from './bell.ts';
import type {Board} from './board.ts';
import type {LateValues} from './late-values.ts';
import type {Line} from './line.ts';
import type {Pools} from './pools.ts';
import type {TaskRun} from './task-run.ts';
import type {Troubles} from './troubles.ts';
import type {Clock, Patience, RunRequest} from './types.ts';

/** What all hosts of a run share. */
export interface RunContext {
	readonly request: RunRequest;
	readonly board: Board;
	readonly bell: Bell;
	readonly values: LateValues;
	readonly pools: Pools;
	readonly troubles: Troubles;
	readonly clock: Clock;
	readonly random: () => number;
	readonly patience: Patience;
	/** Aborted when the run must be left at once: detached, or the journal is broken. */
	readonly leave: AbortSignal;
	readonly drift: 'ask' | 'reapply';
	readonly cluster: string;
	readonly lineage: string;
	readonly epoch: number;
	readonly owner: string;
	readonly emit: (body: EventBody) => void;
	/** Says that the task is now in the host's hands: events of its line concern it. */
	readonly atWork: Map<string, TaskRun>;
	readonly lines: Map<string, Line>;
	/**
	 * Opens when the first control plane is held (or lost): before that nothing is
	 * changed anywhere, so that of two operators who begin at once one is refused
	 * with nothing touched.
	 */
	readonly gate: {open: boolean};
}
