import type {TaskState} from '../../src/events/event.ts';
import type {RunView, StepRow} from '../../src/store/run-view.ts';
import {neediest} from '../../src/store/tally.ts';

/** One cell per host, or per group of hosts where they are more than `width`: the state of a group is that of its neediest host. */
export function stripOf(view: RunView, step: StepRow, width: number): readonly TaskState[] {
	const cells = view.cellsOf(step.id);
	const states = step.hosts.map((host) => cells.get(host)?.state ?? 'waiting');
	if (states.length <= width) return states;
	const size = Math.ceil(states.length / width);
	return Array.from({length: Math.ceil(states.length / size)}, (_, index) => neediest(states.slice(index * size, (index + 1) * size)));
}

/** Number of a step's hosts that are done, and the time of the slowest. */
export function stepSums(view: RunView, step: StepRow): {readonly done: number; readonly slowestMs: number; readonly state: TaskState} {
	const {counts, slowestMs, state} = view.tallyOfStep(step.id);
	return {done: counts.done, slowestMs, state};
}

/** Cells of a step's row: glyph, title, strip, `done/hosts`, the slowest's time. */
export interface TreeColumns {
	readonly title: number;
	readonly strip: number;
	readonly counts: number;
	readonly time: number;
}

/** Shares a row's width: with few hosts the title gets what the strip leaves over. */
export function treeColumns(view: RunView, columns: number): TreeColumns {
	const most = view.steps.reduce((widest, step) => Math.max(widest, step.hosts.length), 1);
	const [counts, time] = [String(most).length * 2 + 2, 7];
	// Glyph, and a blank on each side of the title.
	const room = columns - counts - time - 3;
	const strip = Math.max(4, Math.min(most, room - 24));
	return {title: Math.max(12, Math.min(56, room - strip)), strip, counts, time};
}
