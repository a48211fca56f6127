import {describe, expect, it} from 'vitest';
import type {Facts} from '../../src/cluster/facts.ts';
import {findProblems} from '../../src/preflight/find-problems.ts';
import {inEnglish} from '../../src/told.ts';
import {clock, cluster, found, healthy, ourMarks} from './samples.ts';

describe('identities', () => {
	const checks = (facts: readonly Facts[]) => found(facts).map((one) => one.check);

	it('finds clones by machine-id, UUID and MAC', () => {
		const twin = healthy(3, {
			machineId: healthy(2).machineId as string,
			productUuid: healthy(2).productUuid as string,
			macs: healthy(2).macs,
		});
		const findings = found([healthy(1), healthy(2), twin]);
		expect(findings.map((one) => one.check)).toEqual(['duplicate-machine-id', 'duplicate-product-uuid', 'duplicate-mac']);
		expect(findings[0]).toMatchObject({severity: 'error', hosts: ['n2', 'n3'], waivable: false});
		expect(inEnglish(findings[0]?.evidence.n2 ?? '')).toMatch(/as on n3$/);
		expect(findings[0]?.fix?.script.text).toContain('/etc/machine-id');
	});

	it('does not take a placeholder for an identity', () => {
		const productUuid = '03000200-0400-0500-0006-000700080009';
		expect(checks([healthy(1, {productUuid}), healthy(2, {productUuid}), healthy(3)])).toEqual([]);
	});

	it('names a machine that is listed twice, and nothing else about it', () => {
		const again = {...healthy(2), hostname: 'n2'};
		expect(checks([healthy(1), again, {...again}])).toEqual(['same-machine-twice', 'node-ip-absent', 'hostname-differs']);
	});
});

describe('the lock of kubewiz', () => {
	it('stands in the way when another holds it, not when it is held here to run fixes', () => {
		const locked = healthy(2, {installer: {lineage: 'f00', owner: 'ann@desk'}});
		const facts = new Map([healthy(1), locked, healthy(3)].map((one, index) => [`n${index + 1}`, one]));
		const names = (holding?: string) =>
			findProblems(cluster(), facts, new Map(), holding === undefined ? {} : {holding}).map(({check}) => check);
		expect(names()).toContain('installer-at-work');
		expect(names('another')).toContain('installer-at-work');
		expect(names('f00')).not.toContain('installer-at-work');
	});
});

describe('clocks', () => {
	it('blames the one that differs from the median', () => {
		const findings = found([healthy(1, {clock: clock(0)}), healthy(2, {clock: clock(-30_000)}), healthy(3, {clock: clock(200)})]);
		expect(findings).toHaveLength(1);
		expect(findings[0]).toMatchObject({
			check: 'clock-skew',
			hosts: ['n2'],
			evidence: {n2: {en: '30.0 s behind the others', zh: '比其他主机慢 30.0 s'}},
		});
	});

	it('allows for a slow line', () => {
		expect(found([healthy(1, {clock: clock(1400, 3000)}), healthy(2), healthy(3)])).toEqual([]);
	});

	it('of two hosts believes the one that agrees with this machine', () => {
		const now = healthy(1).clock;
		const findings = found([healthy(1, {clock: {...now, hostMs: now.hostMs + 20_000}}), healthy(2)]);
		expect(findings.map((one) => one.hosts)).toEqual([['n1']]);
	});

	it('doubts this machine when all hosts agree against it', () => {
		const wrong = clock(3_600_000);
		const findings = found([1, 2, 3].map((index) => healthy(index, {clock: wrong})));
		expect(findings.map((one) => one.check)).toEqual(['clock-differs-here']);
	});
});

describe('what is ours', () => {
	const running: Partial<Facts> = {
		marks: ourMarks,
		processes: ['kubelet', 'kube-apiserver', 'etcd'],
		leftovers: ['/etc/kubernetes/kubelet.conf', '/etc/kubernetes/manifests/etcd.yaml', '/var/lib/etcd', '/etc/cni/net.d'],
		listeners: [
			{port: 6443, address: '*', program: 'kube-apiserver'},
			{port: 10250, address: '*', program: 'kubelet'},
		],
		routes: [{destination: '10.244.1.0/24', interface: 'cni0'}],
	};

	it('is no leftover on a second run', () => {
		const checks = found([healthy(1, running), healthy(2), healthy(3)]).map((one) => one.check);
		expect(checks).toEqual(['already-ours']);
	});

	it('is told by the lineage where that is known', () => {
		expect(found([healthy(1, running), healthy(2), healthy(3)], cluster(), 'a').map((one) => one.check)).toEqual(['already-ours']);
		const other = found([healthy(1, running), healthy(2), healthy(3)], cluster(), 'another');
		expect(other.filter((one) => one.severity === 'error').map((one) => one.check)).toEqual(['foreign-marks', 'live-cluster']);
		expect(other.every((one) => one.severity !== 'error' || !one.waivable)).toBe(true);
	});

	it('reports a live cluster once, not port by port', () => {
		const {marks: _marks, ...unmarked} = running;
		const checks = found([healthy(1, unmarked), healthy(2), healthy(3)]).map((one) => one.check);
		expect(checks).toContain('live-cluster');
		expect(checks).not.toContain('port-in-use');
		expect(checks).not.toContain('leftovers-in-the-way');
	});

	it('a kubelet that waits for its first join is no cluster', () => {
		expect(found([healthy(1, {processes: ['kubelet']}), healthy(2), healthy(3)])).toEqual([]);
	});
});

describe('routes', () => {
	it.each([
		['a wide route to a VPN', {destination: '10.0.0.0/8', interface: 'tun0'}],
		['half a default route', {destination: '0.0.0.0/1', interface: 'tun0'}],
		['a link-local route', {destination: '169.254.169.254', interface: 'ens3'}],
		['an old pod network of the same name', {destination: '10.244.0.0/24', interface: 'cni0'}],
	])('does not complain about %s', (_name, route) => {
		const facts = healthy(1, {routes: [...healthy(1).routes, route]});
		const addresses = facts.addresses.map((address) => (address.interface === 'lo' ? address : {...address, cidr: '10.0.0.11/24'}));
		const checks = found([{...facts, addresses}, healthy(2), healthy(3)]).map((one) => one.check);
		// The host's own 10.0.0.0/24 lies in 10.0.0.0/8, but is not reached through the tunnel.
		expect(checks).toEqual([]);
	});

	it('misses a default route only when nothing else leads to the service network', () => {
		const {defaultRoute: _default, ...without} = healthy(1);
		expect(found([without, healthy(2), healthy(3)]).map((one) => one.check)).toEqual(['no-default-route']);
		const routed = {...without, routes: [...without.routes, {destination: '10.96.0.0/12', interface: 'ens3'}]};
		expect(found([routed, healthy(2), healthy(3)]).map((one) => one.check)).not.toContain('no-default-route');
	});
});
