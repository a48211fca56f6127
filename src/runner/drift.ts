import type {RunContext} from './context.ts';
import {decide} from './decide.ts';
import {isGiver, type TaskRun} from './task-run.ts';
import {words} from './words.ts';

/**
 * Looks for tasks that were verified in an earlier run and are no longer so.
 * They are done again with a warning, or (true) a human is asked first.
 */
export function stopsAtDrift(context: RunContext, runs: readonly TaskRun[]): boolean {
	const drifted = runs.filter(hasDrifted);
	let stopped = false;
	for (const run of drifted) {
		const {kind} = run.task.step;
		const decision = decide({kind, journal: 'verified', job: 'unasked', effect: 'absent', drift: context.drift});
		if (decision.do === 'stop') {
			stopped = true;
			const lines = run.standing && run.standing.kind !== 'done' ? run.standing.lines : [];
			context.troubles.failed(context, run, {phase: 'resume', lines, words: words.drift(run), decision: true});
		} else if (decision.do === 'start' && decision.drifted) {
			context.emit({type: 'warning', code: 'drift', host: run.task.host, message: words.reapplied(run)});
		}
	}
	return stopped;
}

/**
 * After a change further up, or once there is anew what it takes back, it is no drift; and with a verify of its own the
 * check may well say todo each time.
 */
function hasDrifted(run: TaskRun): boolean {
	if (
		run.evidence?.last !== 'verified' ||
		run.tries > 0 ||
		run.dirty ||
		run.overtaken ||
		run.open > 0 ||
		isGiver(run) ||
		run.task.step.verify
	)
		return false;
	return run.standing?.kind === 'todo' || run.standing?.kind === 'partial';
}
