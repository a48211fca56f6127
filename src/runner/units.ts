import {checkCode, type Outcome, type Unit, type UnitResult} from '../remote/contract.ts';
import type {RunContext} from './context.ts';
import {type Answer, isGiver, type TaskRun} from './task-run.ts';

/** A task as sent for check, apply and verify. */
export function unitOf(context: RunContext, run: TaskRun): Unit {
	const {step, scripts} = run.task;
	const shared = {id: step.id, apply: scripts.apply, timeoutMs: step.timeoutMs, ...valuesOf(context, run)};
	// Values are made anew each time, so there is nothing to check before; a default verify would be that check.
	if (isGiver(run)) return {...shared, ...(step.verify && {verify: scripts.verify})};
	return {...shared, check: scripts.check, verify: scripts.verify, repair: true, mark: markOf(context, run)};
}

/** The apply of a task as a job of the host's own. */
export function jobOf(context: RunContext, run: TaskRun): Unit {
	const {step, scripts} = run.task;
	return {id: step.id, apply: scripts.apply, timeoutMs: step.timeoutMs, once: step.kind === 'once', ...valuesOf(context, run)};
}

/** A check looks; only applying and waiting for the effect take long. One that hangs must not hold up all others of its host. */
const checkTimeoutMs = 2 * 60_000;

/** Only the question whether it is so. `verify` asks for the effect after a job. */
export function questionOf(context: RunContext, run: TaskRun, phase: 'check' | 'verify'): Unit {
	const {step, scripts} = run.task;
	if (phase === 'check') return {id: step.id, check: scripts.check, timeoutMs: Math.min(step.timeoutMs, checkTimeoutMs)};
	return {id: `${step.id}#verify`, check: scripts.verify, timeoutMs: step.timeoutMs, mark: markOf(context, run)};
}

function valuesOf(context: RunContext, run: TaskRun): Pick<Unit, 'values'> {
	const {needs} = run.task.step;
	return needs.length === 0 ? {} : {values: context.values.take(needs)};
}

/** The host's own note that the step is done; equal for equal inputs, so that nothing is written twice. */
function markOf(context: RunContext, run: TaskRun): string {
	return JSON.stringify({lineage: context.lineage, inputs: run.task.inputs});
}

/** Reads the first phase of a result as the answer to a check. Gives undefined when the line was lost. */
export function answerOf(result: UnitResult | undefined): Answer | undefined {
	const outcome = result?.phases[0]?.outcome;
	if (!result || !outcome || isLost(outcome)) return undefined;
	const said = {reason: result.tail.at(-1) ?? '', lines: result.tail};
	if (outcome.kind === 'unknown') return {kind: 'broken', reason: outcome.detail, lines: result.tail};
	switch (outcome.code) {
		case checkCode.done:
			return {kind: 'done'};
		case checkCode.todo:
			return {kind: 'todo', ...said};
		case checkCode.partial:
			return {kind: 'partial', ...said};
		case checkCode.foreign:
			return {kind: 'foreign', ...said};
		default:
			return {kind: 'broken', ...said, code: outcome.code};
	}
}

/** The line was lost (or left) before the end: nobody knows how it ended. A timeout is known: the host ended the script. */
export function isLost(outcome: Outcome): boolean {
	return outcome.kind === 'unknown' && outcome.reason !== 'timeout';
}
