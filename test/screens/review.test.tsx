import {expect, test} from 'vitest';
import type {PlanView, WizardEngine} from '../../src/store/engine.ts';
import {stage} from './stage.tsx';

const task = (step: string, host: string, script: string, change: Partial<PlanView['tasks'][number]> = {}) => ({
	...{step, host, script, check: `[ -e /etc/${step} ] || todo 'no file'`, verify: `[ -e /etc/${step} ] || todo 'no file'`},
	...{standing: 'todo' as const, reason: 'no file'},
	...change,
});

const plan: PlanView = {
	hash: 'sha256:0123456789abcdef',
	steps: [
		{id: 'prepare/swap', title: 'Turn swap off', why: 'The kubelet wants none.'},
		{id: 'control-plane/init', title: 'Create the control plane', why: 'Once.'},
		{id: 'control-plane/token', title: 'Make a token', why: 'Nodes join with it.'},
	],
	tasks: [
		task('prepare/swap', 'cp1', 'swapoff -a\n\tsed -i s/swap/x/ /etc/fstab'),
		task('prepare/swap', 'w1', 'swapoff -a', {standing: 'done'}),
		task('control-plane/init', 'cp1', 'kubeadm init --config /etc/kubernetes/kubeadm.yaml', {verify: 'kubectl get nodes'}),
		task('control-plane/token', 'cp1', 'kubeadm token create', {standing: 'on-demand'}),
	],
	files: [{host: 'cp1', path: '/etc/kubernetes/kubeadm.yaml', step: 'control-plane/init'}],
};

function review(
	engine: Partial<WizardEngine> = {},
	size: {readonly columns?: number; readonly rows?: number} = {rows: 60},
	kubernetesVersion?: string,
) {
	return stage({
		draft: {
			screen: 'review',
			name: 'demo',
			waived: ['clock-skew'],
			...(kubernetesVersion !== undefined && {spec: {kubernetesVersion}}),
			hosts: [
				{name: 'cp1', address: '10.0.0.1', roles: ['control-plane']},
				{name: 'w1', address: '10.0.0.2', roles: ['worker']},
				{name: 'w2', address: '10.0.0.3', roles: ['worker']},
			],
		},
		state: {plan: {kind: 'here', value: plan}},
		engine: {specText: () => 'kind: Cluster\nmetadata:\n  name: demo', ...engine},
		...size,
	});
}

const [enter, esc] = ['\r', '\u001B'];

test('every answer with its default, every host, every step, every file, and the file itself', async () => {
	const shown = review();
	await shown.until('2 tasks to do, 1 already so, 3 hosts');
	for (const text of [
		/Pod CIDR: 10\.244\.0\.0\/16 \(default\)/,
		/Images from: official/,
		/Findings let pass: clock-skew/,
		/cp1 {2}10\.0\.0\.1 {2}control plane +2 to do {2}1 file/,
		/w1 {2}10\.0\.0\.2 {2}worker +1 already so {2}0 files/,
		/w2 {2}10\.0\.0\.3 {2}worker +not reached: joins by a later resume/,
		/Turn swap off +1 to do, 1 already so {2}all hosts/,
		/Make a token +runs when a step needs what it makes {2}cp1/,
		/\/etc\/kubernetes\/kubeadm\.yaml +cp1/,
		/metadata:/,
	])
		expect(shown.screen()).toMatch(text);
	await shown.unmount();
});

test('the search finds commands behind their step; their check, change and proof are read per host', async () => {
	const shown = review();
	await shown.until('Answers');
	await shown.type('/', 'search:');
	await shown.type(`fstab${enter}`, '/fstab');
	expect(shown.screen()).toContain('Turn swap off');
	expect(shown.screen()).not.toContain('Create the control plane');
	await shown.type(`\u001B[B${enter}`, 'Turn swap off: commands on cp1');
	for (const text of [
		'The kubelet wants none.',
		'to do (no file)',
		'[ -e /etc/prepare/swap ]',
		'    sed -i s/swap/x/ /etc/fstab',
		'asked again',
	])
		expect(shown.screen()).toContain(text);
	await shown.type('\t', 'commands on w1');
	await shown.type('/', 'search:');
	await shown.type(`swapoff${enter}`, '1 line');
	await shown.type(esc, 'Tasks by step');
	await shown.unmount();
});

test('all that changes one host stands in one text, in the order of the install', async () => {
	const shown = review();
	await shown.until('Answers');
	await shown.type('\t', /❯ +Hosts/);
	await shown.type(`\u001B[B${enter}`, 'All that changes cp1: 3 tasks');
	expect(shown.screen().indexOf('swapoff -a')).toBeLessThan(shown.screen().indexOf('kubeadm init'));
	await shown.type('\t', 'All that changes w1: 1 task');
	await shown.unmount();
});

const far = '/srv/clusters/of-a-team-with-a-long-name/in-a-place-far-away/production';

test('what was written is told with its whole path, as a command, at 80 columns', async () => {
	const shown = review({saveSpec: async () => `${far}/demo.yaml`, exportShell: async () => `${far}/demo-shell`}, {});
	await shown.until('Answers');
	const copied = () =>
		shown
			.screen()
			.split('\n')
			.slice(5)
			.join('\n')
			.replaceAll(/ ?\\\n */g, (cut) => (cut.startsWith(' ') ? ' ' : ''))
			.split('\n')[0];
	await shown.type('w', 'Save as: demo.yaml');
	await shown.type(enter, 'Saved. The same install without the wizard:');
	expect(copied()).toBe(`kubewiz apply -f ${far}/demo.yaml`);
	await shown.type(enter, 'Answers');
	await shown.type('x', 'Export into: demo-shell');
	await shown.type(enter, 'Exported: lib.sh and one script per host.');
	expect(copied()).toBe(`less ${far}/demo-shell/README.md`);
	expect(shown.screen()).toMatch(/run the script\s+of that host there as root/);
	await shown.unmount();
});

test('a version that has ended is warned of before the start; one that is supported is not', async () => {
	const shown = review({}, {}, '1.21.14');
	await shown.until(/! Kubernetes 1\.21\.14 ENDED 2022-/);
	await shown.unmount();
	const other = review();
	await other.until('Answers');
	expect(other.screen()).not.toContain('ENDED');
	await other.unmount();
});

test('Esc takes the search back before it leaves the screen', async () => {
	const shown = review();
	await shown.until('Answers');
	await shown.type('/', 'search:');
	await shown.type(`swap${enter}`, '/swap');
	await shown.type(esc, 'Create the control plane');
	expect(shown.screen()).toContain('❯ Review');
	expect(shown.screen()).not.toContain('/swap');
	await shown.type('/', 'search:');
	await shown.type('swap', '/swap');
	await shown.type(esc, 'Create the control plane');
	await shown.type(esc, '❯ Mirrors');
	await shown.unmount();
});
