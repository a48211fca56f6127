import type {DoneBy, TaskState} from '../events/event.ts';
import type {TaskEvidence} from '../journal/types.ts';
import type {Task} from '../plan/types.ts';
import type {Said} from '../told.ts';

/** What a check said of a task. `broken`: the check itself could not tell. */
export type Answer =
	| {readonly kind: 'done'}
	| {
			readonly kind: 'todo' | 'partial' | 'foreign' | 'broken';
			readonly reason: Said;
			readonly lines: readonly string[];
			readonly code?: number;
	  };

/** One task while it runs. Only the board changes `state`, `open` and `dirty`. */
export interface TaskRun {
	readonly task: Task;
	state: TaskState;
	/** Highest attempt begun, in this run or before. */
	attempt: number;
	/** Attempts begun in this run. */
	tries: number;
	/** Journal record that counts for this machine and these inputs. */
	evidence: TaskEvidence | undefined;
	/** What the check said at the start of the run; undefined when not asked or no longer valid. */
	standing: Answer | undefined;
	/** Tasks it waits for that are not done; values it needs are not among them. */
	open: number;
	/** Something it waits for was changed in this run: `standing` must be asked anew. */
	dirty: boolean;
	/** After it was verified a value was made that it takes back: being due again is no drift. */
	overtaken: boolean;
	/** Waits for its delay before it is tried again. */
	held: boolean;
	/** For a task that gives values: somebody needs them now. */
	demanded: boolean;
	doneBy?: DoneBy;
	/** The host was asked what became of an open job, and a new attempt is needed. */
	asked: boolean;
	/** Where the line was lost without result, one after the other. */
	lost: number;
	readonly dependents: TaskRun[];
	/** Tasks that give the values this one needs. */
	readonly givers: TaskRun[];
	/** Tasks that need the values this one gives. */
	readonly consumers: TaskRun[];
	/** Tasks that take back what this one gives. */
	readonly takers: TaskRun[];
}

const settledStates: ReadonlySet<TaskState> = new Set(['done', 'failed', 'set-aside', 'blocked']);

/** Nothing more happens to it in this run (values apart, which may be given again). */
export function isSettled(run: TaskRun): boolean {
	return settledStates.has(run.state);
}

export function isGiver(run: TaskRun): boolean {
	return run.task.step.gives.length > 0;
}

/** A job of an earlier run whose end is not recorded: it must be asked for before anything else. */
export function hasOpenJob({evidence}: Pick<TaskRun, 'evidence'>): boolean {
	return (
		evidence?.job !== undefined &&
		(evidence.last === 'intent' || evidence.last === 'started' || evidence.last === 'applied' || evidence.last === 'unknown')
	);
}
