import {Command} from 'commander';
import {exitCodes} from '../events/event.ts';
import type {Environment} from './environment.ts';
import {offerFixes} from './fixes.ts';
import {type LoginFlags, repeated, type SpecFlags, withLogin, withSpec} from './flags.ts';
import {withExamples} from './help.ts';
import {type LoadedCluster, loadCluster} from './load-cluster.ts';
import {realPlace, withFleet} from './place.ts';
import type {Session} from './session.ts';
import {survey} from './survey.ts';
import {verb} from './verb.ts';

interface PreflightFlags extends SpecFlags, LoginFlags {
	readonly fix?: boolean;
	readonly yes?: boolean;
	readonly waive?: readonly string[];
}

/** `kubewiz preflight`. */
export function preflightCommand(environment: Environment): Command {
	const command = withLogin(withSpec(new Command('preflight')))
		.summary('look for what stands in the way, and mend it')
		.description(
			'Reads all hosts at once and lets them try each other, mirrors and registries. Each finding says what was seen, why it matters and what to do. Changes nothing, unless with --fix.',
		)
		.optionsGroup('Preflight:')
		.option('--fix', 'show the commands that would mend findings, ask, run them, and look again')
		.option('-y, --yes', 'run them without asking')
		.option('--waive <check>', 'count this error as let pass (may be given again)', repeated);
	withExamples(command, [
		{does: 'what stands in the way', command: 'kubewiz preflight -f cluster.yaml'},
		{does: 'mend what can be mended by a command, after showing it', command: 'kubewiz preflight -f cluster.yaml --fix'},
	]);
	return verb<PreflightFlags>(environment, command, async (session, flags) =>
		preflight(session, flags, await loadCluster(session, flags.file)),
	);
}

async function preflight(session: Session, flags: PreflightFlags, loaded: LoadedCluster): Promise<number> {
	return withFleet(session, realPlace, loaded.cluster, flags, async (fleet) => {
		const look = () => survey(session, loaded, fleet, {waive: flags.waive ?? []});
		const first = await look();
		const changed = flags.fix === true && (await offerFixes(session, fleet, first.findings, flags.yes === true));
		const {blocked} = changed ? await look() : first;
		return blocked ? exitCodes.failed : exitCodes.done;
	});
}
