import {existsSync} from 'node:fs';
import {describe, expect, test} from 'vitest';
import {keepPlan, readRun} from '../../src/journal/read-run.ts';
import {stateDir, stateHome} from '../../src/journal/state-dir.ts';
import {dir, intent, journalsPerTest, opened, plan} from './journals.ts';

journalsPerTest();

describe('readRun', () => {
	test('gives nothing where there is no record, and changes nothing', async () => {
		expect(await readRun(dir)).toBeUndefined();
		expect(existsSync(dir)).toBe(false);
	});

	test('gives state, plan text and runs', async () => {
		const journal = await opened();
		await keepPlan(dir, plan, '{"plan":1}');
		await journal.begin({plan, mode: 'apply', waived: ['clock-skew']});
		journal.append(intent('init'));
		journal.append({
			ev: 'failed',
			host: 'cp1',
			mid: 'm1',
			step: 'init',
			in: 'sha256:1',
			try: 1,
			phase: 'apply',
			rc: 2,
			reason: 'port in use',
		});
		journal.append({ev: 'end', result: 'failed', exitCode: 1});
		await journal.close();
		const reading = await readRun(dir);
		expect(reading).toMatchObject({planText: '{"plan":1}', warnings: []});
		expect(reading?.owner).toBeUndefined();
		expect(reading?.state.runs).toMatchObject([{epoch: 1, mode: 'apply', waived: ['clock-skew'], ended: {result: 'failed', exitCode: 1}}]);
		expect(reading?.state.tasks.get('init@cp1')).toMatchObject({last: 'failed', exitCode: 2, job: 'kw-init-1', reason: 'port in use'});
	});
});

describe('stateDir', () => {
	test('follows XDG_STATE_HOME when absolute', () => {
		expect(stateHome({XDG_STATE_HOME: '/x'})).toBe('/x/kubewiz');
		expect(stateHome({XDG_STATE_HOME: 'relative'})).toMatch(/\/\.local\/state\/kubewiz$/);
		expect(stateDir('prod', '/s')).toBe('/s/prod');
		expect(() => stateDir('../etc', '/s')).toThrow("can't be the name");
	});
});
