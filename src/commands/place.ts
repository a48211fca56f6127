import {stepLibrary} from '../../steps/lib.ts';
import type {Cluster} from '../cluster/types.ts';
import type {Probe} from '../inventory/scan.ts';
import type {AuthSource} from '../remote/auth-source.ts';
import type {Fleet} from '../remote/contract.ts';
import {createFleet} from '../remote/fleet.ts';
import {probeServer} from '../remote/probe-server.ts';
import {Redactor} from '../remote/redact.ts';
import type {Patience} from '../runner/types.ts';
import {fetchText} from './fetch-text.ts';
import type {LoginFlags} from './flags.ts';
import {settleHostKeys} from './host-keys.ts';
import {authSource} from './login.ts';
import type {Session} from './session.ts';
import {sshConfigOf} from './ssh-config-flag.ts';

/** Where a cluster's hosts are: real ones over SSH, or the demo's. Everything else is the same for both. */
export interface Place {
	readonly simulation: boolean;
	/** `sshConfigFile` is used instead of the operator's and the system's ssh_config. */
	open(cluster: Pick<Cluster, 'hosts'>, auth: AuthSource, redactor: Redactor, sshConfigFile?: string): Fleet;
	/** How long hosts that are away are waited for, where it is not the usual time. */
	readonly patience?: Patience;
	/** Hosts the operator set aside: `open` gives no line to them. */
	readonly aside?: readonly string[];
	/** Told when the operator tries again: time has passed, and a simulated host that lost its power has it back. */
	again?(): void;
	/** What an SSH server shows to anybody at an address; undefined when none answers. Never logs in. */
	probe: Probe;
	/** Text behind a URL, read from this machine. Throws Error with the reason. */
	fetch(url: string): Promise<string>;
}

export const realPlace: Place = {
	simulation: false,
	open: (cluster, auth, redactor, sshConfigFile) =>
		createFleet({hosts: cluster.hosts, auth, redactor, library: stepLibrary, ...(sshConfigFile === undefined ? {} : {sshConfigFile})}),
	probe: probeServer,
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
	const fleet = place.open(cluster, await authSource(session, flags, redactor), redactor, sshConfigOf(session, flags));
	try {
		const names = cluster.hosts.map((host) => host.name);
		await settleHostKeys(session, fleet, names, flags.acceptHostKeys);
		return await use(fleet);
	} finally {
		await fleet.close();
	}
}
