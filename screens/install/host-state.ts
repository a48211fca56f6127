import type {TaskState} from '../../src/events/event.ts';
import type {RunView} from '../../src/store/run-view.ts';

/** State a host is shown with: that of its task, or of its line when nothing runs on it. */
export function hostState(view: RunView, host: string): TaskState {
	const line = view.hosts.get(host);
	if (line?.state === 'set-aside') return 'set-aside';
	if (line?.state === 'reconnecting') return 'reconnecting';
	return view.tallyOfHost(host).state;
}

const rank: Readonly<Record<TaskState, number>> = {
	failed: 0,
	unknown: 1,
	reconnecting: 2,
	'set-aside': 3,
	running: 4,
	verifying: 4,
	checking: 4,
	blocked: 5,
	waiting: 6,
	done: 7,
};

/** What waits for its next try needs an eye as much as what is set aside. */
function needOf(view: RunView, host: string): number {
	const own = rank[hostState(view, host)];
	return view.hosts.get(host)?.retry === undefined ? own : Math.min(own, rank['set-aside']);
}

/** Hosts in the order of need: failed first, then those at work, then the rest; equal ones in the plan's order. */
export function hostsByNeed(view: RunView): readonly string[] {
	return [...view.hosts.keys()]
		.map((host, index) => ({host, index, rank: needOf(view, host)}))
		.sort((a, b) => a.rank - b.rank || a.index - b.index)
		.map(({host}) => host);
}
