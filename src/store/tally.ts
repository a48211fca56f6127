import type {TaskState} from '../events/event.ts';

/** What needs the operator's eye comes first. */
const byNeed: readonly TaskState[] = [
	'failed',
	'unknown',
	'reconnecting',
	'set-aside',
	'running',
	'verifying',
	'checking',
	'blocked',
	'waiting',
	'done',
];

/** The state that stands for several: the one that needs the operator most; `waiting` for none. */
export function neediest(states: readonly TaskState[]): TaskState {
	return byNeed.find((state) => states.includes(state)) ?? 'waiting';
}

/** How many tasks stand how, of the whole run, of a host or of a step; kept as events come, so that a frame never counts 500 hosts times 60 steps. */
export class Tally {
	readonly counts: Record<TaskState, number> = {
		waiting: 0,
		checking: 0,
		running: 0,
		verifying: 0,
		reconnecting: 0,
		unknown: 0,
		done: 0,
		failed: 0,
		'set-aside': 0,
		blocked: 0,
	};
	/** Milliseconds of the task that took longest so far. */
	slowestMs = 0;
	/** Changes it has taken: what was drawn of its tasks holds as long as this number does. */
	changes = 0;

	/** Takes a task's change; `before` is undefined for a task that is new. */
	move(before: TaskState | undefined, after: TaskState, ms = 0): void {
		this.changes += 1;
		if (before !== undefined) this.counts[before] -= 1;
		this.counts[after] += 1;
		this.slowestMs = Math.max(this.slowestMs, ms);
	}

	get state(): TaskState {
		return byNeed.find((state) => this.counts[state] > 0) ?? 'waiting';
	}
}
