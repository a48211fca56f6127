import {Command} from 'commander';
import {type Say, told} from '../told.ts';
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
export function logsCommand(environment: Environment, say: Say): Command {
	const command = withSpec(say, new Command('logs'))
		.summary(say(told('print the log of a run, of a host, of a step', '打印一次运行、一台主机或一个步骤的日志')))
		.description(
			say(
				told(
					'Prints the log of the last run: with a host its steps and their output, without one every change of state.',
					'打印上次运行的日志：给出主机时打印它的步骤及其输出，不给出时打印每次状态变化。',
				),
			),
		)
		.argument('[host]', say(told('name of the host', '主机名称')))
		.optionsGroup(say(told('Log:', '日志：')))
		.option('--cluster <name>', say(told('name of the cluster, instead of its file', '集群名称，用来代替集群文件')))
		.option('--step <id>', say(told('only this step', '仅此步骤')))
		.option('--run <time>', say(told('an earlier run, as --runs names them', '较早的一次运行，名称见 --runs')))
		.option('--runs', say(told('list the runs that have a log', '列出有日志的运行')));
	withExamples(say, command, [
		{does: told('all that was done on w1 in the last run', '上次运行在 w1 上执行的一切'), command: 'kubewiz logs w1'},
		{does: told('what a step printed on every host', '一个步骤在每台主机上的输出'), command: 'kubewiz logs --step packages/kubernetes'},
	]);
	return verb<LogFlags, [string | undefined]>(environment, command, async (session, options, host) => {
		const {showLogs} = await import('./show-logs.ts');
		return showLogs(session, options, host);
	});
}
