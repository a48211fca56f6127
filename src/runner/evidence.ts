import type {TaskEvidence} from '../journal/types.ts';
import type {Task} from '../plan/types.ts';
import {hasOpenJob} from './task-run.ts';
import type {RunRequest} from './types.ts';

/**
 * The journal's record of a task, if it counts: same machine, and same inputs.
 * An attempt of a `once` step counts whatever its inputs were, and so does a job
 * whose end is not known: it may still run.
 */
export function evidenceFor(
	task: Task,
	{journal, facts, agreed}: Pick<RunRequest, 'journal' | 'facts' | 'agreed'>,
): TaskEvidence | undefined {
	const evidence = journal.state.tasks.get(task.id);
	if (!evidence || agreed?.reinstalled?.includes(task.host)) return undefined;
	const machineId = facts.get(task.host)?.machineId;
	if (machineId !== undefined && evidence.machineId !== undefined && machineId !== evidence.machineId) return undefined;
	if (evidence.inputs !== task.inputs && task.step.kind !== 'once' && !hasOpenJob({evidence})) return undefined;
	return evidence;
}

/** Highest attempt ever begun: also records that no longer count have taken their job ids. */
export function attemptsOf(task: Task, {journal}: Pick<RunRequest, 'journal'>): number {
	return journal.state.tasks.get(task.id)?.attempts ?? 0;
}
