import {existsSync, mkdirSync, writeFileSync} from 'node:fs';
import {basename, dirname, join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {unfinished} from '../../../src/commands/wizard/unfinished.ts';
import {LockedError} from '../../../src/journal/errors.ts';
import {keepPlan} from '../../../src/journal/read-run.ts';
import type {UnfinishedRun} from '../../../src/store/engine.ts';
import {dir, journalsPerTest, opened, plan} from '../../journal/journals.ts';

journalsPerTest();

const engine = () => unfinished(dirname(dir), undefined as never, '0.0.0-test');
const runs = () => engine().unfinishedRuns();

/** A run that was begun and did not end, with this text for its plan. */
async function begun(planText: string): Promise<void> {
	const journal = await opened();
	await keepPlan(dir, plan, planText);
	await journal.begin({plan, mode: 'apply'});
	await journal.close();
}

describe('unfinished runs', () => {
	test.each([
		['cut in the middle', '{"format":1,"hash":"sha'],
		['of a newer kubewiz', '{"format":2}'],
	])('a kept plan %s hides no run and hinders nobody: its run is told as damaged', async (_, text) => {
		await begun(text);
		const found = await runs();
		expect(found).toMatchObject([{cluster: basename(dir), record: dir, steps: [], hosts: []}]);
		expect(found[0]?.damaged).toMatchObject({en: expect.stringMatching(/^the plan kept for it: ./)});
		expect(Number.isFinite(found[0]?.started)).toBe(true);
	});

	test('so does a journal that can not be read', async () => {
		await begun('{}');
		writeFileSync(join(dir, 'journal.jsonl'), 'no record\nnor this one\n');
		expect((await runs())[0]?.damaged).toBeDefined();
	});

	test('what else lies in the directory of records is none', async () => {
		mkdirSync(join(dirname(dir), 'no-record'), {recursive: true});
		writeFileSync(join(dirname(dir), 'wizard.json'), '{}');
		expect(await runs()).toEqual([]);
	});
});

describe('putting a run away', () => {
	const putAway = () => engine().putAway({cluster: basename(dir)} as UnfinishedRun);

	test('moves its record; a damaged one too', async () => {
		await begun('{"format":2}');
		const kept = await putAway();
		expect(existsSync(dir)).toBe(false);
		expect(existsSync(join(kept, 'journal.jsonl'))).toBe(true);
		expect(await runs()).toEqual([]);
		await begun('{}');
		writeFileSync(join(dir, 'journal.jsonl'), 'no record\nnor this one\n');
		await putAway();
		expect(existsSync(dir)).toBe(false);
	});

	test('is refused while anybody, this process too, works on the cluster', async () => {
		const journal = await opened();
		await journal.begin({plan, mode: 'resume'});
		await expect(putAway()).rejects.toBeInstanceOf(LockedError);
		expect(existsSync(dir)).toBe(true);
		journal.append({ev: 'end', result: 'failed', exitCode: 1});
		await journal.close();
		await putAway();
	});

	test('is refused once it is finished: the next apply goes by that record', async () => {
		const journal = await opened();
		await journal.begin({plan, mode: 'resume'});
		journal.append({ev: 'end', result: 'done', exitCode: 0});
		await journal.close();
		await expect(putAway()).rejects.toThrow('is finished by now');
		expect(existsSync(dir)).toBe(true);
	});
});
