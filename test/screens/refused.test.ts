import {join} from 'node:path';
import {expect, test} from 'vitest';
import {exitCodes} from '../../src/events/event.ts';
import {takeLock} from '../../src/journal/lock.ts';
import {prepareStateDir} from '../../src/journal/state-dir.ts';
import {demoWizard} from './demo-wizard.ts';

test('a wizard whose install was refused ends with the code of the refusal, and its words stay in the scrollback', async () => {
	const wizard = await demoWizard();
	await wizard.plan();
	const {stateDir, draft} = wizard.store.getState();
	const record = join(stateDir, draft.name);
	await prepareStateDir(record);
	const lock = await takeLock(record, '0.0.0', new Date());
	wizard.store.actions.startInstall();
	await wizard.store.actions.settle();
	const {said, code} = await wizard.close();
	lock.release();
	expect(code).toBe(exitCodes.locked);
	expect(said).toMatch(/kubewiz: The install did not begin: .* works on this cluster since /);
});
