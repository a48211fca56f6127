import {afterAll, beforeAll, describe, expect, test, vi} from 'vitest';
import {type DemoWizard, demoWizard} from './demo-wizard.ts';
import {pictures} from './pictures.tsx';

// Before Ink is loaded: the pictures show colours.
vi.hoisted(() => {
	process.env.FORCE_COLOR = '1';
});

describe('every screen, from the real engine on the embedded fleet', () => {
	let wizard: DemoWizard;
	beforeAll(async () => {
		wizard = await demoWizard('--fail', 'workers/join:w3');
	});
	afterAll(() => wizard.close());

	async function snapshot(name: string) {
		for (const language of ['en', 'zh'] as const)
			await expect(await pictures(wizard.store, language)).toMatchFileSnapshot(`pictures/${name}.${language}.txt`);
	}

	test('hosts: the ways in', () => snapshot('hosts-ways'));

	test('hosts: the table, tested', async () => {
		const {actions, getState} = wizard.store;
		actions.takeHosts(getState().offered);
		await actions.checkHosts();
		await snapshot('hosts');
	});

	test('preflight: two faults that can be fixed', async () => {
		const {actions, getState} = wizard.store;
		expect(actions.next()).toBeUndefined();
		await actions.runPreflight();
		await snapshot('preflight');
		const {findings} = getState();
		const fixes = findings.kind === 'here' ? findings.value.filter((finding) => finding.severity === 'error' && finding.fix) : [];
		expect(fixes.map((finding) => finding.check).sort()).toEqual(['clock-skew', 'duplicate-machine-id']);
		expect(actions.next()).toBe('preflight-blocks');
		await actions.fixFindings(fixes);
		actions.closeFix();
		await snapshot('preflight-fixed');
	});

	test('topology', async () => {
		expect(wizard.store.actions.next()).toBeUndefined();
		await snapshot('topology');
	});

	test('mirrors', async () => {
		expect(wizard.store.actions.next()).toBeUndefined();
		await wizard.store.actions.probeMirrors();
		await snapshot('mirrors');
	});

	test('review', async () => {
		expect(wizard.store.actions.next()).toBeUndefined();
		await wizard.store.actions.makePlan();
		await snapshot('review');
	});

	test('install: a worker that failed to join', async () => {
		const {actions, getState} = wizard.store;
		actions.startInstall();
		await actions.settle();
		expect(getState().run.failures.map(({step, host}) => `${step} ${host}`)).toEqual(['workers/join w3']);
		await snapshot('install');
	});

	test('done: tried again, and ready', async () => {
		const {actions, getState} = wizard.store;
		actions.retry(['w3']);
		await actions.settle();
		expect(getState().run.end?.result).toBe('done');
		expect(actions.next()).toBeUndefined();
		await snapshot('done');
	});
});
