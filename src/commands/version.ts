import {Command} from 'commander';
import {newestMinor, oldestMinor} from '../cluster/versions.ts';
import {exitCodes} from '../events/event.ts';
import {schemaVersion} from '../events/version.ts';
import {type Say, told} from '../told.ts';
import type {Environment} from './environment.ts';
import {verb} from './verb.ts';

/** `kubewiz version`. */
export function versionCommand(environment: Environment, say: Say): Command {
	const command = new Command('version')
		.summary(say(told('print the version, and the Kubernetes versions it installs', '打印版本，以及可安装的 Kubernetes 版本')))
		.description(
			say(
				told(
					'Prints the version of kubewiz, of Node, of its event schema, and the Kubernetes versions it knows.',
					'打印 kubewiz、Node 和事件 schema 的版本，以及它支持的 Kubernetes 版本。',
				),
			),
		);
	return verb(environment, command, () => {
		const lines = [
			`kubewiz ${environment.version}`,
			`node ${process.version}`,
			`events ${schemaVersion}`,
			say(told(`kubernetes ${oldestMinor.minor} to ${newestMinor.minor}`, `kubernetes ${oldestMinor.minor} 至 ${newestMinor.minor}`)),
		];
		environment.out.write(`${lines.join('\n')}\n`);
		return exitCodes.done;
	});
}
