import {expect, test} from 'vitest';
import type {Host} from '../../../src/cluster/types.ts';
import type {Place} from '../../../src/commands/place.ts';
import {keepReach} from '../../../src/commands/wizard/reach.ts';
import {secretStore} from '../../../src/commands/wizard/secrets.ts';
import type {Fleet} from '../../../src/remote/contract.ts';

const hosts = (...addresses: string[]) => addresses.map((address) => ({name: address, address, ssh: {}}) as unknown as Host);

test('who asks for the same hosts while the fleet before is closed gets the same fleet; all that was opened is closed', async () => {
	const opened: Fleet[] = [];
	const closed: Fleet[] = [];
	const open = () => {
		const fleet = {
			close: async () => {
				await new Promise(setImmediate);
				closed.push(fleet);
			},
		} as unknown as Fleet;
		opened.push(fleet);
		return fleet;
	};
	const reach = keepReach({open} as unknown as Place, secretStore(), undefined);
	await reach.fleet(hosts('10.0.0.1'));
	const [first, second] = await Promise.all([reach.fleet(hosts('10.0.0.2')), reach.fleet(hosts('10.0.0.2'))]);
	expect(first).toBe(second);
	expect(opened).toHaveLength(2);
	await reach.close();
	expect(closed).toEqual(opened);
});
