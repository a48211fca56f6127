import {existsSync, readdirSync} from 'node:fs';
import {join} from 'node:path';
import {afterEach, describe, expect, test} from 'vitest';
import {readRun} from '../../../src/journal/read-run.ts';
import type {UnfinishedRun} from '../../../src/store/engine.ts';
import {inEnglish} from '../../../src/told.ts';
import {type DemoWizard, demoWizard} from '../../screens/demo-wizard.ts';

let wizard: DemoWizard | undefined;
afterEach(async () => {
	// A run that still asks gets no word: who leaves has not agreed.
	wizard?.store.actions.detach();
	await wizard?.close();
});

/** For a busy machine; nothing is awaited that long. */
const patience = {timeout: 20_000};
const failure = ['--fail', 'workers/join:w3'];

/** A wizard in which an install of all hosts of the demo failed. */
async function failed(): Promise<{readonly run: UnfinishedRun} & DemoWizard> {
	wizard = await demoWizard(...failure);
	const {store, plan} = wizard;
	await plan();
	store.actions.answer((draft) => ({...draft, waived: ['clock-skew']}));
	store.actions.startInstall();
	await store.actions.settle();
	await expect
		.poll(() => store.getState().unfinished, patience)
		.toMatchObject({kind: 'here', value: [{cluster: store.getState().draft.name}]});
	const {unfinished} = store.getState();
	const [run] = unfinished.kind === 'here' ? unfinished.value : [];
	if (!run) return expect.unreachable();
	return {...wizard, run};
}

/** Answers for other machines are given, and looked at on Review. */
async function answeredAnew({store}: DemoWizard): Promise<void> {
	store.actions.answer((draft) => ({...draft, hosts: draft.hosts.filter(({name}) => name !== 'w2')}));
	store.actions.setSpec({mirrors: 'aliyun'});
	await store.actions.checkHosts();
	await store.actions.makePlan();
	expect(store.getState().plan.kind).toBe('here');
}

const runs = async ({record}: UnfinishedRun) => (await readRun(record))?.state.runs ?? [];
const question = ({store}: DemoWizard) => (store.getState().planQuestion ?? []).map(inEnglish).join('\n');

describe('the plan that is shown is the one that is carried out', () => {
	test('a resumed run is that of its record, whatever was answered and planned under its name since', async () => {
		const it = await failed();
		await answeredAnew(it);
		it.store.actions.resumeRun(it.run);
		await it.store.actions.settle();
		expect(it.store.getState().planQuestion).toBeUndefined();
		expect(it.store.getState().run.start).toMatchObject({plan: it.run.plan, hosts: it.run.hosts, mode: 'resume'});
		expect(it.run.hosts).toContain('w2');
		expect(it.run).toMatchObject({workers: ['w1', 'w2', 'w3'], waived: ['clock-skew']});
	}, 60_000);

	test('a record that has moved on since it was shown is asked about, and nothing is changed without a yes', async () => {
		const it = await failed();
		await answeredAnew(it);
		it.store.actions.startInstall();
		await expect.poll(() => question(it), patience).toContain('hosts left out (they stay in the cluster): w2');
		it.store.actions.agreeToPlan(true);
		await it.store.actions.settle();
		const before = await runs(it.run);
		expect(before).toHaveLength(2);
		it.store.actions.resumeRun(it.run);
		await expect.poll(() => question(it), patience).toMatch(/changed settings: .*hosts.*\n.*new hosts: w2/s);
		it.store.actions.agreeToPlan(false);
		await it.store.actions.settle();
		expect(it.store.getState().run.refusal).toMatchObject({code: 'declined', exitCode: 6});
		expect(await runs(it.run)).toEqual(before);
	}, 60_000);

	test('answers for other machines are not taken over by the record of an unfinished cluster of that name unasked', async () => {
		const it = await failed();
		await answeredAnew(it);
		it.store.actions.startInstall();
		await expect.poll(() => question(it), patience).toContain('The plan differs from that of the last run');
		// Who stops or leaves has not agreed.
		it.store.actions.drain();
		await it.store.actions.settle();
		expect(it.store.getState()).toMatchObject({planQuestion: undefined, run: {refusal: {code: 'declined'}}});
		expect(await runs(it.run)).toHaveLength(1);
	}, 60_000);

	test('a look at Review leaves no cluster file behind; one named specs is as good as any', async () => {
		wizard = await demoWizard();
		const {store, plan} = wizard;
		const {stateDir} = store.getState();
		const files = (name: string) => (existsSync(join(stateDir, name)) ? readdirSync(join(stateDir, name)) : []);
		store.actions.answer((draft) => ({...draft, name: 'looked-at'}));
		await plan();
		store.actions.answer((draft) => ({...draft, name: 'specs'}));
		await store.actions.makePlan();
		expect(files('specs').filter((file) => file.endsWith('.yaml'))).toEqual([]);
		store.actions.startInstall();
		await store.actions.settle();
		expect(store.getState().run.start?.cluster).toBe('specs');
		expect(files('looked-at').filter((file) => file.endsWith('.yaml'))).toEqual([]);
		expect(files('specs').filter((file) => file.endsWith('.yaml'))).toEqual([expect.stringMatching(/^cluster-[0-9a-f]{12}\.yaml$/)]);
	}, 60_000);
});
