import {Command, Option} from 'commander';
import {type Say, told} from '../told.ts';
import type {Environment} from './environment.ts';
import {type LoginFlags, repeated, type SpecFlags, withLogin, withSpec} from './flags.ts';
import {withExamples} from './help.ts';
import {verb} from './verb.ts';

export interface PreflightFlags extends SpecFlags, LoginFlags {
	/** `all`, or names of checks. */
	readonly fix?: readonly string[];
	readonly yes?: boolean;
	readonly waive?: readonly string[];
}

/** `kubewiz preflight`. */
export function preflightCommand(environment: Environment, say: Say): Command {
	const command = withLogin(say, withSpec(say, new Command('preflight')))
		.summary(say(told('look for what stands in the way, and mend it', '查找安装的障碍并修复')))
		.description(
			say(
				told(
					'Reads all hosts at once and lets them try each other, mirrors and registries. Each finding says what was seen, why it matters and what to do. Changes nothing, unless with --fix, which runs under the lock of the cluster: Ctrl-C once lets the fix at work come to its end, twice cuts it off. What takes away something a host may still need takes more than a yes: its name after --fix, or that of the host or cluster typed.',
					'同时读取所有主机，并让它们互相连通，也连通镜像站和镜像仓库。每个发现都说明看到了什么、为何重要、该怎么办。不作任何更改，除非使用 --fix；后者在集群的锁之下执行：按一次 Ctrl-C 会等正在执行的修复结束，按两次则中断它。会拿走主机可能还需要的内容的修复，仅同意还不够：须在 --fix 之后指名，或输入主机或集群的名称。',
				),
			),
		)
		.optionsGroup(say(told('Preflight:', '预检：')))
		.addOption(
			new Option(
				'--fix [check]',
				say(
					told(
						'show the commands that would mend findings, or only the one of this name (may be given again), ask, run them, and look again',
						'显示可修复问题（或仅此名称的一项，可多次给出）的命令，征求同意后执行，再重新检查',
					),
				),
			)
				.preset('all')
				.argParser(repeated),
		)
		.option(
			'-y, --yes',
			say(
				told('run them without asking, except what takes something away and is not named', '不询问直接执行；不含会拿走内容且未指名的修复'),
			),
		)
		.option('--waive <check>', say(told('count this error as let pass (may be given again)', '放行这个错误（可多次给出）')), repeated);
	withExamples(say, command, [
		{does: told('what stands in the way', '有哪些障碍'), command: 'kubewiz preflight -f cluster.yaml'},
		{
			does: told('mend what can be mended by a command, after showing it', '先显示命令，再修复能用命令修复的问题'),
			command: 'kubewiz preflight -f cluster.yaml --fix',
		},
		{
			does: told('without questions, and move away what an older cluster left', '不提问，并移走旧集群的遗留文件'),
			command: 'kubewiz preflight -f cluster.yaml --fix --fix leftovers-in-the-way --yes',
		},
	]);
	return verb<PreflightFlags>(environment, command, async (session, flags) => {
		const {preflightFile} = await import('./preflight-file.ts');
		return preflightFile(session, flags);
	});
}
