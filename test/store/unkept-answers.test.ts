import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {farewell} from '../../screens/farewell.ts';
import {wordsOf} from '../../screens/text/words.ts';
import {draftFile} from '../../src/commands/wizard/draft-file.ts';
import {emptyDraft} from '../../src/store/draft.ts';
import {createWizardStore} from '../../src/store.ts';
import {inEnglish} from '../../src/told.ts';
import {healthy} from '../preflight/samples.ts';
import {memoryKeeper} from '../screens/engine.ts';
import {HostsEngineDouble} from '../screens/hosts-engine-double.ts';
import {stage} from '../screens/stage.tsx';

const full = Object.assign(new Error('ENOSPC: no space left on device, write'), {code: 'ENOSPC'});

describe('answers on a disk that takes nothing', () => {
	let directory: string;
	beforeEach(() => {
		directory = mkdtempSync(join(tmpdir(), 'kubewiz-unkept-'));
	});
	afterEach(() => rmSync(directory, {recursive: true}));

	test('hold in memory, and why is said; once the disk takes them again they are kept as ever', async () => {
		const state = join(directory, 'state');
		const store = createWizardStore(new HostsEngineDouble().engine(), await draftFile(state));
		// Where the directory was, nothing can be written.
		rmSync(state, {recursive: true, force: true});
		writeFileSync(state, '');
		store.actions.setName('prod');
		expect(store.getState().draft.name).toBe('prod');
		expect(inEnglish(store.getState().notice ?? '')).toMatch(/^Answers can not be saved .*: E[A-Z]+: /);
		expect(farewell(store.getState(), wordsOf('en')).join()).toMatch(/could not be saved: E[A-Z]+/);
		rmSync(state);
		mkdirSync(state);
		store.actions.setName('prod-2');
		expect(store.getState().unkept).toBeUndefined();
		expect((await draftFile(state)).load().name).toBe('prod-2');
		expect(farewell(store.getState(), wordsOf('en')).join()).toContain('your answers are kept');
	});

	test('do not make a good host a failed one', async () => {
		const keeper = {
			...memoryKeeper({...emptyDraft, hosts: [{address: 'cp1.lab'}]}),
			save: () => {
				throw full;
			},
		};
		const double = new HostsEngineDouble();
		const store = createWizardStore(
			double.engine({
				testHosts: async (_document, {onResult}) => {
					onResult({kind: 'ok', host: 'cp1', facts: healthy(1), latencyMs: 1});
				},
			}),
			keeper,
		);
		await store.actions.checkHosts();
		expect(store.getState().tests).toMatchObject({cp1: {kind: 'ok'}});
		expect(store.getState().draft.hosts[0]?.nodeIP).toBe('10.0.0.11');
	});
});

test.each(['en', 'zh'] as const)('who leaves is not told that answers are saved which are not, %s', async (language) => {
	const words = wordsOf(language);
	const shown = stage({language, draft: {screen: 'hosts'}, state: {unkept: full.message}});
	await shown.until(words.screens.hosts);
	await shown.type('q', words.quit.title);
	expect(shown.screen()).toContain(words.quit.unkept(full.message).slice(0, 20));
	expect(shown.screen()).not.toContain(words.quit.saved);
	await shown.unmount();
});
