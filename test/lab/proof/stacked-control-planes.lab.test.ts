import {beforeAll, describe, expect, test} from 'vitest';
import {labCluster} from '../cluster-fragment.ts';
import {ensureLab, type Lab, resetHosts, setLoadBalancer} from '../lab.ts';
import {nodesOf, votingEtcdMembers} from './cluster-state.ts';
import {countKubeadm, kubeadmCalls} from './count-kubeadm.ts';
import {kubewiz, operator} from './kubewiz.ts';

const planes = ['cp1', 'cp2', 'cp3'] as const;
const hosts = [...planes, 'w1'];

describe('three control planes behind a load balancer, an ordinary user with a sudo password, through a jump host', () => {
	let lab: Lab;

	beforeAll(async () => {
		lab = await ensureLab({hosts: hosts.map((name) => ({name, kinds: ['sudo-password', 'jump'] as const}))});
		await resetHosts(hosts);
		await countKubeadm(hosts);
		await setLoadBalancer(planes);
	});

	test('bare hosts become a cluster with three voting etcd members', async () => {
		const roles = Object.fromEntries(
			hosts.map((name) => [name, [name.startsWith('cp') ? ('control-plane' as const) : ('worker' as const)]]),
		);
		const who = operator(labCluster(lab, {hosts: roles, loadBalancer: true}));
		const {code, events, text} = await kubewiz(
			who,
			['apply', '-f', 'cluster.yaml', '--yes', '--accept-host-keys', 'all', '--kubeconfig', who.kubeconfig],
			{
				KUBEWIZ_SUDO_PASSWORD: lab.hosts.cp1?.sudoPassword ?? '',
			},
		).finished;
		expect(code, text).toBe(0);
		const nodes = await nodesOf('cp1');
		expect(Object.keys(nodes).sort()).toEqual(hosts.toSorted());
		expect(Object.values(nodes).every((node) => node.ready)).toBe(true);
		expect(planes.map((name) => nodes[name]?.controlPlane)).toEqual([true, true, true]);
		expect(await votingEtcdMembers('cp1')).toBe(3);
		expect(await Promise.all(hosts.map(kubeadmCalls))).toEqual([
			{init: 1, join: 0},
			{init: 0, join: 1},
			{init: 0, join: 1},
			{init: 0, join: 1},
		]);
		expect(JSON.stringify(events) + text).not.toContain(lab.hosts.cp1?.sudoPassword);
	});
});
