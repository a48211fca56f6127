import {expect, test} from 'vitest';
import type {Facts} from '../../src/cluster/facts.ts';
import type {HostSpec} from '../../src/cluster/schema/host.ts';
import {best, rankMirrors, usable} from '../../src/store/mirror-ranking.ts';
import {proposeNodeIp, proposeRoles} from '../../src/store/propose.ts';

const facts = (change: object) => ({hostname: 'node', cpus: 4, memoryMib: 4096, addresses: [], ...change}) as unknown as Facts;
const host = (name: string) => ({name, address: name});
const planes = (hosts: readonly HostSpec[]) => hosts.filter((entry) => entry.roles?.includes('control-plane')).map((entry) => entry.name);

test('names that speak become control planes, an odd number of them', () => {
	expect(planes(proposeRoles(['cp1', 'cp2', 'w1'].map(host), {}))).toEqual(['cp1']);
	expect(planes(proposeRoles(['master-1', 'master-2', 'master-3', 'node'].map(host), {}))).toEqual(['master-1', 'master-2', 'master-3']);
});

test('else the first host that is large enough', () => {
	const small = {a: facts({cpus: 1}), b: facts({}), c: facts({})};
	expect(planes(proposeRoles(['a', 'b', 'c'].map(host), small))).toEqual(['b']);
});

test('answers already given stay', () => {
	const given = [{...host('cp1'), roles: ['worker' as const]}, host('w1')];
	expect(proposeRoles(given, {})).toBe(given);
});

test('a node behind a name gets the address of its default route', () => {
	const told = facts({
		addresses: [
			{interface: 'lo', cidr: '127.0.0.1/8'},
			{interface: 'eth1', cidr: '192.168.9.4/24'},
			{interface: 'eth0', cidr: '10.0.0.4/24'},
		],
		defaultRoute: {interface: 'eth0'},
	});
	expect(proposeNodeIp(host('node.lab'), told)).toMatchObject({nodeIP: '10.0.0.4'});
	const known = {name: 'a', address: '10.0.0.9'};
	expect(proposeNodeIp(known, told)).toBe(known);
});

test('a mirror that no node has a tool to ask is neither proposed nor put before one that was seen', () => {
	const probe = (mirror: string, change: object) => ({use: 'packages' as const, mirror, host: 'a', reachable: true, ...change});
	const untold = [probe('aliyun', {untold: true, detail: 'no tool'}), probe('tuna', {untold: true})];
	expect(best(rankMirrors('packages', [], untold))).toBeUndefined();
	const own = 'http://mirror.example/deb/';
	const ranked = rankMirrors('packages', [own], [...untold, probe(own, {hasVersion: true})]);
	expect(best(ranked)?.mirror).toBe(own);
	expect(ranked[1]).toMatchObject({mirror: 'aliyun', untold: 1, trouble: {en: 'a: no tool'}});
});

test('mirrors that serve more nodes come first, then faster ones; why not is told of the first node that could not', () => {
	const probe = (mirror: string, on: string, reachable: boolean, ms: number) => ({
		use: 'packages' as const,
		mirror,
		host: on,
		reachable,
		ms,
		detail: 'refused',
	});
	const ranked = rankMirrors(
		'packages',
		[],
		[
			probe('official', 'a', true, 10),
			probe('official', 'b', false, 10),
			probe('aliyun', 'a', true, 90),
			probe('aliyun', 'b', true, 80),
			probe('tuna', 'a', true, 20),
			probe('tuna', 'b', true, 30),
		],
	);
	expect(ranked.slice(0, 3).map((standing) => standing.mirror)).toEqual(['tuna', 'aliyun', 'official']);
	expect(ranked.slice(0, 3).map(usable)).toEqual([2, 2, 1]);
	expect(ranked[2]?.trouble).toEqual({en: 'b: refused', zh: 'b：refused'});
});
