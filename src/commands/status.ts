import {Command} from 'commander';
import type {Environment} from './environment.ts';
import {withSpec} from './flags.ts';
import {withExamples} from './help.ts';
import type {NamedCluster} from './state.ts';
import {verb} from './verb.ts';

/** `kubewiz status`. */
export function statusCommand(environment: Environment): Command {
	const command = withSpec(new Command('status'))
		.summary('show where a cluster stands, from the record kept here')
		.description(
			'Shows, from the journal on this machine, who is at work, how the last run ended, and the step every host stands at. Asks no host.',
		)
		.option('--cluster <name>', 'name of the cluster, instead of its file');
	withExamples(command, [{does: 'while a run is going on, from another terminal', command: 'watch kubewiz status -f cluster.yaml'}]);
	return verb<NamedCluster>(environment, command, async (session, options) => {
		const {showStatus} = await import('./show-status.ts');
		return showStatus(session, options);
	});
}
