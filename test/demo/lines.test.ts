import {expect, test} from 'vitest';
import {loadSpec} from '../../src/cluster/load.ts';
import {createDemoHome} from '../../src/demo/home.ts';
import {wayTo} from '../../src/demo/way.ts';
import {noSecrets} from '../../src/remote/auth-source.ts';
import {createFleet} from '../../src/remote/fleet.ts';
import {Redactor} from '../../src/remote/redact.ts';
import {stepLibrary} from '../../steps/lib.ts';

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
