import type {TaskEvidence} from '../journal/types.ts';
import type {Plan, Task} from '../plan/types.ts';
import type {TaskRun} from './task-run.ts';

/** What the journal knows of a task before the run. */
export interface Known {
	readonly evidence: TaskEvidence | undefined;
	readonly attempts: number;
}

/** The plan's tasks by id as a run begins with them, each linked to those it waits for and those that wait for it. */
export function linkedRuns(plan: Plan, known: (task: Task) => Known): ReadonlyMap<string, TaskRun> {
	const runs = new Map(plan.tasks.map((task) => [task.id, taskRun(task, known(task))]));
	for (const run of runs.values()) link(run, runs);
	linkTakers([...runs.values()]);
	return runs;
}

/** What takes values back waits for those who need them and not for who gives them: that is known by the values' names only. */
function linkTakers(runs: readonly TaskRun[]): void {
	const givers = runs.filter((run) => run.task.step.gives.length > 0);
	for (const taker of runs) {
		for (const giver of givers) {
			if (!giver.task.step.gives.some((name) => taker.task.step.takesBack.includes(name))) continue;
			giver.takers.push(taker);
			if (isLater(giver.evidence, taker.evidence)) taker.overtaken = true;
		}
	}
}

function isLater(one: TaskEvidence | undefined, other: TaskEvidence | undefined): boolean {
	if (!one || !other) return false;
	return one.epoch === other.epoch ? one.time > other.time : one.epoch > other.epoch;
}

function link(run: TaskRun, runs: ReadonlyMap<string, TaskRun>): void {
	for (const id of run.task.after) {
		const other = runs.get(id) as TaskRun;
		if (run.task.step.needs.some((name) => other.task.step.gives.includes(name))) {
			run.givers.push(other);
			other.consumers.push(run);
		} else {
			other.dependents.push(run);
			run.open += 1;
		}
	}
}

function taskRun(task: Task, {evidence, attempts}: Known): TaskRun {
	return {
		task,
		state: 'waiting',
		attempt: attempts,
		tries: 0,
		evidence,
		standing: undefined,
		open: 0,
		dirty: false,
		overtaken: false,
		held: false,
		demanded: false,
		asked: false,
		lost: 0,
		dependents: [],
		givers: [],
		consumers: [],
		takers: [],
	};
}
