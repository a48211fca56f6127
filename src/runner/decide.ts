import type {StepKind} from '../../steps/step.ts';

/** What is known of a task from three sides: our record, the host's job, the effect itself. */
export interface Evidence {
	readonly kind: StepKind;
	/**
	 * `none`: no record that counts (other machine, other inputs). `begun`: an
	 * intent whose end is not recorded. `failed`: ended without its effect.
	 * `verified`: the effect was seen.
	 */
	readonly journal: 'none' | 'begun' | 'failed' | 'verified';
	/** State of the recorded job. `unasked` also when the task has none. */
	readonly job: 'unasked' | 'none' | 'running' | 'succeeded' | 'failed' | 'interrupted';
	/** What check and verify say now. `partial`: some of the effect, not all. `broken`: they could not tell. */
	readonly effect: 'unasked' | 'present' | 'absent' | 'partial' | 'foreign' | 'broken';
	/** The operator's wish for idempotent steps that are no longer so; `expected` when there is a good reason for it. */
	readonly drift: 'ask' | 'reapply' | 'expected';
}

export type Decision =
	/** It is done. `journal`: known and rechecked; `already`: found so; `adopted`: begun earlier, found complete. */
	| {readonly do: 'skip'; readonly by: 'journal' | 'already' | 'adopted'}
	/** Ask the host's check (and verify), then decide again. */
	| {readonly do: 'look'}
	/** Follow the running job to its end, then decide again. */
	| {readonly do: 'attach'}
	/**
	 * Begin an attempt. `same`: under the id of the one that never began, so that
	 * a start which was only late and the new one exclude each other on the host.
	 */
	| {readonly do: 'start'; readonly attempt: 'next' | 'same'; readonly drifted?: boolean}
	/** The attempt ended and is not to be counted as done. */
	| {readonly do: 'fail'}
	/** A human must decide; nothing more is done to this task. */
	| {readonly do: 'stop'; readonly why: 'drift' | 'partial' | 'foreign'};

/**
 * What to do with a task, from evidence alone, in the order: whose is it, what
 * does the record say, what does the host say, what is the effect. A `once` step
 * is started only when there is no trace of it; it is never started over a
 * partial effect and never reset.
 */
export function decide(evidence: Evidence): Decision {
	const {journal, job, effect} = evidence;
	if (effect === 'foreign') return {do: 'stop', why: 'foreign'};
	if (journal === 'begun' && job === 'running') return {do: 'attach'};
	if (journal === 'begun' && job === 'failed') return {do: 'fail'};
	if (effect === 'unasked') return {do: 'look'};
	if (effect === 'broken') return {do: 'fail'};
	if (effect === 'present') return {do: 'skip', by: journal === 'verified' ? 'journal' : journal === 'none' ? 'already' : 'adopted'};
	if (journal === 'verified') return drifted(evidence);
	// The script said that it succeeded and the effect is not there: repeating a once step would be a guess.
	if (journal === 'begun' && job === 'succeeded' && evidence.kind === 'once') return {do: 'fail'};
	if (effect === 'partial' && evidence.kind === 'once') return {do: 'stop', why: 'partial'};
	return {do: 'start', attempt: journal === 'begun' && job === 'none' ? 'same' : 'next'};
}

function drifted({kind, drift}: Evidence): Decision {
	if (kind === 'read' || (kind === 'idempotent' && drift === 'expected')) return {do: 'start', attempt: 'next'};
	if (kind === 'once' || drift === 'ask') return {do: 'stop', why: 'drift'};
	return {do: 'start', attempt: 'next', drifted: true};
}
