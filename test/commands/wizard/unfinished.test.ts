import {mkdirSync, writeFileSync} from 'node:fs';
import {basename, dirname, join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {unfinished} from '../../../src/commands/wizard/unfinished.ts';
import {keepPlan} from '../../../src/journal/read-run.ts';
import {dir, journalsPerTest, opened, plan} from '../../journal/journals.ts';

journalsPerTest();

const runs = () => unfinished(dirname(dir), undefined as never).unfinishedRuns();

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
