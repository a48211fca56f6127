import {describe, expect, test} from 'vitest';
import {addressesOf, scanNetwork} from '../../src/inventory/scan.ts';

const quiet = {onFound: () => {}, onProgress: () => {}, signal: new AbortController().signal, wait: async () => {}};

describe('a scan', () => {
	test.each([
		['10.0.0.0/30', ['10.0.0.1', '10.0.0.2']],
		['10.0.0.0/31', ['10.0.0.0', '10.0.0.1']],
		['10.0.0.7/32', ['10.0.0.7']],
		['10.0.0.7/30', ['10.0.0.5', '10.0.0.6']],
	])('%s has the hosts %j', (network, addresses) => {
		expect(addressesOf(network)).toEqual(addresses);
	});

	test.each([
		['10.0.0.0/19', 'at most 4096'],
		['10.0.0.0', 'is not a network'],
		['rack', 'is not a network'],
		['fd00::/64', 'IPv6'],
		['224.0.0.0/24', 'reserved'],
		['240.0.0.0/24', 'reserved'],
		['10.0.0.0/24:0', 'is not a port'],
	])('%s is refused: %s', async (network, words) => {
		await expect(scanNetwork(network, {...quiet, probe: async () => undefined})).rejects.toThrow(words);
	});

	test('tells each server as it is found and counts every address', async () => {
		const found: string[] = [];
		const counts: number[] = [];
		await scanNetwork('10.0.0.0/29', {
			...quiet,
			probe: async (address) =>
				address.endsWith('.3') ? {banner: 'SSH-2.0-x', keyType: 'ssh-ed25519', fingerprint: 'SHA256:y'} : undefined,
			onFound: ({address, port, banner}) => found.push(`${address}:${port} ${banner}`),
			onProgress: (tried, total) => counts.push(tried, total),
		});
		expect(found).toEqual(['10.0.0.3:22 SSH-2.0-x']);
		expect(counts).toEqual([0, 6, 1, 6, 2, 6, 3, 6, 4, 6, 5, 6, 6, 6]);
	});

	test('tries another port where one is given', async () => {
		const ports: number[] = [];
		await scanNetwork('10.0.0.0/30:2222', {...quiet, probe: async (_address, port) => void ports.push(port)});
		expect(ports).toEqual([2222, 2222]);
	});

	test('never has more connections open than allowed, nor starts them faster', async () => {
		let open = 0;
		let most = 0;
		const waits: number[] = [];
		await scanNetwork('10.0.0.0/26', {
			...quiet,
			concurrency: 5,
			rate: 10,
			wait: async (ms) => void waits.push(ms),
			probe: async () => {
				open += 1;
				most = Math.max(most, open);
				await new Promise(setImmediate);
				open -= 1;
				return undefined;
			},
		});
		expect(most).toBe(5);
		// The clock stands almost still while nothing really waits: the last of 62 may start after 6.1 s.
		expect(Math.max(...waits)).toBeGreaterThan(5000);
		expect(waits).toHaveLength(61);
	});

	test('stops at once on abort, though no probe comes back, and tells nothing more', async () => {
		const controller = new AbortController();
		const told: number[] = [];
		const never = new Promise<undefined>(() => {});
		const scan = scanNetwork('10.0.0.0/24', {
			...quiet,
			signal: controller.signal,
			probe: () => never,
			onProgress: (tried) => told.push(tried),
		});
		controller.abort(new Error('stopped'));
		await expect(scan).rejects.toThrow('stopped');
		expect(told).toEqual([0]);
	});
});
