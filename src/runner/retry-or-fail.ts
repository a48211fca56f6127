import {checkCode} from '../remote/contract.ts';
import {inEnglish} from '../told.ts';
import type {RunContext} from './context.ts';
import {record} from './record.ts';
import {jitteredDelay, maxAttempts, retryCause} from './retry.ts';
import type {TaskRun} from './task-run.ts';
import type {Trouble} from './troubles.ts';
import {words} from './words.ts';

/**
 * A step that may be repeated has failed: tried again later when the step names
 * the cause and the output shows it, else failed for good.
 */
export function retryOrFail(context: RunContext, run: TaskRun, trouble: Trouble): void {
	const foreign = trouble.phase === 'check' && trouble.exitCode === checkCode.foreign;
	const cause = foreign ? undefined : retryCause(run.task.step, trouble.lines.map(inEnglish));
	if (!cause || run.tries >= maxAttempts) {
		context.troubles.failed(context, run, foreign ? {...trouble, words: words.foreign(run), decision: true} : trouble);
		return;
	}
	const delayMs = jitteredDelay(run.tries, 2000, 60_000, context.random());
	record(context, run, {
		ev: 'failed',
		phase: trouble.phase,
		reason: cause.line,
		...(trouble.exitCode !== undefined && {rc: trouble.exitCode}),
	});
	const reason = `${cause.cause}: ${cause.line}`;
	const attempts = {attempt: run.attempt + 1, of: run.attempt + maxAttempts - run.tries};
	context.emit({type: 'task.retry', host: run.task.host, step: run.task.step.id, ...attempts, reason, delayMs});
	// A token may have run out while the step was tried: the next attempt gets new values.
	context.values.forget(run.task.step.needs);
	hold(context, run, delayMs);
}

/** Has the task wait before it is chosen again. */
export function hold(context: RunContext, run: TaskRun, ms: number): void {
	run.held = true;
	context.board.move(run, 'waiting');
	context.bell.ringAfter(context.clock.sleep(ms, context.leave), run.task.host, () => {
		run.held = false;
	});
}
