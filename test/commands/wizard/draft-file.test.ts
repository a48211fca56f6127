import {mkdtempSync, rmSync, statSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, expect, test} from 'vitest';
import {draftFile} from '../../../src/commands/wizard/draft-file.ts';
import {emptyDraft} from '../../../src/store/draft.ts';

const directory = mkdtempSync(join(tmpdir(), 'kubewiz-draft-'));
afterEach(() => rmSync(directory, {recursive: true}));

test('answers are kept between starts, for their owner only; no signal is hooked', async () => {
	const heard = () => (['SIGHUP', 'SIGINT', 'SIGTERM'] as const).map((signal) => process.listeners(signal));
	const before = heard();
	const keeper = await draftFile(directory);
	expect(heard()).toEqual(before);
	expect(keeper.load()).toBe(emptyDraft);
	keeper.save({...emptyDraft, name: 'kept'});
	expect((await draftFile(directory)).load()).toEqual({...emptyDraft, name: 'kept'});
	expect(statSync(join(directory, 'wizard.json')).mode & 0o777).toBe(0o600);
});
