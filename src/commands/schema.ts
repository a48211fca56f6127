import {Argument, Command} from 'commander';
import {exitCodes} from '../events/event.ts';
import type {Environment} from './environment.ts';
import {withExamples} from './help.ts';
import {verb} from './verb.ts';

const published = ['cluster', 'events'] as const;

/** `kubewiz schema [cluster|events]`. */
export function schemaCommand(environment: Environment): Command {
	const command = new Command('schema')
		.summary('print the JSON Schema of the cluster file or of the events')
		.description(
			'Prints a JSON Schema (draft 2020-12): of the cluster file, for editors and checks in CI, or of one line of --json output.',
		)
		.addArgument(new Argument('[what]', 'which schema').choices(published).default('cluster'));
	withExamples(command, [
		{does: 'completion and checks in editors with a YAML language server', command: 'kubewiz schema > cluster.schema.json'},
		{does: 'the schema of --json', command: 'kubewiz schema events'},
	]);
	return verb<object, [(typeof published)[number]]>(environment, command, async (_session, _options, what) => {
		const {schemas} = await import('./schemas.ts');
		environment.out.write(`${JSON.stringify(schemas[what](), null, 2)}\n`);
		return exitCodes.done;
	});
}
