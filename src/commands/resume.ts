import {Command} from 'commander';
import type {Environment} from './environment.ts';
import {withLogin, withRun, withSpec} from './flags.ts';
import {withExamples} from './help.ts';
import type {InstallFlags} from './install.ts';
import {verb} from './verb.ts';

/** `kubewiz resume`. */
export function resumeCommand(environment: Environment): Command {
	const command = withRun(withLogin(withSpec(new Command('resume'))))
		.summary('go on where the last run stopped')
		.description(
			'Finds out on each host what became of the last run and goes on from there: running jobs are taken up again, what was done is verified, kubeadm init and join never run twice. Hosts set aside are tried again.',
		);
	withExamples(command, [
		{does: 'go on after a failure, Ctrl-C, or a lost connection', command: 'kubewiz resume -f cluster.yaml'},
		{does: 'go on from another machine', command: 'kubewiz resume -f cluster.yaml --adopt'},
	]);
	return verb<InstallFlags>(environment, command, async (session, flags) => {
		const {installFile} = await import('./install-file.ts');
		return installFile(session, 'resume', flags);
	});
}
