import {Command} from 'commander';
import type {Environment} from './environment.ts';
import {type LoginFlags, type SpecFlags, withLogin, withSpec} from './flags.ts';
import {withExamples} from './help.ts';
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
	return verb<PlanFlags>(environment, command, async (session, flags) => {
		const {showPlan} = await import('./show-plan.ts');
		return showPlan(session, flags);
	});
}
