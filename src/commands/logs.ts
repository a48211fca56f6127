import {Command} from 'commander';
import type {Environment} from './environment.ts';
import {withSpec} from './flags.ts';
import {withExamples} from './help.ts';
import type {NamedCluster} from './state.ts';
import {verb} from './verb.ts';

export interface LogFlags extends NamedCluster {
	readonly step?: string;
	readonly run?: string;
	readonly runs?: boolean;
}

/** `kubewiz logs [HOST]`. */
export function logsCommand(environment: Environment): Command {
	const command = withSpec(new Command('logs'))
		.summary('print the log of a run, of a host, of a step')
		.description('Prints the log of the last run: with a host its steps and their output, without one every change of state.')
		.argument('[host]', 'name of the host')
		.optionsGroup('Log:')
		.option('--cluster <name>', 'name of the cluster, instead of its file')
		.option('--step <id>', 'only this step')
		.option('--run <time>', 'an earlier run, as --runs names them')
		.option('--runs', 'list the runs that have a log');
	withExamples(command, [
		{does: 'all that was done on w1 in the last run', command: 'kubewiz logs w1'},
		{does: 'what a step printed on every host', command: 'kubewiz logs --step packages/kubernetes'},
	]);
	return verb<LogFlags, [string | undefined]>(environment, command, async (session, options, host) => {
		const {showLogs} = await import('./show-logs.ts');
		return showLogs(session, options, host);
	});
}
