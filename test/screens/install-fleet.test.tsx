import {afterEach, describe, expect, test} from 'vitest';
import {App} from '../../screens/app.tsx';
import {type Language, wordsOf} from '../../screens/text/words.ts';
import {type DemoWizard, demoWizard} from './demo-wizard.ts';
import {type Mounted, mount} from './term.ts';

const [enter, tab, backspace] = ['\r', '\t', '\u007F'];

/** The install screen over the real engine, on the embedded fleet. */
describe('an install that does not go well', () => {
	const open: {readonly wizard: DemoWizard; readonly shown: Mounted}[] = [];
	afterEach(async () => {
		for (const {wizard, shown} of open.splice(0)) {
			await shown.unmount();
			await wizard.close();
		}
	});

	/** A wizard whose plan is made, on screen, with its install begun. */
	async function begun(words: readonly string[], language: Language = 'en') {
		const wizard = await demoWizard(...words);
		const {actions, getState} = wizard.store;
		actions.takeHosts(getState().offered);
		await actions.checkHosts();
		actions.next();
		await actions.runPreflight();
		const {findings} = getState();
		const fixes = findings.kind === 'here' ? findings.value.filter((finding) => finding.severity === 'error' && finding.fix) : [];
		await actions.fixFindings(fixes);
		actions.closeFix();
		await actions.makePlan();
		const look = {words: wordsOf(language), ascii: false, colour: false};
		const shown = mount(<App store={wizard.store} look={look} />);
		open.push({wizard, shown});
		actions.startInstall();
		// The bar of the install; a small one may have come to its end before anybody looks.
		await shown.until(/\d+\/\d+ /);
		return {store: wizard.store, shown};
	}

	const initDone = ({store}: Awaited<ReturnType<typeof begun>>) => store.getState().run.cell('control-plane/init', 'cp1');

	test('a host that lost its power is set aside, and joins at the next try: it has its power back', async () => {
		const {store, shown} = await begun([]);
		await shown.until(/⊘ w3 +set aside/);
		await shown.until('Done without w3; r takes it in again. Simulation: power is back there.');
		await shown.type('r', 'Everything is done and verified');
		expect(store.getState().run.report?.nodes.map(({name}) => name)).toEqual(['cp1', 'w1', 'w2', 'w3']);
	});

	test('what a broken join left is taken away by the fix, once the host was named; then it joins', async () => {
		const {store, shown} = await begun(['--die', 'w3@workers/join']);
		await shown.until('r takes it in again');
		await shown.type('r', 'Something has to be decided first');
		await shown.type('n', 'Join the workers (kubeadm join) failed on w3');
		expect(shown.screen()).toContain('x shows what kubewiz can run on w3, cp1 against it');
		expect(shown.screen()).toMatch(/Likely cause\n +Join the workers .* was begun earlier/);
		await shown.type('x', 'Run this against the failure on w3?');
		expect(shown.screen()).toContain('on w3, as root:');
		expect(shown.screen()).toContain('kubeadm reset --force');
		// Enter alone, or another host's name, runs nothing.
		shown.send(enter);
		await shown.type(`w2${enter}`, 'that is not w3');
		expect(store.getState().mend).toBeUndefined();
		shown.send(backspace.repeat(2));
		await shown.type(`w3${enter}`, 'The fix ran to its end');
		expect(shown.screen()).toContain('[reset] Stopping the kubelet service');
		expect(shown.screen()).toMatch(/✔ w3: done\n✔ cp1: done/);
		// It is in the host's log too, with the script that ran.
		expect(
			store
				.getState()
				.run.output.ofHost('w3')
				.map(({text}) => text),
		).toContain('> kubeadm reset --force --cri-socket unix:///run/containerd/containerd.sock');
		await shown.type('r', 'Everything is done and verified');
		expect(store.getState().run.report?.nodes).toHaveLength(4);
	});

	test('while another run holds the record, the fix says so and changes nothing', async () => {
		const {store, shown} = await begun(['--die', 'w3@workers/join']);
		await shown.until('r takes it in again');
		await shown.type('r', 'Something has to be decided first');
		await store.actions.settle();
		const {stateDir} = store.getState();
		const {openJournal} = await import('../../src/journal/journal.ts');
		const rival = await openJournal({dir: `${stateDir}/demo`, kubewiz: 'test'});
		await shown.type('nx', 'Run this against the failure on w3?');
		await shown.type(`w3${enter}`, 'The fix did not come to its end');
		expect(shown.screen()).toMatch(/✖ w3: .*(?:at work|locked|held|works on)/);
		await rival.close();
	});

	test('a wrong answer is changed, the plan is made anew, and the run goes on without doing anything twice', async () => {
		const wizard = await begun(['--fail', 'packages/kubernetes:w3']);
		const {store, shown} = wizard;
		await shown.until('r tries again');
		expect(initDone(wizard)).toMatchObject({state: 'done', doneBy: 'changed'});
		await shown.type('n', 'failed on w3');
		await shown.type('e', 'The answer is on Mirrors.');
		store.actions.chooseMirror({packages: 'tencent'});
		await store.actions.probeMirrors();
		await shown.type('n', 'tasks to do');
		await shown.type('s', 'Start the install?');
		await shown.type(`${tab}${enter}`, 'Everything is done and verified');
		expect(initDone(wizard)).toMatchObject({state: 'done'});
		expect(initDone(wizard)?.doneBy).not.toBe('changed');
		expect(store.getState().run.cell('packages/repositories', 'w3')).toMatchObject({state: 'done', doneBy: 'changed'});
	});

	test('a host set aside because its join failed is said to be so by choice, and to have no power trouble', async () => {
		const {shown} = await begun(['--hosts', '3', '--fail', 'join:w2:always']);
		await shown.until('r tries again');
		await shown.type('a', 'Set w2 aside?');
		await shown.type(`${tab}${enter}`, 'Done without w2; r takes it in again.');
		await shown.until(/⊘ w2 +set aside +!1 by your choice/);
		expect(shown.screen()).not.toContain('power is back');
	});

	test('in Chinese as well: how it ended, what to try, what is asked', async () => {
		const {shown} = await begun(['--die', 'w3@workers/join'], 'zh');
		await shown.until('按 r 重新纳入');
		await shown.type('r', '需要先做决定');
		await shown.type('n', '先试这个');
		await shown.type('x', '要针对 w3 上的失败执行以下内容吗');
		await shown.type(`w3${enter}`, '修复已执行完毕');
		await shown.type('r', '全部完成并已验证');
	});

	test('no token comes on the screen, into the output that is kept, or into the log', async () => {
		const {store, shown} = await begun(['--hosts', '2']);
		await shown.until('Everything is done and verified');
		const lines = store
			.getState()
			.run.output.ofHost('cp1')
			.map(({text}) => String(text));
		const told = lines.find((line) => line.includes('kubeadm join'));
		expect(told).toBeDefined();
		expect(told).not.toMatch(/[a-z0-9]{6}\.[a-z0-9]{16}/);
	});
});
