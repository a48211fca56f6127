import type {Command} from 'commander';

/** One line a command would be typed as, with what it does. */
export interface Example {
	/** Empty: belongs to the one before. */
	readonly does: string;
	readonly command: string;
}

/** Text under the options of `--help`. */
export function withExamples(command: Command, examples: readonly Example[]): Command {
	const lines = examples.flatMap(({does, command: typed}) => [...(does ? [`  # ${does}`] : []), `  ${typed}`, '']);
	return command.addHelpText('after', ['', 'Examples:', ...lines].join('\n').trimEnd());
}

/** Part of `kubewiz --help`. */
export const exitCodeHelp = `
Exit codes:
  0   done                                  5   interrupted or detached: resume
  1   a step failed                         6   needs a decision of yours
  2   wrong flags or cluster file           7   another kubewiz is at work
  3   login or host key refused            10   plan --detailed-exitcode: changes
  4   finished, but hosts were set aside   70   a defect of kubewiz

Environment:
  KUBEWIZ_SSH_PASSWORD, KUBEWIZ_SUDO_PASSWORD   passwords, never as arguments
  KUBEWIZ_STATE_DIR    journals and logs (default: ~/.local/state/kubewiz)
  NO_COLOR, CI         no colour; no questions, ever`;
