import type {DoneBy, TaskState} from '../events/event.ts';
import type {Plan, Task} from '../plan/types.ts';
import type {Said} from '../told.ts';
import {type Known, linkedRuns} from './linked-runs.ts';
import {type Answer, hasOpenJob, isGiver, isSettled, type TaskRun} from './task-run.ts';
import {words} from './words.ts';

/** What the board tells of: every change of a task, and hosts that have something new to look at. */
interface BoardListener {
	changed(run: TaskRun, detail?: {readonly detail?: Said; readonly ms?: number; readonly exitCode?: number}): void;
	wake(host: string): void;
	/** What an earlier attempt had not brought to its end was found done. */
	adopted(run: TaskRun): void;
}

/**
 * State of all tasks and the only place that changes it: what is ready, what is
 * done without being run, what can no longer be done. Knows nothing of hosts'
 * connections, of time, or of the journal.
 */
export class Board {
	readonly byHost: ReadonlyMap<string, readonly TaskRun[]>;
	readonly #runs: ReadonlyMap<string, TaskRun>;
	readonly #listener: BoardListener;
	readonly #probed = new Set<string>();

	constructor(plan: Plan, known: (task: Task) => Known, listener: BoardListener) {
		this.#listener = listener;
		this.#runs = linkedRuns(plan, known);
		this.byHost = Map.groupBy(this.#runs.values(), (run) => run.task.host);
	}

	all(): Iterable<TaskRun> {
		return this.#runs.values();
	}

	/** Takes a host's answers to all checks; what is done already, and stands on done things, is done. */
	probed(host: string, answers: ReadonlyMap<string, Answer>): void {
		this.#probed.add(host);
		for (const run of this.byHost.get(host) ?? []) run.standing = answers.get(run.task.step.id);
		this.#consider(this.byHost.get(host) ?? []);
	}

	/** Has the task been found ready to run (not merely to be counted as done)? */
	isReady(run: TaskRun): boolean {
		return run.open === 0 && run.state === 'waiting' && !run.held && (!isGiver(run) || run.demanded);
	}

	/** A value of this giver is needed now. Gives false when it will never come. */
	demand(giver: TaskRun): boolean {
		if (isSettled(giver) && giver.state !== 'done') return false;
		if (giver.demanded) return true;
		giver.demanded = true;
		if (giver.state === 'done') this.move(giver, 'waiting');
		this.#listener.wake(giver.task.host);
		return true;
	}

	/** An attempt begins; from now on what takes its values back can't go by what its check said before. */
	begins(run: TaskRun): void {
		run.tries += 1;
		for (const taker of run.takers) taker.dirty = true;
	}

	/** Moves a task to a state that is not its end. */
	move(run: TaskRun, state: Exclude<TaskState, 'done' | 'failed' | 'set-aside' | 'blocked'>, detail?: Said): void {
		if (run.state === state) return;
		run.state = state;
		this.#listener.changed(run, detail === undefined ? {} : {detail});
		if (state === 'waiting') this.#listener.wake(run.task.host);
	}

	done(run: TaskRun, by: DoneBy, ms?: number, detail?: Said): void {
		const again = run.doneBy !== undefined;
		run.state = 'done';
		run.doneBy = by;
		run.demanded = false;
		run.lost = 0;
		this.#listener.changed(run, {...(ms !== undefined && {ms}), ...(detail !== undefined && {detail})});
		for (const consumer of run.consumers) this.#listener.wake(consumer.task.host);
		const dirty = by === 'changed' || by === 'adopted' || run.dirty;
		if (!again) this.#consider(run.dependents.filter((dependent) => this.#free(dependent, dirty)));
		this.#dropUnneeded(run.givers);
	}

	/**
	 * The task can't be done in this run, and nothing that waits for it on its
	 * host. Tasks of other hosts go on without it when `aside`, else they are
	 * blocked as well.
	 */
	failed(run: TaskRun, detail: Said, aside: boolean, exitCode?: number): void {
		this.#end(run, 'failed', {detail, ...(exitCode !== undefined && {exitCode})});
		this.#abandon([run], aside, words.waitsForStep(run));
	}

	/** Like `failed`, for all that is left on a host. */
	lost(host: string, state: 'set-aside' | 'blocked', aside: boolean, detail: Said): void {
		const left = (this.byHost.get(host) ?? []).filter((run) => !isSettled(run));
		for (const run of left) this.#end(run, state, {detail});
		this.#abandon(left, aside, words.waitsFor(host, detail));
	}

	/** The values this task needs will not come. */
	block(run: TaskRun, aside: boolean): void {
		this.#end(run, 'blocked', {detail: words.noValueGiven});
		this.#abandon([run], aside, words.waitsForStep(run));
	}

	/** Is there a task whose end is not known? */
	isOpen(): boolean {
		return [...this.#runs.values()].some((run) => !isSettled(run));
	}

	/** Counts of tasks by state, for the end of the run. */
	counts(): Readonly<Record<TaskState, number>> {
		const counts: Record<TaskState, number> = {
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
		for (const run of this.#runs.values()) counts[run.state] += 1;
		return counts;
	}

	/** One thing less to wait for; true when it was the last. */
	#free(run: TaskRun, dirty: boolean): boolean {
		run.open -= 1;
		if (dirty) run.dirty = true;
		return run.open === 0;
	}

	/** Counts as done what is ready and was found done; wakes the hosts of the rest. */
	#consider(candidates: readonly TaskRun[]): void {
		for (const run of candidates) {
			if (run.open > 0 || run.state !== 'waiting' || !this.#probed.has(run.task.host)) continue;
			if (isGiver(run)) this.#dropUnneeded([run]);
			else if (this.#isFoundDone(run) && !hasOpenJob(run)) this.#found(run);
			if (run.state === 'waiting') this.#listener.wake(run.task.host);
		}
	}

	#found(run: TaskRun): void {
		const by = knownBy(run);
		if (by === 'adopted') this.#listener.adopted(run);
		this.done(run, by);
	}

	/** A value nobody needs any more is not made. */
	#dropUnneeded(givers: readonly TaskRun[]): void {
		for (const giver of givers) {
			if (!giver.consumers.every(isSettled)) continue;
			if (giver.state === 'waiting' && giver.open === 0 && !giver.demanded) this.done(giver, 'already', undefined, words.notNeeded);
			this.#listener.wake(giver.task.host);
		}
	}

	#end(run: TaskRun, state: 'failed' | 'set-aside' | 'blocked', detail: Parameters<BoardListener['changed']>[1]): void {
		run.state = state;
		this.#listener.changed(run, detail);
		this.#listener.wake(run.task.host);
		this.#dropUnneeded(run.givers);
	}

	/** Follows the edges from tasks that ended without being done. */
	#abandon(ended: readonly TaskRun[], aside: boolean, detail: Said): void {
		const queue = [...ended];
		const freed: TaskRun[] = [];
		for (let run = queue.pop(); run; run = queue.pop()) {
			// Values given once and asked for again: whatever waited for the task itself was let go the first time.
			const dependents = run.doneBy === undefined ? run.dependents : [];
			for (const dependent of [...dependents, ...run.consumers.filter((consumer) => !this.#isFoundDone(consumer))]) {
				if (isSettled(dependent)) continue;
				if (aside && dependent.task.host !== run.task.host && dependents.includes(dependent)) {
					if (this.#free(dependent, false)) freed.push(dependent);
					continue;
				}
				this.#end(dependent, 'blocked', {detail});
				queue.push(dependent);
			}
		}
		this.#consider(freed);
	}

	#isFoundDone(run: TaskRun): boolean {
		return run.standing?.kind === 'done' && !run.dirty;
	}
}

function knownBy(run: TaskRun): DoneBy {
	if (run.evidence === undefined) return 'already';
	return run.evidence.last === 'verified' ? 'journal' : 'adopted';
}
