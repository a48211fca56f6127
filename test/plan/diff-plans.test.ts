import {describe, expect, test} from 'vitest';
import type {Cluster} from '../../src/cluster/types.ts';
import {diffPlans} from '../../src/plan/diff-plans.ts';
import {makePlan} from '../../src/plan/make-plan.ts';
import {parseSavedPlan, savedPlanText, savePlan} from '../../src/plan/saved-plan.ts';
import {sh} from '../../src/shell/sh.ts';
import {saying} from '../saying.ts';
import {clusterOf, factsOf, installSteps} from './steps.ts';

function saved(cluster: Cluster, steps = installSteps, absent: readonly string[] = []) {
	const facts = new Map([...factsOf(cluster)].filter(([host]) => !absent.includes(host)));
	return savePlan(makePlan({cluster, facts, files: {}, steps}));
}

const base = clusterOf(1, 1);

describe('diffPlans', () => {
	test('finds nothing between equal plans', () => {
		const diff = diffPlans(saved(base), saved(base), 'initialised');
		expect(diff).toMatchObject({same: true, changed: [], addedHosts: [], removedHosts: [], confirm: [], refused: []});
		expect(diff.untouched).toHaveLength(saved(base).tasks.length);
	});

	test('a worker more is an added host, and the others keep their records', () => {
		const diff = diffPlans(saved(base), saved(clusterOf(1, 2)), 'initialised');
		expect(diff).toMatchObject({same: false, addedHosts: ['w2'], changed: [], refused: []});
	});

	test('a host that could not be reached before counts as added', () => {
		expect(diffPlans(saved(clusterOf(1, 2), installSteps, ['w2']), saved(clusterOf(1, 2)), 'initialised').addedHosts).toEqual(['w2']);
	});

	test('a changed script is listed by step and host', () => {
		const steps = installSteps.map((one) => (one.id === 'prepare/swap' ? {...one, apply: () => sh`swapoff -a`} : one));
		expect(diffPlans(saved(base), saved(base, steps), 'begun').changed).toEqual([{step: 'prepare/swap', hosts: ['cp1', 'w1']}]);
	});

	test.each([
		['network.podCidr', {network: {...base.network, podCidr: '10.0.0.0/8'}}],
		['network.serviceCidr', {network: {...base.network, serviceCidr: '10.0.0.0/8'}}],
		['network.dnsDomain', {network: {...base.network, dnsDomain: 'k8s.example'}}],
		['controlPlaneEndpoint', {endpoint: {...base.endpoint, host: 'other'}}],
	] as const)('%s is immutable once init was begun, and free before', (field, change) => {
		const now = saved(clusterOf(1, 1, change));
		expect(diffPlans(saved(base), now, 'begun').refused.map((refusal) => refusal.field)).toEqual([field]);
		expect(diffPlans(saved(base), now, 'untouched').refused).toEqual([]);
	});

	test('another name is always refused', () => {
		expect(diffPlans(saved(base), saved(clusterOf(1, 1, {name: 'other'})), 'untouched').refused).toMatchObject([
			{field: 'name', was: 'test', now: 'other'},
		]);
	});

	test('control planes: none may be added while init is unclear, afterwards they may; none may go', () => {
		expect(diffPlans(saved(base), saved(clusterOf(3, 1)), 'begun').refused).toMatchObject([
			{field: 'control planes', now: 'cp1, cp2, cp3'},
		]);
		expect(diffPlans(saved(base), saved(clusterOf(3, 1)), 'initialised').refused).toEqual([]);
		expect(diffPlans(saved(clusterOf(3, 1)), saved(base), 'initialised').refused[0]?.reason).toEqual(
			saying('cp2, cp3 may be an etcd member'),
		);
	});

	test('another version is to be confirmed', () => {
		expect(diffPlans(saved(base), saved(clusterOf(1, 1, {kubernetesVersion: '1.20.5'})), 'initialised').confirm).toEqual([
			{field: 'kubernetesVersion', was: '1.20.2', now: '1.20.5'},
		]);
	});
});

describe('a saved plan', () => {
	test('comes back as it was', () => {
		const plan = saved(clusterOf(3, 2));
		expect(parseSavedPlan(savedPlanText(plan))).toEqual(plan);
	});

	test('is refused when a script was edited, or when a newer kubewiz wrote it', () => {
		const text = savedPlanText(saved(base));
		expect(() => parseSavedPlan(text.replace('touch /done/swap', 'touch /done/nope'))).toThrow('does not fit its checksum');
		expect(() => parseSavedPlan(text.replace('"format":1', '"format":2'))).toThrow('newer kubewiz');
	});
});
