import {exitCodes} from '../events/event.ts';
import {offerFixes} from './fixes.ts';
import {loadCluster} from './load-cluster.ts';
import {realPlace, withFleet} from './place.ts';
import type {PreflightFlags} from './preflight.ts';
import type {Session} from './session.ts';
import {survey} from './survey.ts';

/** Looks for what stands in the way on the hosts of the cluster file, and mends it with `--fix`. Gives the exit code. */
export async function preflightFile(session: Session, flags: PreflightFlags): Promise<number> {
	const loaded = await loadCluster(session, flags.file);
	return withFleet(session, realPlace, loaded.cluster, flags, async (fleet) => {
		const look = () => survey(session, loaded, fleet, {waive: flags.waive ?? []});
		const first = await look();
		const offered =
			flags.fix === true ? await offerFixes(session, {cluster: loaded.cluster.name, fleet}, first.findings, flags.yes === true) : 'none';
		if (offered === 'stopped') return exitCodes.interrupted;
		const {blocked} = offered === 'ran' ? await look() : first;
		return blocked ? exitCodes.failed : exitCodes.done;
	});
}
