import {exitCodes} from '../events/event.ts';
import {fixWish} from './fix-wish.ts';
import {type Offered, offerFixes} from './fixes.ts';
import {loadCluster} from './load-cluster.ts';
import {realPlace, withFleet} from './place.ts';
import type {PreflightFlags} from './preflight.ts';
import type {Session} from './session.ts';
import {survey} from './survey.ts';

/** Looks for what stands in the way on the hosts of the cluster file, and mends it with `--fix`. Gives the exit code. */
export async function preflightFile(session: Session, flags: PreflightFlags): Promise<number> {
	const wish = flags.fix && fixWish(flags.fix, flags.yes === true);
	const loaded = await loadCluster(session, flags.file);
	return withFleet(session, realPlace, loaded.cluster, flags, async (fleet) => {
		const look = (holding?: string) => survey(session, loaded, fleet, {waive: flags.waive ?? [], holding});
		const first = await look();
		const cluster = loaded.cluster.name;
		const offered: Offered = wish ? await offerFixes(session, {cluster, fleet}, first.findings, wish) : {kind: 'none'};
		if (offered.kind === 'stopped') return exitCodes.interrupted;
		const {blocked} = offered.kind === 'ran' ? await look(offered.holding) : first;
		return blocked ? exitCodes.failed : exitCodes.done;
	});
}
