import {Command, CommanderError, Help, Option} from 'commander';
import {exitCodes} from '../events/event.ts';
import {terminalOf} from '../output/terminal.ts';
import {applyCommand} from './apply.ts';
import {completionCommand} from './completion.ts';
import {demoCommand} from './demo.ts';
import type {Environment} from './environment.ts';
import {withGlobals} from './flags.ts';
import {exitCodeHelp, withExamples} from './help.ts';
import {logsCommand} from './logs.ts';
import {planCommand} from './plan.ts';
import {preflightCommand} from './preflight.ts';
import {resumeCommand} from './resume.ts';
import {schemaCommand} from './schema.ts';
import {statusCommand} from './status.ts';
import {versionCommand} from './version.ts';
import {wizardCommand} from './wizard.ts';

/** All verbs by the heading they stand under in `kubewiz --help`. */
const groups: Readonly<Record<string, readonly ((environment: Environment) => Command)[]>> = {
	'Look first:': [demoCommand, preflightCommand, planCommand],
	'Install:': [wizardCommand, applyCommand, resumeCommand],
	'Watch:': [statusCommand, logsCommand],
	'Help for yourself:': [schemaCommand, completionCommand, versionCommand],
};

/** The whole command line as a table: verbs, flags, help. */
export function buildProgram(environment: Environment): Command {
	const program: Command = new Command('kubewiz')
		.description(
			'Installs Kubernetes with kubeadm over SSH, shows progress per node, explains errors, and resumes at the step that failed.',
		)
		.version(environment.version, '--version', 'print the version')
		.helpOption('-h, --help', 'help for a command')
		.addHelpCommand(new Command('help').argument('[command]').description('help for a command').helpGroup('Help for yourself:'))
		.configureHelp({
			showGlobalOptions: true,
			subcommandTerm: (command) => command.name(),
			// The first page is about the verbs; each verb's page lists the flags that all take.
			visibleOptions: (command) => (command.parent ? new Help().visibleOptions(command) : []),
		})
		.showHelpAfterError("See 'kubewiz --help'.")
		.exitOverride()
		.configureOutput({
			writeOut: (text) => environment.out.write(text),
			writeErr: (text) => environment.err.write(text),
			getOutHelpWidth: () => environment.tty.stdout.columns ?? 80,
			getErrHelpWidth: () => environment.tty.stdout.columns ?? 80,
		});
	withGlobals(program);
	program.addHelpText('after', "\nUse 'kubewiz COMMAND --help' for the flags of a command.");
	withExamples(program, [
		{does: 'see it work on simulated hosts, without root or network', command: 'kubewiz demo'},
		{does: 'the wizard with the answers of a file; without a terminal, the install', command: 'kubewiz --config cluster.yaml'},
		{does: 'what would be done, and what stands in the way', command: 'kubewiz plan -f cluster.yaml'},
		{does: 'make the cluster; after a failure, go on', command: 'kubewiz apply -f cluster.yaml\n  kubewiz resume -f cluster.yaml'},
	]).addHelpText('after', exitCodeHelp);
	for (const [heading, makers] of Object.entries(groups)) {
		program.commandsGroup(heading);
		for (const make of makers) program.addCommand(inherit(program, make(environment)));
	}
	return program;
}

/** Parses and runs a command line. The exit code goes to `environment.exit`. */
export async function runProgram(environment: Environment, argv: readonly string[]): Promise<void> {
	const program = buildProgram(environment);
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
function inherit(program: Command, command: Command): Command {
	return command
		.copyInheritedSettings(program)
		.addHelpOption(new Option('-h, --help', 'help for this command').helpGroup('Help:'))
		.showHelpAfterError(`See 'kubewiz ${command.name()} --help'.`);
}
