import {type Command, InvalidArgumentError, Option} from 'commander';
import {type Language, type Say, told} from '../told.ts';

/** Headings of `--help`, in the order they are shown. */
export const headings = {
	cluster: told('Cluster:', '集群：'),
	login: told('Login to the hosts:', '登录主机：'),
	run: told('Run:', '运行：'),
	output: told('Output:', '输出：'),
} as const;

export interface GlobalFlags {
	readonly stateDir?: string;
	readonly plain?: boolean;
	readonly json?: boolean;
	readonly color: boolean;
	readonly ascii?: boolean;
	readonly verbose?: boolean;
	readonly lang?: Language;
}

export interface SpecFlags {
	readonly file: string;
}

export interface LoginFlags {
	readonly sshConfig?: string;
	readonly acceptHostKeys?: string;
	readonly askPass?: boolean;
	readonly askSudoPass?: boolean;
	readonly passwordFile?: string;
	readonly sudoPasswordFile?: string;
}

export interface RunFlags {
	readonly yes?: boolean;
	readonly waive?: readonly string[];
	readonly kubeconfig?: string | false;
	/** Take the cluster over from another machine's record. */
	readonly adopt?: boolean;
	readonly reinstalled?: readonly string[];
	readonly context?: string;
}

/** Flags every verb takes. */
export function withGlobals(say: Say, command: Command): Command {
	return command
		.optionsGroup(say(headings.output))
		.addOption(
			new Option('--state-dir <dir>', say(told('keep journals and logs here', '运行记录和日志的存放目录'))).env('KUBEWIZ_STATE_DIR'),
		)
		.option(
			'--plain',
			say(told('one line for every change, as in a pipe, in CI and with TERM=dumb', '每次变化一行，与管道、CI 和 TERM=dumb 时相同')),
		)
		.option(
			'--json',
			say(
				told(
					'JSON lines on stdout (schema: kubewiz schema events), words for people on stderr',
					'在标准输出上逐行输出 JSON（schema：kubewiz schema events），给人看的文字写到标准错误',
				),
			),
		)
		.option('--no-color', say(told('no colour (also: NO_COLOR)', '不用颜色（也可设 NO_COLOR）')))
		.option('--ascii', say(told('ASCII only, for terminals without UTF-8', '只用 ASCII，适用于没有 UTF-8 的终端')))
		.addOption(
			new Option('--lang <language>', say(told('en or zh; by default by the locale', 'en 或 zh；默认按区域设置'))).choices(['en', 'zh']),
		)
		.option('-v, --verbose', say(told('also show checks, verifications and the output of the commands', '同时显示检查、验证和命令的输出')));
}

/** `-f cluster.yaml`. */
export function withSpec(say: Say, command: Command): Command {
	return command
		.optionsGroup(say(headings.cluster))
		.option('-f, --file <file>', say(told('the cluster as a file', '描述集群的文件')), 'cluster.yaml');
}

/** How hosts are logged into. A secret is never an argument: others on this machine could read it in the list of processes. */
export function withLogin(say: Say, command: Command): Command {
	return command
		.optionsGroup(say(headings.login))
		.option(
			'-F, --ssh-config <file>',
			say(
				told(
					'use this ssh_config instead of ~/.ssh/config and /etc/ssh/ssh_config',
					'使用这个 ssh_config，而不是 ~/.ssh/config 和 /etc/ssh/ssh_config',
				),
			),
		)
		.option(
			'--accept-host-keys <all|file>',
			say(
				told(
					'accept unknown host keys: all of them, or those whose SHA256 fingerprints the file lists',
					'接受未知的主机密钥：全部（all），或仅接受文件中列出 SHA256 指纹的密钥',
				),
			),
		)
		.option(
			'--ask-pass',
			say(told('ask for the SSH password (else: KUBEWIZ_SSH_PASSWORD)', '询问 SSH 密码（否则取自 KUBEWIZ_SSH_PASSWORD）')),
		)
		.option(
			'--ask-sudo-pass',
			say(told('ask for the sudo password (else: KUBEWIZ_SUDO_PASSWORD)', '询问 sudo 密码（否则取自 KUBEWIZ_SUDO_PASSWORD）')),
		)
		.option(
			'--password-file <file>',
			say(told('read the SSH password from a file that only its owner can read', '从只有其所有者可读的文件中读取 SSH 密码')),
		)
		.option(
			'--sudo-password-file <file>',
			say(told('read the sudo password from a file that only its owner can read', '从只有其所有者可读的文件中读取 sudo 密码')),
		);
}

/** What a run may do without asking. */
export function withRun(say: Say, command: Command): Command {
	return command
		.optionsGroup(say(headings.run))
		.option('-y, --yes', say(told('do not ask before hosts are changed', '更改主机之前不询问')))
		.option(
			'--waive <check>',
			say(told('go on in spite of this error of preflight (may be given again)', '不顾预检的这个错误继续（可多次给出）')),
			repeated,
		)
		.option(
			'--adopt',
			say(
				told(
					'go on with a cluster that another machine, or a lost record, began: every step is checked on the hosts',
					'接管由另一台机器开始、或记录已丢失的集群：在主机上逐步检查',
				),
			),
		)
		.option(
			'--reinstalled <host,host>',
			say(told('these hosts were reinstalled or replaced: what was recorded of them is void', '这些主机已重装或更换：它们原有的记录作废')),
			list,
		)
		.option(
			'--kubeconfig <file>',
			say(
				told(
					"merge the cluster's kubeconfig into this file, keeping a backup (default: KUBECONFIG, then ~/.kube/config)",
					'将集群的 kubeconfig 合并到这个文件，并保留备份（默认：KUBECONFIG，其次 ~/.kube/config）',
				),
			),
		)
		.option('--no-kubeconfig', say(told('leave kubeconfig files alone', '不改动 kubeconfig 文件')))
		.option(
			'--context <name>',
			say(told("name of the cluster's context in it (default: the cluster's name)", '集群在其中的上下文名称（默认：集群名称）')),
		);
}

/** Gathers a flag that may be given several times. */
export function repeated(value: string, before: readonly string[] = []): readonly string[] {
	return [...before, value];
}

/** Reads `a,b`; may be given several times. */
function list(value: string, before: readonly string[] = []): readonly string[] {
	return [...before, ...value.split(',').filter((item) => item !== '')];
}

/** Parses a whole number of at least `least`; the error names the range. */
export function wholeNumber(say: Say, least: number, most: number): (value: string) => number {
	return (value) => {
		const number = Number(value);
		if (!/^\d+$/.test(value) || number < least || number > most)
			throw new InvalidArgumentError(say(told(`give a whole number from ${least} to ${most}.`, `请给出 ${least} 到 ${most} 之间的整数。`)));
		return number;
	};
}
