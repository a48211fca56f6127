import {type Command, InvalidArgumentError, Option} from 'commander';
import type {Language} from '../told.ts';

/** Headings of `--help`, in the order they are shown. */
export const headings = {
	cluster: 'Cluster:',
	login: 'Login to the hosts:',
	run: 'Run:',
	output: 'Output:',
	verb: 'Options:',
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
export function withGlobals(command: Command): Command {
	return command
		.optionsGroup(headings.output)
		.addOption(new Option('--state-dir <dir>', 'keep journals and logs here').env('KUBEWIZ_STATE_DIR'))
		.option('--plain', 'one line for every change, as in a pipe, in CI and with TERM=dumb')
		.option('--json', 'JSON lines on stdout (schema: kubewiz schema events), words for people on stderr')
		.option('--no-color', 'no colour (also: NO_COLOR)')
		.option('--ascii', 'ASCII only, for terminals without UTF-8')
		.addOption(new Option('--lang <language>', 'en or zh; by default by the locale').choices(['en', 'zh']))
		.option('-v, --verbose', 'also show checks, verifications and the output of the commands');
}

/** `-f cluster.yaml`. */
export function withSpec(command: Command): Command {
	return command.optionsGroup(headings.cluster).option('-f, --file <file>', 'the cluster as a file', 'cluster.yaml');
}

/** How hosts are logged into. A secret is never an argument: others on this machine could read it in the list of processes. */
export function withLogin(command: Command): Command {
	return command
		.optionsGroup(headings.login)
		.option('-F, --ssh-config <file>', 'use this ssh_config instead of ~/.ssh/config and /etc/ssh/ssh_config')
		.option('--accept-host-keys <all|file>', 'accept unknown host keys: all of them, or those whose SHA256 fingerprints the file lists')
		.option('--ask-pass', 'ask for the SSH password (else: KUBEWIZ_SSH_PASSWORD)')
		.option('--ask-sudo-pass', 'ask for the sudo password (else: KUBEWIZ_SUDO_PASSWORD)')
		.option('--password-file <file>', 'read the SSH password from a file that only its owner can read')
		.option('--sudo-password-file <file>', 'read the sudo password from a file that only its owner can read');
}

/** What a run may do without asking. */
export function withRun(command: Command): Command {
	return command
		.optionsGroup(headings.run)
		.option('-y, --yes', 'do not ask before hosts are changed')
		.option('--waive <check>', 'go on in spite of this error of preflight (may be given again)', repeated)
		.option('--adopt', 'go on with a cluster that another machine, or a lost record, began: every step is checked on the hosts')
		.option('--reinstalled <host,host>', 'these hosts were reinstalled or replaced: what was recorded of them is void', list)
		.option(
			'--kubeconfig <file>',
			"merge the cluster's kubeconfig into this file, keeping a backup (default: KUBECONFIG, then ~/.kube/config)",
		)
		.option('--no-kubeconfig', 'leave kubeconfig files alone')
		.option('--context <name>', "name of the cluster's context in it (default: the cluster's name)");
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
export function wholeNumber(least: number, most: number): (value: string) => number {
	return (value) => {
		const number = Number(value);
		if (!/^\d+$/.test(value) || number < least || number > most)
			throw new InvalidArgumentError(`give a whole number from ${least} to ${most}.`);
		return number;
	};
}
