import {Command} from 'commander';
import {type Say, told} from '../told.ts';
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
export function wizardCommand(environment: Environment, say: Say): Command {
	const command = new Command('install');
	command
		.summary(say(told('the wizard: from host discovery to a finished cluster', '向导：从发现主机到完成集群')))
		.description(
			say(
				told(
					'Walks through hosts, preflight, topology, mirrors and review, then installs and shows every node. Answers are kept at each step; what was interrupted is offered for resume.',
					'依次经过主机、预检、拓扑、镜像和确认，然后安装并显示每个节点。每一步的配置都会保存；被中断的安装可以恢复。',
				),
			),
		)
		.optionsGroup(say(headings.cluster))
		.option(
			'--config <file>',
			say(
				told(
					'begin with the answers of this cluster.yaml, as the review writes it; without a terminal, the same as apply -f',
					'以这个 cluster.yaml（由确认页写出）中的配置开始；没有终端时与 apply -f 相同',
				),
			),
		)
		.option(
			'--dry-run',
			say(
				told(
					'only show what would be done to the hosts of --config, the same as plan -f',
					'只显示将对 --config 中的主机执行的操作，与 plan -f 相同',
				),
			),
		);
	withRun(say, withLogin(say, command));
	withExamples(say, command, [
		{does: told('the wizard', '向导'), command: 'kubewiz'},
		{does: told('in Chinese', '使用中文'), command: 'kubewiz --lang zh'},
		{does: told('on from a file that was written before', '从先前写出的文件继续'), command: 'kubewiz --config cluster.yaml'},
		{
			does: told('the same in CI, where nobody can be asked', '在无人可问的 CI 中执行同样的操作'),
			command: 'kubewiz --config cluster.yaml --yes',
		},
	]);
	return verb<WizardFlags>(environment, command, async (session, flags) => {
		const {walk} = await import('./walk.ts');
		return walk(session, command, flags);
	});
}
