import {Command} from 'commander';
import type {Environment} from './environment.ts';
import {headings, type LoginFlags, type RunFlags, withLogin, withRun} from './flags.ts';
import {withExamples} from './help.ts';
import {verb} from './verb.ts';

export interface WizardFlags extends LoginFlags, RunFlags {
	/** A cluster.yaml whose answers are taken. */
	readonly config?: string;
	readonly dryRun?: boolean;
}

/** `kubewiz install`, also what `kubewiz` alone does on a terminal. */
export function wizardCommand(environment: Environment): Command {
	const command = new Command('install');
	command
		.summary('the wizard: from host discovery to a finished cluster')
		.description(
			'Walks through hosts, preflight, topology, mirrors and review, then installs and shows every node. Answers are kept at each step; what was interrupted is offered for resume.',
		)
		.optionsGroup(headings.cluster)
		.option(
			'--config <file>',
			'begin with the answers of this cluster.yaml, as the review writes it; without a terminal, the same as apply -f',
		)
		.option('--dry-run', 'only show what would be done to the hosts of --config, the same as plan -f');
	withRun(withLogin(command));
	withExamples(command, [
		{does: 'the wizard', command: 'kubewiz'},
		{does: 'in Chinese', command: 'kubewiz --lang zh'},
		{does: 'on from a file that was written before', command: 'kubewiz --config cluster.yaml'},
		{does: 'the same in CI, where nobody can be asked', command: 'kubewiz --config cluster.yaml --yes'},
	]);
	return verb<WizardFlags>(environment, command, async (session, flags) => {
		const {walk} = await import('./walk.ts');
		return walk(session, command, flags);
	});
}
