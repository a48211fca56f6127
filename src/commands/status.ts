import {Command} from 'commander';
import {type Say, told} from '../told.ts';
import type {Environment} from './environment.ts';
import {withSpec} from './flags.ts';
import {withExamples} from './help.ts';
import type {NamedCluster} from './state.ts';
import {verb} from './verb.ts';

/** `kubewiz status`. */
export function statusCommand(environment: Environment, say: Say): Command {
	const command = withSpec(say, new Command('status'))
		.summary(say(told('show where a cluster stands, from the record kept here', '根据本机的记录显示集群的状况')))
		.description(
			say(
				told(
					'Shows, from the journal on this machine, who is at work, how the last run ended, and the step every host stands at. Asks no host.',
					'根据本机的运行记录，显示谁正在操作、上次运行如何结束、每台主机处于哪个步骤。不询问任何主机。',
				),
			),
		)
		.option('--cluster <name>', say(told('name of the cluster, instead of its file', '集群名称，用来代替集群文件')));
	withExamples(say, command, [
		{
			does: told('while a run is going on, from another terminal', '运行期间，在另一个终端中'),
			command: 'watch kubewiz status -f cluster.yaml',
		},
	]);
	return verb<NamedCluster>(environment, command, async (session, options) => {
		const {showStatus} = await import('./show-status.ts');
		return showStatus(session, options);
	});
}
