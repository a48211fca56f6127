import {writeFile} from 'node:fs/promises';
import {resolve} from 'node:path';
import {Command} from 'commander';
import {stepLibrary} from '../../steps/lib.ts';
import {exitCodes} from '../events/event.ts';
import {counted} from '../output/look.ts';
import {exportPlan} from '../plan/export-plan.ts';
import {savedPlanText, savePlan} from '../plan/saved-plan.ts';
import {askStandings} from '../runner/standings.ts';
import type {Environment} from './environment.ts';
import {type LoginFlags, type SpecFlags, withLogin, withSpec} from './flags.ts';
import {withExamples} from './help.ts';
import {loadCluster} from './load-cluster.ts';
import {readManifests} from './manifests.ts';
import {realPlace, withFleet} from './place.ts';
import type {Session} from './session.ts';
import {planEvent, wouldChange} from './standings.ts';
import {stateOf} from './state.ts';
import {demandLeader, planOf, survey} from './survey.ts';
import {verb} from './verb.ts';

export interface PlanFlags extends SpecFlags, LoginFlags {
	readonly out?: string;
	readonly export?: string;
	readonly detailedExitcode?: boolean;
}

/** `kubewiz plan`. */
export function planCommand(environment: Environment): Command {
	const command = withLogin(withSpec(new Command('plan')))
		.summary('show what would be done on each host, without doing it')
		.description('Reads the hosts and shows, step by step, what would change and what is so already. Changes nothing on any host.')
		.optionsGroup('Plan:')
		.option('--out <file>', 'write the plan, with its hash and every script, as JSON')
		.option('--export <dir>', 'write the plan as readable shell: a script per host, to be run by hand')
		.option('--detailed-exitcode', 'exit with 10 when something would change');
	withExamples(command, [
		{does: 'what would be done', command: 'kubewiz plan -f cluster.yaml'},
		{does: 'the same as shell scripts, to read or to run without kubewiz', command: 'kubewiz plan -f cluster.yaml --export ./scripts'},
		{does: 'in CI: has somebody changed the hosts?', command: 'kubewiz plan -f cluster.yaml --detailed-exitcode'},
	]);
	return verb<PlanFlags>(environment, command, showPlan);
}

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
			session.say([`Written: ${options.out}`]);
		}
		if (options.export) {
			const files = await exportPlan(made, resolve(cwd, options.export), stepLibrary);
			session.say([`Written: ${counted(files.length, 'file')} in ${options.export}; begin with README.md`]);
		}
		return options.detailedExitcode && wouldChange(event) ? exitCodes.changes : exitCodes.done;
	});
}
