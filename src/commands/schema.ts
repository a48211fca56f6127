import {Argument, Command} from 'commander';
import {exitCodes} from '../events/event.ts';
import {type Say, told} from '../told.ts';
import type {Environment} from './environment.ts';
import {withExamples} from './help.ts';
import {verb} from './verb.ts';

const published = ['cluster', 'events'] as const;

/** `kubewiz schema [cluster|events]`. */
export function schemaCommand(environment: Environment, say: Say): Command {
	const command = new Command('schema')
		.summary(say(told('print the JSON Schema of the cluster file or of the events', '打印集群文件或事件的 JSON Schema')))
		.description(
			say(
				told(
					'Prints a JSON Schema (draft 2020-12): of the cluster file, for editors and checks in CI, or of one line of --json output.',
					'打印 JSON Schema（draft 2020-12）：集群文件的，供编辑器和 CI 检查使用；或 --json 每行输出的。',
				),
			),
		)
		.addArgument(new Argument('[what]', say(told('which schema', '哪个 schema'))).choices(published).default('cluster'));
	withExamples(say, command, [
		{
			does: told('completion and checks in editors with a YAML language server', '在带 YAML 语言服务器的编辑器中补全和检查'),
			command: 'kubewiz schema > cluster.schema.json',
		},
		{does: told('the schema of --json', '--json 的 schema'), command: 'kubewiz schema events'},
	]);
	return verb<object, [(typeof published)[number]]>(environment, command, async (_session, _options, what) => {
		const {schemas} = await import('./schemas.ts');
		environment.out.write(`${JSON.stringify(schemas[what](), null, 2)}\n`);
		return exitCodes.done;
	});
}
