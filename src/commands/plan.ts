import {Command} from 'commander';
import {type Say, told} from '../told.ts';
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
export function planCommand(environment: Environment, say: Say): Command {
	const command = withLogin(say, withSpec(say, new Command('plan')))
		.summary(say(told('show what would be done on each host, without doing it', '显示每台主机上将执行的操作，但不执行')))
		.description(
			say(
				told(
					'Reads the hosts and shows, step by step, what would change and what is so already. Changes nothing on any host.',
					'读取主机，逐步显示哪些会更改、哪些已经就绪。不更改任何主机。',
				),
			),
		)
		.optionsGroup(say(told('Plan:', '计划：')))
		.option('--out <file>', say(told('write the plan, with its hash and every script, as JSON', '将计划连同其哈希和全部脚本写成 JSON')))
		.option(
			'--export <dir>',
			say(
				told(
					'write the plan as readable shell: a script per host, to be run by hand',
					'将计划写成可读的 shell：每台主机一个脚本，供手工执行',
				),
			),
		)
		.option('--detailed-exitcode', say(told('exit with 10 when something would change', '会有更改时以 10 退出')));
	withExamples(say, command, [
		{does: told('what would be done', '将执行哪些操作'), command: 'kubewiz plan -f cluster.yaml'},
		{
			does: told('the same as shell scripts, to read or to run without kubewiz', '同样内容的 shell 脚本，供阅读或脱离 kubewiz 执行'),
			command: 'kubewiz plan -f cluster.yaml --export ./scripts',
		},
		{
			does: told('in CI: has somebody changed the hosts?', '在 CI 中：有人改动过主机吗？'),
			command: 'kubewiz plan -f cluster.yaml --detailed-exitcode',
		},
	]);
	return verb<PlanFlags>(environment, command, async (session, flags) => {
		const {showPlan} = await import('./show-plan.ts');
		return showPlan(session, flags);
	});
}
