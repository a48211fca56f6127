import type {Board} from './board.ts';
import type {LateValues} from './late-values.ts';
import type {Pools} from './pools.ts';
import {hasOpenJob, isGiver, isSettled, type TaskRun} from './task-run.ts';

/** What a host is to do next. */
export type Work =
	| {readonly kind: 'job'; readonly run: TaskRun}
	/** Tasks for one frame, each after those it waits for. */
	| {readonly kind: 'frame'; readonly runs: readonly TaskRun[]}
	/** Others must move first. */
	| {readonly kind: 'wait'}
	/** Nothing is left, and nobody will ask for its values again. */
	| {readonly kind: 'over'};

interface ChoosingState {
	readonly board: Board;
	readonly values: LateValues;
	readonly pools: Pools;
	/** A task whose values can never be given. */
	readonly onStarved: (run: TaskRun) => void;
}

/**
 * Next work of an idle host, the first ready task in the order of the plan:
 * short steps that can follow each other are fused into one frame, up to a job,
 * a pooled step or something that waits for another host. Takes the pool's place.
 */
export function choose(host: string, state: ChoosingState): Work {
	const runs = state.board.byHost.get(host) ?? [];
	for (const run of runs) {
		if (!state.board.isReady(run) || !hasValues(run, state)) continue;
		const {pool, detached} = run.task.step;
		if (pool && !state.pools.take(pool, host)) continue;
		if (detached) return {kind: 'job', run};
		return {kind: 'frame', runs: pool ? [run] : chain(run, runs, state)};
	}
	return {kind: runs.every(isOver) ? 'over' : 'wait'};
}

function isOver(run: TaskRun): boolean {
	return isSettled(run) && (!isGiver(run) || run.consumers.every(isSettled));
}

/** All values are there; asks for those that are not. */
function hasValues(run: TaskRun, state: ChoosingState): boolean {
	// A job that was begun has its values; only a new attempt needs new ones.
	if (hasOpenJob(run) && !run.asked) return true;
	const stale = run.task.step.needs.filter((name) => !state.values.isFresh(name));
	if (stale.length === 0) return true;
	const givers = run.givers.filter((giver) => giver.task.step.gives.some((name) => stale.includes(name)));
	if (!givers.map((giver) => state.board.demand(giver)).every(Boolean)) state.onStarved(run);
	return false;
}

/** The first task and those that become ready by the tasks before them in the frame. */
function chain(first: TaskRun, runs: readonly TaskRun[], state: ChoosingState): readonly TaskRun[] {
	const frame = [first];
	const within = new Map<TaskRun, number>();
	const add = (run: TaskRun) => {
		for (const dependent of run.dependents) within.set(dependent, (within.get(dependent) ?? 0) + 1);
	};
	add(first);
	for (const run of runs.slice(runs.indexOf(first) + 1)) {
		if (run.state !== 'waiting' || run.held || run.open !== (within.get(run) ?? 0)) continue;
		const {detached, pool, needs} = run.task.step;
		if (detached || pool || (isGiver(run) && !run.demanded) || !needs.every((name) => state.values.isFresh(name))) continue;
		frame.push(run);
		add(run);
	}
	return frame;
}
