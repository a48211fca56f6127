import {describe, expect, it} from 'vitest';
import type {Facts} from '../../src/cluster/facts.ts';
import type {Cluster} from '../../src/cluster/types.ts';
import {findProblems} from '../../src/preflight/find-problems.ts';
import type {Connection, ProbeResults, SourceProbe} from '../../src/preflight/probes/types.ts';
import {told} from '../../src/told.ts';
import {cluster, healthy, probes} from './samples.ts';

function found(
	results: Readonly<Record<string, ProbeResults>>,
	spec: Cluster = cluster(),
	change: Readonly<Record<string, Partial<Facts>>> = {},
) {
	const facts = new Map(spec.hosts.map((each, index) => [each.name, healthy(index + 1, change[each.name])]));
	return findProblems(spec, facts, new Map(Object.entries(results)));
}

const toApi = (result: Connection['result']): Connection => ({purpose: 'api', to: 'n1', address: '10.0.0.11', port: 6443, result});
const source = (kind: SourceProbe['kind'], result: SourceProbe['result'], detail = 'HTTP status 404'): SourceProbe => ({
	kind,
	url: 'https://mirror.example',
	result,
	detail,
});

describe('ports between nodes', () => {
	it.each(['open', 'refused'] as const)('%s is fine before an install', (result) => {
		expect(found({n2: probes({connections: [toApi(result)]})})).toEqual([]);
	});

	it.each([
		['timeout', told('n1 10.0.0.11:6443 gives no answer', 'n1 10.0.0.11:6443 没有应答')],
		['rejected', told('n1 10.0.0.11:6443 is rejected (no route to host)', 'n1 10.0.0.11:6443 被拒绝（no route to host）')],
	] as const)('%s is an error when no firewall of ours explains it', (result, text) => {
		const results = {n2: probes({connections: [toApi(result)]}), n3: probes({connections: [toApi(result)]})};
		expect(found(results)).toMatchObject([{check: 'ports-blocked', severity: 'error', waivable: true, evidence: {n2: text, n3: text}}]);
	});

	it('is handled when the target has a firewall that will be opened', () => {
		const results = {n2: probes({connections: [toApi('rejected')]})};
		const on = {n1: {firewall: 'firewalld'}} as const;
		expect(found(results, cluster(), on).map((one) => [one.check, one.severity, one.handledBy])).toEqual([
			['ports-behind-firewall', 'info', 'prepare/firewall'],
			['firewall-on', 'info', 'prepare/firewall'],
		]);
		expect(found(results, cluster({firewall: 'leave'}), on).map((one) => one.check)).toEqual(['ports-blocked', 'firewall-left']);
	});

	it('says that it could not test', () => {
		expect(found({n2: probes({connections: [toApi('unknown')]})})).toMatchObject([{check: 'connections-untested', severity: 'info'}]);
	});
});

describe('external endpoint', () => {
	const spec = cluster({endpoint: {host: 'api.example.com', port: 8443, kind: 'external'}});
	const toEndpoint = (result: Connection['result']): Connection => ({
		purpose: 'endpoint',
		to: 'api.example.com',
		address: 'api.example.com',
		port: 8443,
		result,
	});

	it('must resolve and answer', () => {
		expect(found({n1: probes({endpointAddresses: []})}, spec)).toMatchObject([{check: 'endpoint-unresolved', waivable: false}]);
		expect(found({n1: probes({endpointAddresses: ['10.0.0.9'], connections: [toEndpoint('timeout')]})}, spec)).toMatchObject([
			{check: 'endpoint-unreachable', severity: 'error', waivable: true},
		]);
		expect(found({n1: probes({endpointAddresses: ['10.0.0.9'], connections: [toEndpoint('refused')]})}, spec)).toEqual([]);
	});
});

describe('mirrors', () => {
	it.each([
		['packages', 'failed', 'packages-unreachable', 'error'],
		['packages', 'lacking', 'packages-lack-version', 'error'],
		['runtime-packages', 'failed', 'runtime-packages-unreachable', 'error'],
		['images', 'failed', 'images-unreachable', 'error'],
		['images', 'refused', 'images-refused', 'error'],
		['images', 'lacking', 'images-lack-version', 'error'],
		['registry-mirror', 'failed', 'registry-mirror-unreachable', 'warning'],
		['images', 'unknown', 'source-untested', 'info'],
	] as const)('%s %s gives %s', (kind, result, check, severity) => {
		expect(found({n2: probes({sources: [source(kind, result)]})})).toMatchObject([{check, severity, hosts: ['n2']}]);
	});

	it('held is fine', () => {
		expect(found({n2: probes({sources: [source('packages', 'held'), source('images', 'held')]})})).toEqual([]);
	});

	it('a host that has the packages needs no mirror of them', () => {
		const packages = {kubeadm: '1.36.4-1.1', kubelet: '1.36.4-1.1', kubectl: '1.36.4-1.1'};
		expect(found({n2: probes({sources: [source('packages', 'failed')]})}, cluster(), {n2: {packages}})).toEqual([]);
	});
});

describe('the rest', () => {
	it('names silent time servers', () => {
		const timeServers = [
			{server: 'a.example', answer: 'yes'},
			{server: 'b.example', answer: 'no'},
		] as const;
		expect(found({n1: probes({timeServers})})).toMatchObject([{check: 'time-server-silent', evidence: {n1: 'b.example'}}]);
	});

	it('judges the runtime that would be installed', () => {
		const spec = cluster({runtime: {name: 'containerd', package: 'containerd'}});
		expect(found({n1: probes({candidates: {containerd: '1.6.20~ds1-1+deb12u1'}})}, spec)).toMatchObject([{check: 'runtime-too-old'}]);
		expect(found({n1: probes({candidates: {containerd: '2.2.1-1'}})}, spec)).toEqual([]);
	});
});
