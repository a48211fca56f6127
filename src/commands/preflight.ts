import {Command} from 'commander';
import type {Environment} from './environment.ts';
import {type LoginFlags, repeated, type SpecFlags, withLogin, withSpec} from './flags.ts';
import {withExamples} from './help.ts';
import {verb} from './verb.ts';

export interface PreflightFlags extends SpecFlags, LoginFlags {
	readonly fix?: boolean;
	readonly yes?: boolean;
	readonly waive?: readonly string[];
}

/** `kubewiz preflight`. */
export function preflightCommand(environment: Environment): Command {
	const command = withLogin(withSpec(new Command('preflight')))
		.summary('look for what stands in the way, and mend it')
		.description(
			'Reads all hosts at once and lets them try each other, mirrors and registries. Each finding says what was seen, why it matters and what to do. Changes nothing, unless with --fix, which runs under the lock of the cluster: Ctrl-C once lets the fix at work come to its end, twice cuts it off.',
		)
		.optionsGroup('Preflight:')
		.option('--fix', 'show the commands that would mend findings, ask, run them, and look again')
		.option('-y, --yes', 'run them without asking')
		.option('--waive <check>', 'count this error as let pass (may be given again)', repeated);
	withExamples(command, [
		{does: 'what stands in the way', command: 'kubewiz preflight -f cluster.yaml'},
		{does: 'mend what can be mended by a command, after showing it', command: 'kubewiz preflight -f cluster.yaml --fix'},
	]);
	return verb<PreflightFlags>(environment, command, async (session, flags) => {
		const {preflightFile} = await import('./preflight-file.ts');
		return preflightFile(session, flags);
	});
}
