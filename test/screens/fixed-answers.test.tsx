import {describe, expect, test} from 'vitest';
import {clusterToYaml} from '../../src/cluster/write.ts';
import type {EventBody, RunEvent} from '../../src/events/event.ts';
import type {Draft} from '../../src/store/draft.ts';
import type {UnfinishedRun, WizardEngine} from '../../src/store/engine.ts';
import {initControlPlane} from '../../steps/control-plane/init.ts';
import {load} from '../cluster/fixtures.ts';
import {stage} from './stage.tsx';

const [down, enter] = ['\u001B[B', '\r'];
const cluster = (podCIDR: string) =>
	load(
		`{apiVersion: kubewiz.io/v1alpha1, kind: Cluster, metadata: {name: demo}, spec: {network: {podCIDR: ${podCIDR}}, hosts: [{name: cp1, address: 10.0.0.1}]}}`,
	);
const resolve: WizardEngine['resolve'] = ({spec}) => ({cluster: cluster(spec.network?.podCIDR ?? '10.244.0.0/16')});

/** The wizard, and a run that tells what the test wants. */
function wizard(draft: Partial<Draft> = {}, language: 'en' | 'zh' = 'en') {
	const told: ((event: EventBody) => void)[] = [];
	const shown = stage({
		draft: {screen: 'install', name: 'demo', hosts: [{name: 'cp1', address: '10.0.0.1', roles: ['control-plane']}], ...draft},
		engine: {
			resolve,
			start: (_, emit) => {
				told.push((event) => emit({seq: 1, time: '', ...event} as RunEvent));
				return {finished: new Promise<void>(() => {}), drain: () => {}, detach: () => {}, pause: () => {}, resume: () => {}};
			},
		},
		...{rows: 40, columns: 100, language},
	});
	const tell = (event: object) => told.at(-1)?.(event as EventBody);
	const init = (state: string) => tell({type: 'task.state', step: initControlPlane.id, host: 'cp1', state, attempt: 1});
	const start = () => {
		shown.store.actions.startInstall();
		tell({type: 'run.start', cluster: 'demo', hosts: ['cp1'], steps: [{id: initControlPlane.id, title: 'init', hosts: ['cp1']}]});
	};
	const toPodCidr = async () => {
		shown.store.actions.go('topology');
		await shown.until(/Pod CIDR|Pod 网段/);
		for (let row = 0; row < 6; row += 1) shown.send(down);
		await shown.until(/❯ (Pod CIDR|Pod 网段)/);
	};
	return {shown, start, init, toPodCidr};
}

describe('what kubeadm init writes', () => {
	test('may change until init is begun', async () => {
		const {shown, start, init, toPodCidr} = wizard();
		start();
		init('checking');
		await toPodCidr();
		await shown.type(enter, 'Pod CIDR: for example');
		await shown.unmount();
	});

	test.each([
		['en', 'fixed by kubeadm init', 'only a new cluster can have another'],
		['zh', '已由 kubeadm init 固定', '只有新集群才能使用别的值'],
	] as const)('is locked from then on, marked in its row, %s', async (language, mark, why) => {
		const {shown, start, init, toPodCidr} = wizard({}, language);
		start();
		init('running');
		await expect.poll(() => shown.store.getState().fixed?.values.podCIDR).toBe('10.244.0.0/16');
		await toPodCidr();
		expect(shown.screen().match(new RegExp(mark, 'g')), 'endpoint, pod and service network').toHaveLength(3);
		await shown.type(enter, why);
		// Another name is another cluster.
		shown.store.actions.setName('demo2');
		await expect.poll(() => shown.screen()).not.toContain(mark);
		await shown.unmount();
	});

	test('is locked for an unfinished run of the same name too; an answer that differs goes back by one key', async () => {
		const {shown, toPodCidr} = wizard({spec: {network: {podCIDR: '10.199.0.0/16'}}});
		const of = cluster('10.244.0.0/16');
		const fixed = {podCIDR: '10.244.0.0/16', serviceCIDR: '10.96.0.0/12', dnsDomain: 'cluster.local', endpoint: `${of.endpoint.host}:6443`};
		const run = {cluster: 'demo', spec: clusterToYaml(of), fixed} as UnfinishedRun;
		shown.store.setState({unfinished: {kind: 'here', value: [run]}});
		await toPodCidr();
		expect(shown.screen()).toMatch(/Pod CIDR +10\.199\.0\.0\/16 +kubeadm init has fixed 10\.244\.0\.0\/16 +✖/);
		await shown.type(enter, /Pod CIDR +10\.244\.0\.0\/16 +fixed by kubeadm init/);
		await shown.unmount();
	});
});
