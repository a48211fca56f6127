import {describe, expect, test} from 'vitest';
import {decide, type Evidence} from '../../src/runner/decide.ts';

type Row = readonly [says: string, evidence: Partial<Evidence>, decision: ReturnType<typeof decide>];

const start = {do: 'start', attempt: 'next'} as const;
const fail = {do: 'fail'} as const;
const stop = (why: 'drift' | 'partial' | 'foreign') => ({do: 'stop', why}) as const;
const skip = (by: 'journal' | 'already' | 'adopted') => ({do: 'skip', by}) as const;

function rows(kind: Evidence['kind'], table: readonly Row[]): void {
	test.each(table)('%s', (_, evidence, decision) => {
		expect(decide({kind, journal: 'none', job: 'unasked', effect: 'unasked', drift: 'ask', ...evidence})).toEqual(decision);
	});
}

describe('a once step', () => {
	rows('once', [
		['verified, still so: skip', {journal: 'verified', effect: 'present'}, skip('journal')],
		['verified, no longer so: drift', {journal: 'verified', effect: 'absent'}, stop('drift')],
		['verified, half so: drift', {journal: 'verified', effect: 'partial'}, stop('drift')],
		[
			'verified, no longer so, even where drift is reapplied: stop',
			{journal: 'verified', effect: 'absent', drift: 'reapply'},
			stop('drift'),
		],
		['begun, no job, nothing asked: look first', {journal: 'begun', job: 'none'}, {do: 'look'}],
		[
			'begun, no job, no effect: never began, the same attempt',
			{journal: 'begun', job: 'none', effect: 'absent'},
			{do: 'start', attempt: 'same'},
		],
		['begun, no job, but the effect: adopt', {journal: 'begun', job: 'none', effect: 'present'}, skip('adopted')],
		['begun, no job, half an effect: stop', {journal: 'begun', job: 'none', effect: 'partial'}, stop('partial')],
		['begun, running: attach, whatever the check says', {journal: 'begun', job: 'running', effect: 'absent'}, {do: 'attach'}],
		['begun, running: attach', {journal: 'begun', job: 'running'}, {do: 'attach'}],
		['begun, exited 0, nothing asked: look', {journal: 'begun', job: 'succeeded'}, {do: 'look'}],
		['begun, exited 0, effect there: adopt', {journal: 'begun', job: 'succeeded', effect: 'present'}, skip('adopted')],
		['begun, exited 0, no effect: failed, not repeated', {journal: 'begun', job: 'succeeded', effect: 'absent'}, fail],
		['begun, exited 0, half an effect: failed, not repeated', {journal: 'begun', job: 'succeeded', effect: 'partial'}, fail],
		['begun, exited with a code: failed', {journal: 'begun', job: 'failed'}, fail],
		['begun, exited with a code, whatever the effect: failed', {journal: 'begun', job: 'failed', effect: 'absent'}, fail],
		['begun, interrupted, nothing asked: look', {journal: 'begun', job: 'interrupted'}, {do: 'look'}],
		['begun, interrupted, effect there: adopt', {journal: 'begun', job: 'interrupted', effect: 'present'}, skip('adopted')],
		['begun, interrupted, no residue: a new attempt', {journal: 'begun', job: 'interrupted', effect: 'absent'}, start],
		['begun, interrupted, residue: stop', {journal: 'begun', job: 'interrupted', effect: 'partial'}, stop('partial')],
		['failed before, put right by hand: adopt', {journal: 'failed', effect: 'present'}, skip('adopted')],
		['failed before, nothing left of it: a new attempt', {journal: 'failed', effect: 'absent'}, start],
		['failed before, residue: stop', {journal: 'failed', effect: 'partial'}, stop('partial')],
		['no record, effect there: already', {effect: 'present'}, skip('already')],
		['no record, no effect: start', {effect: 'absent'}, start],
		['no record, half an effect: stop', {effect: 'partial'}, stop('partial')],
		['no record, nothing asked: look', {}, {do: 'look'}],
		['foreign: stop, whatever is recorded', {journal: 'verified', effect: 'foreign'}, stop('foreign')],
		['the check broke: failed', {effect: 'broken'}, fail],
	]);

	test('is started over no effect, no partial effect, and never while a job runs or succeeded', () => {
		const all: Evidence[] = [];
		for (const journal of ['none', 'begun', 'failed', 'verified'] as const)
			for (const job of ['unasked', 'none', 'running', 'succeeded', 'failed', 'interrupted'] as const)
				for (const effect of ['unasked', 'present', 'absent', 'partial', 'foreign', 'broken'] as const)
					for (const drift of ['ask', 'reapply', 'expected'] as const) all.push({kind: 'once', journal, job, effect, drift});
		const started = all.filter((evidence) => decide(evidence).do === 'start');
		expect(started.length).toBeGreaterThan(0);
		for (const {journal, job, effect} of started) {
			expect(effect).toBe('absent');
			expect(journal).not.toBe('verified');
			if (journal === 'begun') expect(['unasked', 'none', 'interrupted']).toContain(job);
		}
	});
});

describe('an idempotent step', () => {
	rows('idempotent', [
		['verified, no longer so: ask', {journal: 'verified', effect: 'absent'}, stop('drift')],
		['verified, no longer so, to be reapplied', {journal: 'verified', effect: 'partial', drift: 'reapply'}, {...start, drifted: true}],
		['verified, no longer so, as was to be expected', {journal: 'verified', effect: 'absent', drift: 'expected'}, start],
		['begun, running: attach', {journal: 'begun', job: 'running'}, {do: 'attach'}],
		['begun, exited 0, no effect: again', {journal: 'begun', job: 'succeeded', effect: 'absent'}, start],
		['begun, exited with a code: failed, the retry policy decides', {journal: 'begun', job: 'failed'}, fail],
		['begun, interrupted, residue: again', {journal: 'begun', job: 'interrupted', effect: 'partial'}, start],
		['failed before, residue: again', {journal: 'failed', effect: 'partial'}, start],
		['no record, half an effect: again', {effect: 'partial'}, start],
		['foreign: stop', {effect: 'foreign'}, stop('foreign')],
	]);
});

describe('a reading step', () => {
	rows('read', [['verified, no longer so: read again', {journal: 'verified', effect: 'absent'}, start]]);
});
