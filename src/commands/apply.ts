import {Command} from 'commander';
import {type Say, told} from '../told.ts';
import type {Environment} from './environment.ts';
import {withLogin, withRun, withSpec} from './flags.ts';
import {withExamples} from './help.ts';
import type {InstallFlags} from './install.ts';
import {verb} from './verb.ts';

/** `kubewiz apply`. */
export function applyCommand(environment: Environment, say: Say): Command {
	const command = withRun(say, withLogin(say, withSpec(say, new Command('apply'))))
		.summary(say(told('make the cluster that the file describes', '按文件的描述建立集群')))
		.description(
			say(
				told(
					'Checks the hosts, plans, asks, and makes the cluster; what is so already stays as it is, so a second apply of a finished cluster changes nothing. Ctrl-C once lets running tasks end, twice leaves them to the hosts; `kubewiz resume` goes on.',
					'检查主机、制定计划、征求同意，然后建立集群；已经就绪的部分保持不变，因此对已完成的集群再次 apply 不会更改任何内容。按一次 Ctrl-C 会等正在运行的任务结束，按两次则把它们留给主机继续；之后用 `kubewiz resume` 继续。',
				),
			),
		);
	withExamples(say, command, [
		{
			does: told('make the cluster, answering questions on the terminal', '建立集群，在终端上回答提问'),
			command: 'kubewiz apply -f cluster.yaml',
		},
		{
			does: told('without a terminal: keys by fingerprint, password from a file', '没有终端：按指纹接受密钥，从文件读取密码'),
			command: 'kubewiz apply --yes --accept-host-keys keys.txt --sudo-password-file pw',
		},
		{does: told('events for a program', '供程序读取的事件'), command: 'kubewiz apply -f cluster.yaml --yes --json | jq .'},
	]);
	return verb<InstallFlags>(environment, command, async (session, flags) => {
		const {installFile} = await import('./install-file.ts');
		return installFile(session, 'apply', flags);
	});
}
