import {describe, expect, test} from 'vitest';
import {makePlan} from '../../src/plan/make-plan.ts';
import {sh} from '../../src/shell/sh.ts';
import {told} from '../../src/told.ts';
import {everyNode, type Step, step} from '../../steps/step.ts';
import {clusterOf, factsOf, installSteps} from './steps.ts';

const plain = {why: 'why', kind: 'idempotent' as const, on: everyNode, check: () => sh`true`, apply: () => sh`true`};

function planOf(planes: number, workers: number, steps: readonly Step[] = installSteps) {
	const cluster = clusterOf(planes, workers);
	return makePlan({cluster, facts: factsOf(cluster), files: {}, steps});
}

describe('makePlan', () => {
	test('makes one task per step and host, with edges on the host and across hosts', () => {
		const plan = planOf(2, 1);
		expect(plan.tasks.map((task) => task.id)).toContain('prepare/name@w1');
		expect(plan.byId.get('prepare/swap@cp2')?.after).toEqual(['prepare/name@cp2']);
		expect(plan.byId.get('control-plane/init@cp1')?.after).toEqual([
			'packages/install@cp1',
			'prepare/name@cp1',
			'prepare/name@cp2',
			'prepare/name@w1',
		]);
	});

	test('a step that needs a value waits for the step that gives it', () => {
		expect(planOf(1, 1).byId.get('workers/join@w1')?.after).toContain('control-plane/values@cp1');
	});

	test('orders tasks so that each comes after all it waits for, whatever the order of the steps', () => {
		const plan = planOf(3, 3, installSteps.toReversed());
		const seen = new Set<string>();
		for (const task of plan.tasks) {
			expect(task.after.filter((id) => !seen.has(id))).toEqual([]);
			seen.add(task.id);
		}
	});

	test('names the circle when steps wait for each other', () => {
		const circle = [
			step({...plain, id: 'a', title: told('A', 'A'), after: ['c']}),
			step({...plain, id: 'b', title: told('B', 'B'), after: ['a']}),
			step({...plain, id: 'c', title: told('C', 'C'), after: [{everywhere: 'b'}]}),
		];
		expect(() => planOf(1, 0, circle)).toThrow('these wait for each other: a → c → b → a');
	});

	test('names the nearest step when an edge leads nowhere', () => {
		const wrong = [
			step({...plain, id: 'prepare/swap', title: told('A', 'A'), after: []}),
			step({...plain, id: 'b', title: told('B', 'B'), after: ['prepare/swop']}),
		];
		expect(() => planOf(1, 0, wrong)).toThrow('step b comes after prepare/swop, which does not exist (did you mean prepare/swap?)');
	});

	test('refuses a step listed twice and a value nobody gives', () => {
		const one = step({...plain, id: 'a', title: told('A', 'A'), after: []});
		expect(() => planOf(1, 0, [one, one])).toThrow('listed twice: a');
		expect(() => planOf(1, 0, [{...one, needs: ['join-token']}])).toThrow('step a needs the value join-token, but no step gives it');
	});

	test('leaves out hosts without facts and lists them; the leader must have some', () => {
		const cluster = clusterOf(1, 2);
		const facts = new Map(factsOf(cluster));
		facts.delete('w2');
		const plan = makePlan({cluster, facts, files: {}, steps: installSteps});
		expect(plan.absent).toEqual(['w2']);
		expect(plan.tasks.filter((task) => task.host === 'w2' || task.after.some((id) => id.endsWith('@w2')))).toEqual([]);
		facts.delete('cp1');
		expect(() => makePlan({cluster, facts, files: {}, steps: installSteps})).toThrow('while cp1, the first control plane, is not reached');
	});
});

describe('the hash of a plan', () => {
	const hash = (change: Parameters<typeof clusterOf>[2] = {}, steps = installSteps) => {
		const cluster = clusterOf(1, 1, change);
		return makePlan({cluster, facts: factsOf(cluster), files: {}, steps}).hash;
	};

	test('is equal for equal input, and does not depend on facts that scripts do not use or on login settings', () => {
		const cluster = clusterOf(1, 1);
		const hosts = cluster.hosts.map((host) => ({...host, ssh: {user: 'ubuntu', port: 2222}}));
		const other = makePlan({
			cluster: {...cluster, hosts},
			facts: factsOf(cluster, () => ({bootId: 'boot-2'})),
			files: {},
			steps: installSteps,
		});
		expect(other.hash).toBe(hash());
	});

	test('changes with the cluster, with a script and with a step version', () => {
		const reworded = installSteps.map((one) => (one.id === 'prepare/swap' ? {...one, apply: () => sh`swapoff -a`} : one));
		const raised = installSteps.map((one) => (one.id === 'prepare/swap' ? {...one, version: 2} : one));
		const hashes = [hash(), hash({kubernetesVersion: '1.20.3'}), hash({}, reworded), hash({}, raised)];
		expect(new Set(hashes).size).toBe(4);
	});
});
