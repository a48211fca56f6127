import {Command, CommanderError, Help, Option} from 'commander';
import {exitCodes} from '../events/event.ts';
import {terminalOf} from '../output/terminal.ts';
import {inWords, type Language, type Said, type Say, told} from '../told.ts';
import {applyCommand} from './apply.ts';
import {completionCommand} from './completion.ts';
import {demoCommand} from './demo.ts';
import type {Environment} from './environment.ts';
import {withGlobals} from './flags.ts';
import {exitCodeHelp, seeHelp, withExamples} from './help.ts';
import {helpLayout} from './help-layout.ts';
import {languageAsked, languageIn} from './language.ts';
import {logsCommand} from './logs.ts';
import {planCommand} from './plan.ts';
import {preflightCommand} from './preflight.ts';
import {resumeCommand} from './resume.ts';
import {schemaCommand} from './schema.ts';
import {statusCommand} from './status.ts';
import {usageWords} from './usage-words.ts';
import {versionCommand} from './version.ts';
import {wizardCommand} from './wizard.ts';

const helpHeading = told('Help for yourself:', '自助：');

type Maker = (environment: Environment, say: Say) => Command;

/** All verbs with the heading they stand under in `kubewiz --help`. */
const groups: readonly {readonly heading: Said; readonly makers: readonly Maker[]}[] = [
	{heading: told('Look first:', '先看看：'), makers: [demoCommand, preflightCommand, planCommand]},
	{heading: told('Install:', '安装：'), makers: [wizardCommand, applyCommand, resumeCommand]},
	{heading: told('Watch:', '查看：'), makers: [statusCommand, logsCommand]},
	{heading: helpHeading, makers: [schemaCommand, completionCommand, versionCommand]},
];

/** The whole command line as a table: verbs, flags, help, in a language. */
export function buildProgram(environment: Environment, language: Language): Command {
	const say: Say = (said) => inWords(said, language);
	const program: Command = new Command('kubewiz')
		.description(
			say(
				told(
					'Installs Kubernetes with kubeadm over SSH, shows progress per node, explains errors, and resumes at the step that failed.',
					'通过 SSH 用 kubeadm 安装 Kubernetes，逐节点显示进度，解释错误，并从失败的步骤继续。',
				),
			),
		)
		.version(environment.version, '--version', say(told('print the version', '打印版本')))
		.helpOption('-h, --help', say(told('help for a command', '命令的帮助')))
		.addHelpCommand(
			new Command('help')
				.argument('[command]')
				.description(say(told('help for a command', '命令的帮助')))
				.helpGroup(say(helpHeading)),
		)
		.configureHelp({
			...helpLayout(language),
			showGlobalOptions: true,
			subcommandTerm: (command) => command.name(),
			// The first page is about the verbs; each verb's page lists the flags that all take.
			visibleOptions: (command) => (command.parent ? new Help().visibleOptions(command) : []),
		})
		.showHelpAfterError(say(seeHelp('kubewiz')))
		.exitOverride()
		.configureOutput({
			writeOut: (text) => environment.out.write(text),
			writeErr: (text) => environment.err.write(text),
			outputError: (text, write) => write(say(usageWords(text))),
			getOutHelpWidth: () => environment.tty.stdout.columns ?? 80,
			getErrHelpWidth: () => environment.tty.stdout.columns ?? 80,
		});
	withGlobals(say, program);
	program.addHelpText(
		'after',
		`\n${say(told("Use 'kubewiz COMMAND --help' for the flags of a command.", "用 'kubewiz COMMAND --help' 查看命令的选项。"))}`,
	);
	withExamples(say, program, [
		{
			does: told('see it work on simulated hosts, without root or network', '在模拟主机上观看效果，无需 root 或网络'),
			command: 'kubewiz demo',
		},
		{
			does: told('the wizard with the answers of a file; without a terminal, the install', '以文件中的配置打开向导；没有终端时直接安装'),
			command: 'kubewiz --config cluster.yaml',
		},
		{does: told('what would be done, and what stands in the way', '将执行哪些操作，有哪些障碍'), command: 'kubewiz plan -f cluster.yaml'},
		{
			does: told('make the cluster; after a failure, go on', '建立集群；失败后继续'),
			command: 'kubewiz apply -f cluster.yaml\n  kubewiz resume -f cluster.yaml',
		},
	]).addHelpText('after', say(exitCodeHelp));
	for (const {heading, makers} of groups) {
		program.commandsGroup(say(heading));
		for (const make of makers) program.addCommand(inherit(say, program, make(environment, say)));
	}
	return program;
}

/** Parses and runs a command line. The exit code goes to `environment.exit`. */
export async function runProgram(environment: Environment, argv: readonly string[]): Promise<void> {
	const program = buildProgram(environment, languageIn(environment, languageAsked(argv)));
	// On a terminal `kubewiz` alone is the wizard; elsewhere there is nobody to ask.
	if (argv.length === 0 && !terminalOf({...environment.tty, env: environment.env, flags: {}}).canAsk) {
		program.outputHelp();
		return environment.exit(exitCodes.done);
	}
	try {
		await program.parseAsync(withVerb(program, argv), {from: 'user'});
	} catch (error) {
		if (!(error instanceof CommanderError)) throw error;
		// Help and --version end by this error too, with exit code 0; everything else is wrong usage.
		environment.exit(error.exitCode === 0 ? exitCodes.done : exitCodes.usage);
	}
}

/** `kubewiz --config cluster.yaml`: flags without a verb are those of the wizard. Help and version are the program's own. */
function withVerb(program: Command, argv: readonly string[]): readonly string[] {
	const verbs = new Set(['help', ...program.commands.map((command) => command.name())]);
	const own = argv.some((word) => ['-h', '--help', '--version'].includes(word) || verbs.has(word));
	return own || (argv.length > 0 && !argv[0]?.startsWith('-')) ? argv : ['install', ...argv];
}

/** addCommand, unlike command(), leaves a subcommand without the program's settings. */
function inherit(say: Say, program: Command, command: Command): Command {
	return command
		.copyInheritedSettings(program)
		.addHelpOption(new Option('-h, --help', say(told('help for this command', '本命令的帮助'))).helpGroup(say(told('Help:', '帮助：'))))
		.showHelpAfterError(say(seeHelp(`kubewiz ${command.name()}`)));
}
