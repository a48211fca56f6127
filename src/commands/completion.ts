import {Argument, Command} from 'commander';
import {type Say, told} from '../told.ts';
import {bashCompletion} from './completion/bash.ts';
import {fishCompletion} from './completion/fish.ts';
import {verbWords} from './completion/words.ts';
import {zshCompletion} from './completion/zsh.ts';
import type {Environment} from './environment.ts';
import {withExamples} from './help.ts';

const shells = {bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion} as const;

/** `kubewiz completion SHELL`: prints a script made from the program it is part of. */
export function completionCommand(environment: Environment, say: Say): Command {
	const command = new Command('completion')
		.summary(say(told('print a completion script for bash, zsh or fish', '打印 bash、zsh 或 fish 的补全脚本')))
		.description(
			say(
				told(
					'Prints a script that completes verbs, flags and files. Load it from the start-up file of the shell.',
					'打印补全命令、选项和文件名的脚本。请在 shell 的启动文件中加载它。',
				),
			),
		)
		.addArgument(new Argument('<shell>', say(told('the shell', '所用的 shell'))).choices(Object.keys(shells)))
		.action((shell: keyof typeof shells) => {
			const program = command.parent as Command;
			environment.out.write(shells[shell](program.name(), verbWords(program)));
		});
	return withExamples(say, command, [
		{
			does: told('bash: for this shell, and for every new one', 'bash：用于当前 shell，以及今后每个 shell'),
			command: 'source <(kubewiz completion bash)',
		},
		{command: "echo 'source <(kubewiz completion bash)' >> ~/.bashrc"},
		// biome-ignore lint/suspicious/noTemplateCurlyInString: shell, for the operator to type
		{does: 'zsh', command: 'kubewiz completion zsh > "${fpath[1]}/_kubewiz"'},
		{does: 'fish', command: 'kubewiz completion fish > ~/.config/fish/completions/kubewiz.fish'},
	]);
}
