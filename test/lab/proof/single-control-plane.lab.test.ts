import {readFileSync} from 'node:fs';
import {beforeAll, describe, expect, test} from 'vitest';
import {parse} from 'yaml';
import {labCluster} from '../cluster-fragment.ts';
import {ensureLab, exec, resetHosts} from '../lab.ts';
import {nodesOf} from './cluster-state.ts';
import {countKubeadm, kubeadmCalls} from './count-kubeadm.ts';
import {kubewiz, type Operator, operator} from './kubewiz.ts';

const hosts = ['cp1', 'w1', 'w2'] as const;
const apply = ['apply', '-f', 'cluster.yaml', '--yes', '--accept-host-keys', 'all'];

describe('one control plane and two workers, root by key', () => {
	let who: Operator;

	beforeAll(async () => {
		const lab = await ensureLab({hosts: hosts.map((name) => ({name}))});
		await resetHosts(hosts);
		await countKubeadm(hosts);
		who = operator(labCluster(lab, {hosts: {cp1: ['control-plane'], w1: ['worker'], w2: ['worker']}}));
	});

	test('bare hosts become a cluster whose nodes are Ready and whose pods reach each other', async () => {
		const {code, events, text} = await kubewiz(who, [...apply, '--kubeconfig', who.kubeconfig]).finished;
		expect(code, text).toBe(0);
		const nodes = await nodesOf('cp1');
		expect(Object.keys(nodes).sort()).toEqual([...hosts]);
		for (const node of Object.values(nodes)) expect(node).toMatchObject({ready: true, version: 'v1.20.2'});
		expect(nodes.cp1?.controlPlane).toBe(true);
		const report = events.findLast((event) => event.type === 'report')?.report;
		expect(report?.proofs.length).toBeGreaterThan(0);
		expect(report?.proofs.filter((proof) => !proof.ok)).toEqual([]);
		expect(report?.certificates.length).toBeGreaterThan(0);
		expect({cp1: await kubeadmCalls('cp1'), w1: await kubeadmCalls('w1'), w2: await kubeadmCalls('w2')}).toEqual({
			cp1: {init: 1, join: 0},
			w1: {init: 0, join: 1},
			w2: {init: 0, join: 1},
		});
		expect(parse(readFileSync(who.kubeconfig, 'utf8')).clusters[0].cluster.server).toMatch(/^https:\/\//);
	});

	test('a second apply changes nothing and takes one round trip a host', async () => {
		const {code, events, text} = await kubewiz(who, [...apply, '--kubeconfig', who.kubeconfig]).finished;
		expect(code, text).toBe(0);
		const done = events.flatMap((event) => (event.type === 'task.state' && event.state === 'done' ? [event] : []));
		expect(done.length).toBeGreaterThan(0);
		expect(done.filter((event) => event.doneBy === 'changed')).toEqual([]);
		const end = events.findLast((event) => event.type === 'run.end');
		expect(end?.roundTrips).toEqual({cp1: 1, w1: 1, w2: 1});
		expect((await kubeadmCalls('cp1')).init).toBe(1);
	});

	test('an apply that changes nothing fetches the kubeconfig when its certificate was renewed on the host', async () => {
		await exec('cp1', 'kubeadm certs renew admin.conf && cat /etc/kubernetes/admin.conf >/root/.kube/config');
		const before = readFileSync(who.kubeconfig, 'utf8');
		const {code, events, text} = await kubewiz(who, [...apply, '--kubeconfig', who.kubeconfig]).finished;
		expect(code, text).toBe(0);
		expect(events.findLast((event) => event.type === 'run.end')?.roundTrips).toEqual({cp1: 2, w1: 1, w2: 1});
		expect(readFileSync(who.kubeconfig, 'utf8')).not.toBe(before);
	});

	test('an operator without a record is told that the API does not answer, and of no reset', async () => {
		await exec('cp1', 'systemctl stop kubelet; crictl ps -q --name kube-apiserver | xargs -r crictl stop');
		const other = operator(parse(readFileSync(who.specFile, 'utf8')));
		const {code, story} = await kubewiz(other, [...apply, '--adopt', '--no-kubeconfig']).finished;
		await exec('cp1', 'systemctl start kubelet');
		expect(code, story).not.toBe(0);
		expect(story).toContain('the API server does not answer, though kubeadm init came to its end here');
		expect(story).toContain('journalctl -u kubelet');
		expect(story).not.toContain('reset');
	});
});
