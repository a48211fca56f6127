import {Command} from 'commander';
import {type Say, told} from '../told.ts';
import type {Environment} from './environment.ts';
import {withLogin, withRun, withSpec} from './flags.ts';
import {withExamples} from './help.ts';
import type {InstallFlags} from './install.ts';
import {verb} from './verb.ts';

/** `kubewiz resume`. */
export function resumeCommand(environment: Environment, say: Say): Command {
	const command = withRun(say, withLogin(say, withSpec(say, new Command('resume'))))
		.summary(say(told('go on where the last run stopped', '从上次运行停下的地方继续')))
		.description(
			say(
				told(
					'Finds out on each host what became of the last run and goes on from there: running jobs are taken up again, what was done is verified, kubeadm init and join never run twice. Hosts set aside are tried again.',
					'在每台主机上查明上次运行的结果，并从那里继续：重新接上仍在运行的作业，验证已完成的部分，kubeadm init 和 join 绝不执行两次。被搁置的主机会再次尝试。',
				),
			),
		);
	withExamples(say, command, [
		{
			does: told('go on after a failure, Ctrl-C, or a lost connection', '失败、Ctrl-C 或连接中断之后继续'),
			command: 'kubewiz resume -f cluster.yaml',
		},
		{does: told('go on from another machine', '从另一台机器继续'), command: 'kubewiz resume -f cluster.yaml --adopt'},
	]);
	return verb<InstallFlags>(environment, command, async (session, flags) => {
		const {installFile} = await import('./install-file.ts');
		return installFile(session, 'resume', flags);
	});
}
