import {Command} from 'commander';
import type {Environment} from './environment.ts';
import {withLogin, withRun, withSpec} from './flags.ts';
import {withExamples} from './help.ts';
import type {InstallFlags} from './install.ts';
import {verb} from './verb.ts';

/** `kubewiz apply`. */
export function applyCommand(environment: Environment): Command {
	const command = withRun(withLogin(withSpec(new Command('apply'))))
		.summary('make the cluster that the file describes')
		.description(
			'Checks the hosts, plans, asks, and makes the cluster; what is so already stays as it is, so a second apply of a finished cluster changes nothing. Ctrl-C once lets running tasks end, twice leaves them to the hosts; `kubewiz resume` goes on.',
		);
	withExamples(command, [
		{does: 'make the cluster, answering questions on the terminal', command: 'kubewiz apply -f cluster.yaml'},
		{
			does: 'without a terminal: keys by fingerprint, password from a file',
			command: 'kubewiz apply --yes --accept-host-keys keys.txt --sudo-password-file pw',
		},
		{does: 'events for a program', command: 'kubewiz apply -f cluster.yaml --yes --json | jq .'},
	]);
	return verb<InstallFlags>(environment, command, async (session, flags) => {
		const {installFile} = await import('./install-file.ts');
		return installFile(session, 'apply', flags);
	});
}
