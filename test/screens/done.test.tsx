import {expect, test} from 'vitest';
import {farewell} from '../../screens/farewell.ts';
import {wordsOf} from '../../screens/text/words.ts';
import type {EventBody} from '../../src/events/event.ts';
import {atWork, fakeRun, stage} from './stage.tsx';

const resume = `kubewiz resume -f /srv/clusters/of-a-team-with-a-long-name/production/kubewiz/specs/demo.yaml --accept-host-keys --waive clock-skew`;

/** A run that ended well, with all that a report can hold. */
function ended(simulation = false) {
	const run = fakeRun(2, 11);
	for (let step = 0; step < 11; step += 1) run.task(step, 'cp1', 'done', (step + 1) * 1000);
	run.send({
		type: 'report',
		report: {
			cluster: 'demo',
			endpoint: 'https://api.demo.internal:6443',
			kubernetesVersion: '1.36.4',
			nodes: [
				{
					...{name: 'cp1', roles: 'control-plane', version: 'v1.36.4', address: '10.0.0.1'},
					...{os: 'Debian GNU/Linux 12', runtime: 'containerd://2.2.1', ready: true},
				},
			],
			certificates: [
				{name: 'pki/ca.crt', expires: '2036-11-18T00:00:00Z'},
				{name: 'admin.conf', expires: '2027-11-21T00:00:00Z'},
			],
			proofs: [{name: 'dns', ok: true, detail: 'cp1'}],
			...(simulation ? {} : {kubeconfig: '/root/.kube/config'}),
			stepTimes: [],
		},
	} as unknown as EventBody);
	run.send({
		...{type: 'run.end', result: 'done', exitCode: 0, ms: 66_000, setAside: [], next: ['kubewiz status --cluster demo', resume]},
		counts: {done: 22},
	} as unknown as EventBody);
	const {draft, state} = atWork(run);
	return {draft: {...draft, screen: 'done' as const}, state: {...state, simulation}};
}

test('a long command is shown whole, so that a shell takes it as it is copied', async () => {
	const shown = stage(ended());
	await shown.until('Next');
	const lines = shown.screen().split('\n');
	const first = lines.findIndex((line) => line.startsWith('kubewiz resume'));
	expect(
		lines
			.slice(first, first + 3)
			.join('\n')
			.replaceAll(/ \\\n\s*/g, ' '),
	).toBe(resume);
	await shown.unmount();
});

test.each([
	[
		'en',
		['Kubernetes  v1.36.4', '/root/.kube/config', '2027-11-21  admin.conf', '11s  17%  Step 10', '3 other steps', 'the whole took 1m06s'],
	],
	['zh', ['v1.36.4', '/root/.kube/config', '2027-11-21  admin.conf', '11s  17%  Step 10', '其他 3 个步骤', '总共 1m06s']],
] as const)('the scrollback keeps the same summary, %s', async (language, wanted) => {
	const shown = stage({...ended(), language, rows: 60});
	await shown.until('admin.conf');
	const said = farewell(shown.store.getState(), wordsOf(language));
	for (const text of wanted) {
		expect(shown.screen()).toContain(text);
		expect(said.join('\n')).toContain(text);
	}
	expect(said, 'uncut, for copying').toContain(`  ${resume}`);
	expect(said).toContain('  kubectl --kubeconfig /root/.kube/config --context demo get nodes');
	await shown.unmount();
});

test('a simulation wrote no kubeconfig, and leaving it promises nothing', async () => {
	const shown = stage(ended(true));
	await shown.until('not written: this was a simulation');
	await shown.type('\u0003', 'The simulation ends with kubewiz');
	expect(shown.screen()).not.toContain('Your answers are saved');
	await shown.unmount();
});

test('the part of a step is that of the time waited, not of the sum over steps that overlap; nothing of 0s is listed; nodes stand by role and name', async () => {
	const node = {version: 'v1.36.4', address: '10.0.0.1', os: 'Debian', runtime: 'containerd://2.2.1', ready: true};
	const run = fakeRun(2, 10);
	for (const [step, ms] of [2000, 9000, 9000, 9000, 1000, 1000, 1000, 1000, 1000, 400].entries()) run.task(step, 'cp1', 'done', ms);
	const nodes = ['w10', 'w9', 'cp1'].map((name) => ({...node, name, roles: name === 'cp1' ? 'control-plane' : '<none>'}));
	const report = {
		cluster: 'demo',
		endpoint: 'https://api:6443',
		kubernetesVersion: '1.36.4',
		nodes,
		certificates: [],
		proofs: [],
		stepTimes: [],
	};
	run.send({type: 'report', report} as unknown as EventBody);
	run.send({type: 'run.end', result: 'done', exitCode: 0, ms: 21_000, setAside: [], next: [], counts: {done: 10}} as unknown as EventBody);
	const {draft, state} = atWork(run);
	const shown = stage({draft: {...draft, screen: 'done'}, state: {...state}, rows: 60});
	await shown.until('the whole took 21s');
	expect(shown.screen()).toMatch(/2s +10% {2}Step 0\n/);
	expect(shown.screen()).toMatch(/1s +5% {2}1 other step\n/);
	expect(shown.screen()).not.toMatch(/\b0s\b/);
	expect(shown.screen()).toMatch(/cp1 [^\n]*\n +w9 [^\n]*\n +w10 /);
	await shown.unmount();
});
