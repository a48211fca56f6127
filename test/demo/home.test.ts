import {existsSync} from 'node:fs';
import {expect, test} from 'vitest';
import {loadSpec} from '../../src/cluster/load.ts';
import {createDemoHome} from '../../src/demo/home.ts';

test.each([
	['in memory', {}],
	['three control planes', {hosts: 5, controlPlanes: 3}],
	['on TCP', {tcp: true}],
	['many', {hosts: 500}],
])('the spec of a fleet is valid: %s', async (_, options) => {
	const home = await createDemoHome(options);
	try {
		const loaded = loadSpec(home.spec, home.specFile);
		expect(loaded).not.toHaveProperty('problems');
		if (!('cluster' in loaded)) return;
		const shape = (host: {name: string; address: string; nodeIp: string; ssh: {port?: number | undefined}}) => [
			host.name,
			host.address,
			host.nodeIp,
			host.ssh.port,
		];
		expect(loaded.cluster.hosts.map(shape)).toEqual(home.fleet.hosts.map(shape));
	} finally {
		await home.close();
	}
	expect(existsSync(home.directory)).toBe(false);
});
