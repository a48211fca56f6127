import {Command} from 'commander';
import {newestMinor, oldestMinor} from '../cluster/versions.ts';
import {exitCodes} from '../events/event.ts';
import {schemaVersion} from '../events/version.ts';
import type {Environment} from './environment.ts';
import {verb} from './verb.ts';

/** `kubewiz version`. */
export function versionCommand(environment: Environment): Command {
	const command = new Command('version')
		.summary('print the version, and the Kubernetes versions it installs')
		.description('Prints the version of kubewiz, of Node, of its event schema, and the Kubernetes versions it knows.');
	return verb(environment, command, () => {
		const lines = [
			`kubewiz ${environment.version}`,
			`node ${process.version}`,
			`events ${schemaVersion}`,
			`kubernetes ${oldestMinor.minor} to ${newestMinor.minor}`,
		];
		environment.out.write(`${lines.join('\n')}\n`);
		return exitCodes.done;
	});
}
