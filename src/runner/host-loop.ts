import {leaderOf} from '../cluster/types.ts';
import {choose, type Work} from './choose.ts';
import type {RunContext} from './context.ts';
import {runFrame} from './frame.ts';
import {runJob} from './job.ts';
import {HostGone, Left, type Line, LineLost} from './line.ts';
import {probeHost} from './probe.ts';
import {jitteredDelay} from './retry.ts';
import {hold} from './retry-or-fail.ts';
import {isSettled, type TaskRun} from './task-run.ts';
import {words} from './words.ts';

/** A line that breaks so often without anything getting done is given up. */
const maxLost = 10;

/**
 * Everything that happens on one host, one thing at a time: ask, then do what is
 * ready, then wait for others. Returns when nothing is left to do there, or the
 * run is being left. Throws TakenOver, and errors that are kubewiz's own.
 */
export async function hostLoop(context: RunContext, line: Line): Promise<void> {
	try {
		await untilAnswered(context, line, () => probeHost(context, line));
		openGate(context, line.host);
		for (let work = await nextWork(context, line.host); work !== undefined; work = await nextWork(context, line.host)) {
			await perform(context, line, work);
		}
	} catch (error) {
		// What the disk can't take any more can't be acted on either; the watch has told it.
		if (error instanceof Left || context.request.journal.trouble?.kind === 'broken') return;
		if (!(error instanceof HostGone)) throw error;
		context.troubles.gone(context, line.host, error);
	} finally {
		openGate(context, line.host);
		for (const next of context.pools.releaseAll(line.host)) context.bell.ring(next);
	}
}

function openGate(context: RunContext, host: string): void {
	if (context.gate.open || host !== leaderOf(context.request.plan.cluster).name) return;
	context.gate.open = true;
	context.bell.ringAll();
}

type Doable = Exclude<Work, {readonly kind: 'wait' | 'over'}>;

async function perform(context: RunContext, line: Line, work: Doable): Promise<void> {
	try {
		if (work.kind === 'job') await runJob(context, line, work.run);
		else await runFrame(context, line, work.runs);
	} catch (thrown) {
		const error = line.meaning(thrown);
		if (!(error instanceof LineLost)) throw error;
		if (work.kind === 'job') lostJob(context, work, error);
		else for (const run of work.runs) if (run.state === 'waiting' && run.lost > 0) holdAfterLoss(context, run);
		// It keeps its place in the pool: another join must not begin while nobody knows whether this one still runs.
		return;
	} finally {
		context.atWork.delete(line.host);
	}
	const pool = (work.kind === 'job' ? work.run : work.runs[0])?.task.step.pool;
	const next = pool && context.pools.release(pool, line.host);
	if (next !== undefined) context.bell.ring(next);
}

/** The job goes on without us; the next round asks for it. */
function lostJob(context: RunContext, {run}: Doable & {readonly kind: 'job'}, error: LineLost): void {
	if (isSettled(run)) return;
	context.board.move(run, 'unknown', error.told);
	run.lost += 1;
	if (run.lost > maxLost) context.troubles.failed(context, run, {phase: 'apply', lines: [error.told], words: words.lostTooOften(run.lost)});
	else holdAfterLoss(context, run);
}

/** At once the first time, then ever more slowly: a line that keeps breaking is not helped by haste. */
function holdAfterLoss(context: RunContext, run: TaskRun): void {
	if (run.lost === 1) context.board.move(run, 'waiting');
	else hold(context, run, jitteredDelay(run.lost, 500, 30_000, context.random()));
}

/** Asking may be repeated as often as it takes. */
async function untilAnswered(context: RunContext, line: Line, act: () => Promise<void>): Promise<void> {
	for (let lost = 0; context.request.control?.wish !== 'drain'; lost += 1) {
		try {
			return await act();
		} catch (thrown) {
			const error = line.meaning(thrown);
			if (!(error instanceof LineLost)) throw error;
			if (lost >= maxLost) throw new HostGone(error.told, false);
		}
	}
}

/** Waits until there is something to do; undefined when there never will be, or nothing may be started any more. */
async function nextWork(context: RunContext, host: string): Promise<Doable | undefined> {
	for (;;) {
		const wish = context.request.control?.wish ?? 'go';
		if (context.leave.aborted || wish === 'drain' || wish === 'detach' || context.troubles.halted !== undefined) return undefined;
		if (wish === 'go' && context.gate.open) {
			const {board, values, pools} = context;
			const onStarved = (run: Parameters<typeof board.block>[0]) => context.troubles.starved(context, run);
			const work = choose(host, {board, values, pools, onStarved});
			if (work.kind === 'over') return undefined;
			if (work.kind !== 'wait') return work;
		}
		await context.bell.wait(host);
	}
}
