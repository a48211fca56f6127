import {describe, expect, test, vi} from 'vitest';
import type {Cluster} from '../../src/cluster/types.ts';
import {emptyDraft} from '../../src/store/draft.ts';
import type {FindingView, PlanView, WizardEngine} from '../../src/store/engine.ts';
import {notReady} from '../../src/store/navigation.ts';
import {createWizardStore, type WizardStore} from '../../src/store.ts';
import {memoryKeeper, silentEngine} from '../screens/engine.ts';

const hosts = [{name: 'cp1', address: '10.0.0.1'}];
const cgroup = {check: 'cgroup-v1', severity: 'error', hosts: ['cp1'], waivable: false, answers: 'topology'} as unknown as FindingView;

/** A wizard whose hosts are refused by 1.36.4 and by no other version. */
function wizard(deeds: Partial<WizardEngine> = {}) {
	const engine = {
		resolve: ({spec}) => ({cluster: {kubernetesVersion: spec.kubernetesVersion ?? '1.36.4', mirrors: spec.mirrors} as unknown as Cluster}),
		preflight: vi.fn(async (cluster: Cluster) => (cluster.kubernetesVersion === '1.36.4' ? [cgroup] : [])),
		plan: vi.fn(async () => ({hash: 'sha256:1'}) as PlanView),
		probeMirrors: vi.fn(async () => {}),
		...deeds,
	} satisfies Partial<WizardEngine>;
	const store = createWizardStore(silentEngine(engine), memoryKeeper({...emptyDraft, hosts, screen: 'preflight'}));
	return {engine, store};
}

describe('an answer that comes after the question it settles', () => {
	test('what another answer settles keeps nobody from giving it; nothing is planned before it is given', async () => {
		const {engine, store} = wizard();
		await store.actions.runPreflight();
		expect(notReady('preflight', store.getState())).toBeUndefined();
		await store.actions.makePlan();
		expect(store.getState().plan).toMatchObject({kind: 'failed'});
		expect(engine.plan).not.toHaveBeenCalled();
		store.actions.setSpec({kubernetesVersion: '1.34.11'});
		await store.actions.makePlan();
		expect(engine.preflight).toHaveBeenLastCalledWith(expect.objectContaining({kubernetesVersion: '1.34.11'}), expect.anything());
		expect(store.getState().plan).toMatchObject({kind: 'here'});
	});

	test('hosts are asked again only when the answers differ', async () => {
		const {engine, store} = wizard();
		store.actions.setSpec({kubernetesVersion: '1.34.11'});
		await store.actions.runPreflight();
		store.actions.setSpec({kubernetesVersion: '1.34.11'});
		store.actions.go('review');
		await store.actions.makePlan();
		expect(engine.preflight).toHaveBeenCalledTimes(1);
		store.actions.setSpec({kubernetesVersion: '1.33.13'});
		expect(store.getState().findings.kind).toBe('not-asked');
	});

	test.each([
		['a changed answer', (store: WizardStore) => store.actions.setSpec({kubernetesVersion: '1.34.11'})],
		['a host that was added', (store: WizardStore) => void store.actions.takeHosts([{name: 'w1', address: '10.0.0.2'}])],
	])('a check still under way before %s is given up and has nothing to say of what is asked now', async (_, change) => {
		const {promise, resolve: answer} = Promise.withResolvers<readonly FindingView[]>();
		let options: Parameters<WizardEngine['preflight']>[1] | undefined;
		const preflight: WizardEngine['preflight'] = (_cluster, given) => {
			options = given;
			return promise;
		};
		const {store} = wizard({preflight});
		const checking = store.actions.runPreflight();
		options?.onFinding?.(0, 1);
		expect(store.getState().findings).toEqual({kind: 'asking', done: 0, total: 1});
		change(store);
		expect(options?.signal.aborted).toBe(true);
		options?.onFinding?.(1, 1);
		answer([cgroup]);
		await checking;
		// The screen asks anew by this.
		expect(store.getState().findings.kind).toBe('not-asked');
	});

	test('mirrors that were tried for another version are given up, count for nothing and propose nothing', async () => {
		const {promise, resolve: end} = Promise.withResolvers<void>();
		let options: Parameters<WizardEngine['probeMirrors']>[2] | undefined;
		const probeMirrors: WizardEngine['probeMirrors'] = (_cluster, _own, given) => {
			options = given;
			return promise;
		};
		const {store} = wizard({probeMirrors});
		const trying = store.actions.probeMirrors();
		store.actions.setSpec({kubernetesVersion: '1.34.11'});
		expect(options?.signal.aborted).toBe(true);
		options?.onResult({use: 'packages', mirror: 'official', host: 'cp1', reachable: false});
		options?.onResult({use: 'packages', mirror: 'tuna', host: 'cp1', reachable: true, hasVersion: true, ms: 1});
		end();
		await trying;
		const {probes, draft, notice} = store.getState();
		expect(probes).toEqual({running: false, results: []});
		expect(draft.spec.mirrors).toBeUndefined();
		expect(notice).toBeUndefined();
	});

	test('a plan that waited for a check of earlier answers is not made, though the new answers are being checked', async () => {
		const checks: PromiseWithResolvers<readonly FindingView[]>[] = [];
		const {engine, store} = wizard({
			preflight: () => {
				const check = Promise.withResolvers<readonly FindingView[]>();
				checks.push(check);
				return check.promise;
			},
		});
		const planning = store.actions.makePlan();
		store.actions.setSpec({kubernetesVersion: '1.34.11'});
		const checking = store.actions.runPreflight();
		checks[0]?.resolve([]);
		await planning;
		expect(engine.plan).not.toHaveBeenCalled();
		expect(store.getState().plan.kind).toBe('not-asked');
		checks[1]?.resolve([]);
		await checking;
		expect(store.getState().findings.kind).toBe('here');
	});

	test('a version that the chosen mirror lacks leads to the mirrors, which are tried for it all the same', async () => {
		const {engine, store} = wizard({
			resolve: ({spec}) =>
				spec.mirrors === undefined
					? {problems: [{path: 'spec.mirrors', message: 'official has no packages of it'}]}
					: {cluster: {kubernetesVersion: spec.kubernetesVersion, mirrors: spec.mirrors} as unknown as Cluster},
		});
		store.actions.setSpec({kubernetesVersion: '1.20.2'});
		expect(notReady('preflight', store.getState())).toBeUndefined();
		expect(notReady('topology', store.getState())).toBeUndefined();
		expect(notReady('mirrors', store.getState())).toBe('spec-problems');
		await store.actions.probeMirrors();
		expect(engine.probeMirrors).toHaveBeenCalledWith(expect.objectContaining({kubernetesVersion: '1.20.2'}), [], expect.anything());
	});

	test('an own mirror is chosen as soon as it is typed, and tried; its use keeps what else was chosen', () => {
		const {engine, store} = wizard();
		store.actions.setSpec({mirrors: 'aliyun'});
		store.actions.addOwnMirror({use: 'images', url: 'registry.lan/k8s', source: {repository: 'registry.lan/k8s'}});
		expect(store.getState().draft.spec.mirrors).toEqual({
			packages: 'aliyun',
			images: {repository: 'registry.lan/k8s'},
			dockerCE: 'aliyun',
		});
		expect(engine.probeMirrors).toHaveBeenCalledTimes(1);
	});
});
