import type {UnitResult} from '../remote/contract.ts';
import type {RunContext} from './context.ts';
import type {Line} from './line.ts';
import {type Answer, hasOpenJob, isGiver, type TaskRun} from './task-run.ts';
import {answerOf, questionOf} from './units.ts';
import {words} from './words.ts';

/**
 * Asks all checks of a host in one round trip. Their answers stand for as long
 * as nothing they depend on is changed; so a finished cluster is confirmed with
 * one frame per host. Something foreign stops the host before it is touched.
 */
export async function probeHost(context: RunContext, line: Line): Promise<void> {
	const runs = (context.board.byHost.get(line.host) ?? []).filter((run) => !isGiver(run));
	const results = context.request.foreseen?.get(line.host) ?? (await askChecks(context, line, runs));
	const byUnit = new Map(results.map((result) => [result.unit, result]));
	const answers = new Map<string, Answer>();
	for (const run of runs) {
		const answer = answerOf(byUnit.get(run.task.step.id));
		if (!answer) throw line.lost(words.lineLost.checks);
		answers.set(run.task.step.id, answer);
	}
	// What our own job is in the middle of making belongs to nobody yet: the job is asked first, and the check again after it.
	const foreign = runs.find((run) => !hasOpenJob(run) && answers.get(run.task.step.id)?.kind === 'foreign');
	if (foreign) refuse(context, foreign, answers.get(foreign.task.step.id));
	else context.board.probed(line.host, answers);
}

async function askChecks(context: RunContext, line: Line, runs: readonly TaskRun[]): Promise<readonly UnitResult[]> {
	const session = await line.session();
	return session.run(
		runs.map((run) => questionOf(context, run, 'check')),
		{checkOnly: true, signal: line.signal},
	);
}

function refuse(context: RunContext, run: TaskRun, answer: Answer | undefined): void {
	const lines = answer && answer.kind !== 'done' ? answer.lines : [];
	context.troubles.refused(context, run, {phase: 'check', lines, words: words.foreign(run), decision: true});
}
