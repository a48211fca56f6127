import {Argument, Command} from 'commander';
import {bashCompletion} from './completion/bash.ts';
import {fishCompletion} from './completion/fish.ts';
import {verbWords} from './completion/words.ts';
import {zshCompletion} from './completion/zsh.ts';
import type {Environment} from './environment.ts';
import {withExamples} from './help.ts';

const shells = {bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion} as const;

/** `kubewiz completion SHELL`: prints a script made from the program it is part of. */
export function completionCommand(environment: Environment): Command {
	const command = new Command('completion')
		.summary('print a completion script for bash, zsh or fish')
		.description('Prints a script that completes verbs, flags and files. Load it from the start-up file of the shell.')
		.addArgument(new Argument('<shell>', 'the shell').choices(Object.keys(shells)))
		.action((shell: keyof typeof shells) => {
			const program = command.parent as Command;
			environment.out.write(shells[shell](program.name(), verbWords(program)));
		});
	return withExamples(command, [
		{does: 'bash: for this shell, and for every new one', command: 'source <(kubewiz completion bash)'},
		{does: '', command: "echo 'source <(kubewiz completion bash)' >> ~/.bashrc"},
		// biome-ignore lint/suspicious/noTemplateCurlyInString: shell, for the operator to type
		{does: 'zsh', command: 'kubewiz completion zsh > "${fpath[1]}/_kubewiz"'},
		{does: 'fish', command: 'kubewiz completion fish > ~/.config/fish/completions/kubewiz.fish'},
	]);
}
