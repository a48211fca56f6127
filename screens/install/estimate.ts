import type {RunView, TaskCell} from '../../src/store/run-view.ts';

/**
 * Time left in milliseconds, or undefined while there is no ground for a
 * number. The ground is this run alone: a step that some hosts have finished
 * will take the others about the median of it. Steps that nobody has finished
 * have no figure, so as long as more than a fifth of the open tasks are such,
 * nothing is said.
 */
export function timeLeft(view: RunView, now: number): number | undefined {
	const openByHost = new Map<string, number>();
	let open = 0;
	let unknown = 0;
	for (const step of view.steps) {
		if (view.tallyOfStep(step.id).counts.done === step.hosts.length) continue;
		const cells = view.cellsOf(step.id);
		const times = [...cells.values()].flatMap((cell) => (isGround(cell) ? [cell.ms] : [])).sort((a, b) => a - b);
		const median = times[Math.floor(times.length / 2)];
		for (const [host, cell] of cells) {
			if (cell.state === 'done' || cell.state === 'set-aside' || cell.state === 'failed' || cell.state === 'blocked') continue;
			open += 1;
			if (median === undefined) unknown += 1;
			const spent = cell.state === 'waiting' ? 0 : now - cell.since;
			openByHost.set(host, (openByHost.get(host) ?? 0) + Math.max(0, (median ?? 0) - spent));
		}
	}
	if (open === 0 || unknown > open / 5) return undefined;
	return Math.max(...openByHost.values());
}

/** A host that had nothing to do tells nothing of one that has. */
function isGround(cell: TaskCell): cell is TaskCell & {readonly ms: number} {
	return cell.state === 'done' && cell.doneBy === 'changed' && cell.ms !== undefined;
}
