import {once} from 'node:events';
import {type AddressInfo, createServer} from 'node:net';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {type DemoWizard, demoWizard} from '../screens/demo-wizard.ts';

describe('a scan in the simulation', () => {
	let wizard: DemoWizard;
	beforeAll(async () => {
		wizard = await demoWizard();
	}, 60_000);
	afterAll(async () => void (await wizard.close()), 60_000);

	test('finds the simulated hosts with banner and key, and they can be logged in to by the address it found', async () => {
		const {store} = wizard;
		await store.actions.scan('198.18.0.0/27');
		const {scan} = store.getState();
		expect(scan?.problem).toBeUndefined();
		expect(scan).toMatchObject({running: false, tried: 30, total: 30});
		const found = (scan?.found ?? []).toSorted((a, b) => a.address.localeCompare(b.address));
		expect(found.map(({address}) => address)).toEqual(['198.18.0.11', '198.18.0.12', '198.18.0.13', '198.18.0.14']);
		for (const {banner, keyType, fingerprint} of found) {
			expect(banner).toMatch(/^SSH-2\.0-\S+/);
			expect(keyType).toBe('ssh-ed25519');
			expect(fingerprint).toMatch(/^SHA256:[\w+/]{43}$/);
		}
		store.actions.takeHosts(found.slice(0, 2).map(({address}) => ({address})));
		await store.actions.checkHosts();
		expect(Object.values(store.getState().tests).map(({kind}) => kind)).toEqual(['ok', 'ok']);
	});

	test('and a host typed by hand are never looked for in the real network', async () => {
		const {store} = wizard;
		let asked = 0;
		const server = createServer((socket) => {
			asked += 1;
			socket.end('SSH-2.0-real\r\n');
		}).listen(0, '127.0.0.1');
		await once(server, 'listening');
		const {port} = server.address() as AddressInfo;
		await store.actions.scan(`127.0.0.1/32:${port}`);
		expect(store.getState().scan).toMatchObject({found: [], tried: 1, total: 1});
		store.actions.takeHosts([{name: 'real', address: '127.0.0.1', ssh: {port}}]);
		await store.actions.checkHosts();
		expect(store.getState().tests.real).toMatchObject({kind: 'failed', code: 'unreachable'});
		expect(asked).toBe(0);
		server.close();
	});
});
