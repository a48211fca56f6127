import type {Host} from '../../cluster/types.ts';
import type {Fleet} from '../../remote/contract.ts';
import {Redactor} from '../../remote/redact.ts';
import type {Place} from '../place.ts';
import type {SecretStore} from './secrets.ts';

/** Keeps one fleet for the hosts as they are answered now, so that screen after screen uses the same connections. */
export interface Reach {
	/** The fleet of these hosts; a changed login setting makes a new one. */
	fleet(hosts: readonly Host[]): Promise<Fleet>;
	/** Another fleet with connections of its own, which the caller closes. */
	apart(hosts: readonly Host[]): Fleet;
	/** Forgets connections: another secret was given. */
	renew(): Promise<void>;
	close(): Promise<void>;
}

export function keepReach(place: Place, secrets: SecretStore, sshConfigFile: string | undefined): Reach {
	let open: {readonly key: string; readonly fleet: Fleet} | undefined;
	const dialled = (hosts: readonly Host[]) => {
		const redactor = new Redactor();
		return place.open({hosts}, secrets.source(redactor), redactor, sshConfigFile);
	};
	const close = async () => {
		const last = open;
		open = undefined;
		await last?.fleet.close();
	};
	return {
		async fleet(hosts) {
			const key = JSON.stringify(hosts.map(({name, address, ssh}) => [name, address, ssh]));
			if (open?.key === key) return open.fleet;
			const last = open;
			const fleet = dialled(hosts);
			// Before anything is waited for: who asks meanwhile gets this one, and no fleet is left that nobody closes.
			open = {key, fleet};
			await last?.fleet.close();
			return fleet;
		},
		apart: dialled,
		renew: close,
		close,
	};
}
