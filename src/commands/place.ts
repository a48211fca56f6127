import {stepLibrary} from '../../steps/lib.ts';
import type {Cluster} from '../cluster/types.ts';
import type {AuthSource} from '../remote/auth-source.ts';
import type {Fleet} from '../remote/contract.ts';
import {createFleet} from '../remote/fleet.ts';
import {Redactor} from '../remote/redact.ts';
import {fetchText} from './fetch-text.ts';
import type {LoginFlags} from './flags.ts';
import {settleHostKeys} from './host-keys.ts';
import {authSource} from './login.ts';
import type {Session} from './session.ts';

/** Where a cluster's hosts are: real ones over SSH, or the demo's. Everything else is the same for both. */
export interface Place {
	readonly simulation: boolean;
	open(cluster: Pick<Cluster, 'hosts'>, auth: AuthSource, redactor: Redactor): Fleet;
	/** Text behind a URL, read from this machine. Throws Error with the reason. */
	fetch(url: string): Promise<string>;
}

export const realPlace: Place = {
	simulation: false,
	open: (cluster, auth, redactor) => createFleet({hosts: cluster.hosts, auth, redactor, library: stepLibrary}),
	fetch: fetchText,
};

/** Opens the hosts with their keys settled, lets `use` work with them, and closes every connection. */
export async function withFleet<Result>(
	session: Session,
	place: Place,
	cluster: Cluster,
	flags: LoginFlags,
	use: (fleet: Fleet) => Promise<Result>,
): Promise<Result> {
	const redactor = new Redactor();
	const fleet = place.open(cluster, await authSource(session, flags, redactor), redactor);
	try {
		const names = cluster.hosts.map((host) => host.name);
		await settleHostKeys(session, fleet, names, flags.acceptHostKeys);
		return await use(fleet);
	} finally {
		await fleet.close();
	}
}
