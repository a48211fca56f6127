import {writeFile} from 'node:fs/promises';
import {resolve} from 'node:path';
import {stepLibrary} from '../../steps/lib.ts';
import {exitCodes} from '../events/event.ts';
import {counted} from '../output/look.ts';
import {exportPlan} from '../plan/export-plan.ts';
import {savedPlanText, savePlan} from '../plan/saved-plan.ts';
import {askStandings} from '../runner/standings.ts';
import {told, within} from '../told.ts';
import {loadCluster} from './load-cluster.ts';
import {readManifests} from './manifests.ts';
import {realPlace, withFleet} from './place.ts';
import type {PlanFlags} from './plan.ts';
import type {Session} from './session.ts';
import {planEvent, wouldChange} from './standings.ts';
import {stateOf} from './state.ts';
import {demandLeader, planOf, survey} from './survey.ts';

/** Reads the hosts and tells what would be done on each. Changes nothing on any host. Gives the exit code. */
export async function showPlan(session: Session, options: PlanFlags): Promise<number> {
	const loaded = await loadCluster(session, options.file);
	return withFleet(session, realPlace, loaded.cluster, options, async (fleet) => {
		const {facts} = await survey(session, loaded, fleet, {waive: []});
		demandLeader(loaded.cluster, facts);
		const made = planOf(loaded, facts, await readManifests(session, loaded, fleet, realPlace, stateOf(session, loaded.cluster.name)));
		const event = planEvent(made, await askStandings({plan: made, fleet}));
		session.emit(event);
		const {cwd} = session.environment;
		if (options.out) {
			await writeFile(resolve(cwd, options.out), savedPlanText(savePlan(made)));
			session.say([told(`Written: ${options.out}`, `已写入：${options.out}`)]);
		}
		if (options.export) {
			const files = await exportPlan(made, resolve(cwd, options.export), stepLibrary);
			session.say([
				within(counted(files.length, 'file'), (it) =>
					told(`Written: ${it.en} in ${options.export}; begin with README.md`, `已写入：${options.export} 中${it.zh}；请从 README.md 看起`),
				),
			]);
		}
		return options.detailedExitcode && wouldChange(event) ? exitCodes.changes : exitCodes.done;
	});
}
