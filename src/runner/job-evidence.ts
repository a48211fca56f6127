import {createHash} from 'node:crypto';
import type {JobState} from '../remote/contract.ts';
import type {Evidence} from './decide.ts';
import type {Answer, TaskRun} from './task-run.ts';

/** What makes a job the same job. */
interface JobIdentity {
	readonly lineage: string;
	readonly host: string;
	readonly machineId: string | undefined;
	readonly step: string;
	readonly attempt: number;
	/**
	 * Only for steps that may be repeated: were the journal lost, their new jobs
	 * must not be taken for old ones. That is just what is wanted of `once` steps.
	 */
	readonly epoch?: number;
}

/** Chosen here and journaled before it is sent: whatever happens to the line, the job can be found again and is not started twice. */
export function jobId({lineage, host, machineId = '', step, attempt, epoch = 0}: JobIdentity): string {
	const parts = [lineage, host, machineId, step, attempt, epoch].join('\0');
	return `kw-${createHash('sha256').update(parts).digest('hex').slice(0, 32)}`;
}

/** How the journal's record of the task counts when its fate is decided. */
export function journalOf({evidence}: TaskRun): Evidence['journal'] {
	if (evidence === undefined) return 'none';
	if (evidence.last === 'verified' || evidence.last === 'failed') return evidence.last;
	return 'begun';
}

/** A job's state in the words of the decision. */
export function wordOf(job: JobState | undefined): Evidence['job'] {
	if (job === undefined) return 'unasked';
	if (job.kind === 'exited') return job.code === 0 ? 'succeeded' : 'failed';
	return job.kind;
}

/** The check is content and the verify is not: some of the effect is there. */
export function unlessDone(verified: Answer): Answer {
	return verified.kind === 'done' ? verified : {...verified, kind: 'partial'};
}

/** What an answer says of the effect. */
export function effectOf(answer: Answer): Evidence['effect'] {
	const effects = {done: 'present', todo: 'absent', partial: 'partial', foreign: 'foreign', broken: 'broken'} as const;
	return effects[answer.kind];
}
