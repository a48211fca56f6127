import {expect, test} from 'vitest';
import {loadSpec} from '../../src/cluster/load.ts';
import {createDemoHome} from '../../src/demo/home.ts';
import {wayTo} from '../../src/demo/way.ts';
import {createFleet} from '../../src/remote/fleet.ts';
import {Redactor} from '../../src/remote/redact.ts';
import {stepLibrary} from '../../steps/lib.ts';
import {noSecrets} from '../remote/no-secrets.ts';

test('who detaches waits for no line: calls of a session end that find their host away', async () => {
	const home = await createDemoHome({hosts: 1, speed: Number.POSITIVE_INFINITY});
	const loaded = loadSpec(home.spec, home.specFile);
	if ('problems' in loaded) throw new Error('the spec of a fleet is valid');
	const fleet = createFleet({hosts: loaded.cluster.hosts, auth: noSecrets, redactor: new Redactor(), library: stepLibrary, ...wayTo(home)});
	try {
		const leave = new AbortController();
		const session = await fleet.open('cp1', {signal: leave.signal});
		const away = new Promise<void>((resolve) => fleet.onState((_host, state) => state.kind === 'reconnecting' && resolve()));
		home.fleet.machines.get('cp1')?.die();
		await away;
		const calls = [session.jobState('j'), session.upload(Buffer.from('x'), '/root/x', 0o600), session.download('/root/x', 10)];
		leave.abort();
		for (const call of calls) await expect(call).rejects.toThrow('cancelled');
	} finally {
		await fleet.close();
		await home.close();
	}
});

test('on TCP another process reaches the hosts as it reaches real ones, and their keys are checked', async () => {
	const home = await createDemoHome({hosts: 2, speed: Number.POSITIVE_INFINITY, tcp: true});
	const stranger = await createDemoHome({hosts: 2});
	const loaded = loadSpec(home.spec, home.specFile);
	if ('problems' in loaded) throw new Error('the spec of a fleet is valid');
	const {hosts} = loaded.cluster;
	const fleetWith = (knownHosts: string) =>
		createFleet({
			...{hosts, auth: noSecrets, redactor: new Redactor(), library: stepLibrary, sshConfigFile: 'none'},
			knownHosts: {user: [knownHosts], global: []},
		});
	const [fleet, wary] = [fleetWith(home.knownHostsFile), fleetWith(stranger.knownHostsFile)];
	try {
		const session = await fleet.open('w1');
		const [result] = await session.run([{id: 'facts', check: ':', timeoutMs: 10_000}], {checkOnly: true});
		expect(result?.phases[0]?.outcome).toEqual({kind: 'exit', code: 0});
		await expect(wary.open('w1')).rejects.toMatchObject({code: 'host-key-unknown'});
	} finally {
		await fleet.close();
		await wary.close();
		await home.close();
		await stranger.close();
	}
});
