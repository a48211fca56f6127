import type {Command} from 'commander';
import {joined, type Said, type Say, told} from '../told.ts';

/** One line a command would be typed as, with what it does. */
interface Example {
	/** Undefined: belongs to the one before. */
	readonly does?: Said;
	readonly command: string;
}

/** Text under the options of `--help`. */
export function withExamples(say: Say, command: Command, examples: readonly Example[]): Command {
	const lines = examples.flatMap(({does, command: typed}) => [...(does ? [`  # ${say(does)}`] : []), `  ${typed}`, '']);
	return command.addHelpText('after', ['', say(told('Examples:', '示例：')), ...lines].join('\n').trimEnd());
}

/** `See 'kubewiz plan --help'.`, under the refusal of wrong flags. */
export function seeHelp(command: string): Said {
	return told(`See '${command} --help'.`, `请参阅 '${command} --help'。`);
}

const exitCodes = told(
	`
Exit codes:
  0   done                                  5   interrupted or detached: resume
  1   a step failed                         6   needs a decision of yours
  2   wrong flags or cluster file           7   another kubewiz is at work
  3   login or host key refused            10   plan --detailed-exitcode: changes
  4   finished, but hosts were set aside   70   a defect of kubewiz`,
	`
退出码：
  0   完成                                  5   被中断或已脱离：请用 resume
  1   有步骤失败                            6   需要您作出决定
  2   选项或集群文件有误                    7   另一个 kubewiz 正在运行
  3   登录或主机密钥被拒绝                 10   plan --detailed-exitcode：有更改
  4   已完成，但有主机被搁置               70   kubewiz 的缺陷`,
);

const variables = told(
	`
Environment:
  KUBEWIZ_SSH_PASSWORD, KUBEWIZ_SUDO_PASSWORD   passwords, never as arguments
  KUBEWIZ_STATE_DIR    journals and logs (default: ~/.local/state/kubewiz)
  NO_COLOR, CI         no colour; no questions, ever`,
	`
环境变量：
  KUBEWIZ_SSH_PASSWORD, KUBEWIZ_SUDO_PASSWORD   密码，绝不作为参数传递
  KUBEWIZ_STATE_DIR    运行记录和日志（默认：~/.local/state/kubewiz）
  NO_COLOR, CI         不用颜色；从不提问`,
);

/** Part of `kubewiz --help`. */
export const exitCodeHelp: Said = joined([exitCodes, variables], '\n');
