import {expect, test} from 'vitest';
import {factLines} from '../../src/demo/model/facts.ts';
import {bareHost, type HostFault} from '../../src/demo/model/host.ts';
import {seeded} from '../../src/demo/random.ts';
import {parseFacts} from '../../src/preflight/parse-facts.ts';

const factsOf = (...faults: readonly HostFault[]) => {
	const sentMs = Date.now();
	const lines = factLines(bareHost({name: 'w1', address: '198.18.0.12', role: 'worker', random: seeded('s/w1')}, faults));
	return parseFacts(lines, {sentMs, receivedMs: Date.now()});
};

test('a simulated host says what it is, and is a plain Debian 12 otherwise', () => {
	const facts = factsOf();
	expect(facts.os).toMatchObject({id: 'debian', versionId: '12', codename: 'bookworm', family: 'debian', pretty: 'simulated Debian 12'});
	expect(facts).toMatchObject({hostname: 'w1', arch: 'amd64', cpus: 4, memoryMib: 8192, cgroup: 'v2', swap: [], systemd: 252});
	expect(facts.addresses).toContainEqual({interface: 'eth0', cidr: '198.18.0.12/16'});
	expect(facts.defaultRoute?.gateway).toBe('198.18.255.254');
	expect(facts.disks.find((disk) => disk.path === '/var/lib/etcd')?.freeMib).toBe(51_200);
	expect(Math.abs(facts.clock.hostMs - facts.clock.receivedMs)).toBeLessThan(1000);
});

test('faults of a host show in its facts', () => {
	const facts = factsOf('swap-on', 'clock-skew', 'missing-module', 'low-disk', 'port-taken', 'apt-lock', 'small-memory');
	expect(facts.swap).toEqual([{name: '/dev/vda2', kib: 2_097_148}]);
	expect(facts.clock.hostMs).toBeLessThan(Date.now() - 590_000);
	expect(facts.missingModules).toEqual(['br_netfilter']);
	expect(facts.disks.find((disk) => disk.path === '/var')?.freeMib).toBe(1229);
	expect(facts.listeners).toContainEqual({port: 10_250, address: '0.0.0.0', program: 'nginx'});
	expect(facts.packageLock).toEqual({pid: 812, command: 'unattended-upgr'});
	expect(facts.memoryMib).toBe(900);
});
