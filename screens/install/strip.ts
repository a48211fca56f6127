import type {TaskState} from '../../src/events/event.ts';
import type {RunView, StepRow} from '../../src/store/run-view.ts';

/** What needs the operator's eye comes first. */
const order: readonly TaskState[] = [
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

/** One cell per host, or per group of hosts where they are more than `width`: the state of a group is that of its neediest host. */
export function stripOf(view: RunView, step: StepRow, width: number): readonly TaskState[] {
	const states = step.hosts.map((host) => view.cell(step.id, host)?.state ?? 'waiting');
	if (states.length <= width) return states;
	const size = Math.ceil(states.length / width);
	return Array.from({length: Math.ceil(states.length / size)}, (_, index) => neediest(states.slice(index * size, (index + 1) * size)));
}

/** The state that stands for several. */
export function neediest(states: readonly TaskState[]): TaskState {
	return order.find((state) => states.includes(state)) ?? 'waiting';
}

/** Number of a step's hosts that are done, and the time of the slowest. */
export function stepSums(view: RunView, step: StepRow): {readonly done: number; readonly slowestMs: number; readonly state: TaskState} {
	const cells = step.hosts.map((host) => view.cell(step.id, host));
	const states = cells.map((cell) => cell?.state ?? 'waiting');
	const done = states.filter((state) => state === 'done').length;
	// A step some of whose hosts are done and none is at work waits for others: it is under way, not waiting.
	const state = neediest(states);
	return {done, slowestMs: Math.max(0, ...cells.map((cell) => cell?.ms ?? 0)), state};
}
