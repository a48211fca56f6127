import {resolve} from 'node:path';
import {Command} from 'commander';
import {readClusterYaml} from '../inventory/cluster-yaml.ts';
import {type Draft, emptyDraft, withDocument} from '../store/draft.ts';
import {usageError} from './command-error.ts';
import type {Environment} from './environment.ts';
import {headings, type LoginFlags, type RunFlags, withLogin, withRun} from './flags.ts';
import {withExamples} from './help.ts';
import {install} from './install.ts';
import {loadCluster, readText} from './load-cluster.ts';
import {hasScreen, openWizard} from './open-wizard.ts';
import {realPlace} from './place.ts';
import {showPlan} from './plan.ts';
import type {Session} from './session.ts';
import {verb} from './verb.ts';
import {withKeyboard} from './wizard/keyboard.ts';

export interface WizardFlags extends LoginFlags, RunFlags {
	readonly lang?: 'en' | 'zh';
	/** A cluster.yaml whose answers are taken. */
	readonly config?: string;
	readonly dryRun?: boolean;
}

/** `kubewiz install`, also what `kubewiz` alone does on a terminal. */
export function wizardCommand(environment: Environment): Command {
	const command = new Command('install');
	command
		.summary('the wizard: from host discovery to a finished cluster')
		.description(
			'Walks through hosts, preflight, topology, mirrors and review, then installs and shows every node. Answers are kept at each step; what was interrupted is offered for resume.',
		)
		.optionsGroup(headings.cluster)
		.option(
			'--config <file>',
			'begin with the answers of this cluster.yaml, as the review writes it; without a terminal, the same as apply -f',
		)
		.option('--dry-run', 'only show what would be done to the hosts of --config, the same as plan -f')
		.option('--lang <language>', 'en or zh; by default by the locale', language);
	withRun(withLogin(command));
	withExamples(command, [
		{does: 'the wizard', command: 'kubewiz'},
		{does: 'in Chinese', command: 'kubewiz --lang zh'},
		{does: 'on from a file that was written before', command: 'kubewiz --config cluster.yaml'},
		{does: 'the same in CI, where nobody can be asked', command: 'kubewiz --config cluster.yaml --yes'},
	]);
	return verb<WizardFlags>(environment, command, (session, flags) => walk(session, command, flags));
}

/** With a file and nobody to ask this is `apply`, with --dry-run it is `plan`: there is one way of doing each. */
async function walk(session: Session, command: Command, flags: WizardFlags): Promise<number> {
	const {config, dryRun} = flags;
	if (dryRun && config === undefined)
		throw usageError('dry-run', '--dry-run needs the cluster as a file', ['name it: --config cluster.yaml']);
	if (dryRun && config !== undefined) return showPlan(session, {...flags, file: config});
	if (config !== undefined && !hasScreen(session)) {
		const loaded = await loadCluster(session, config);
		return install(session, {mode: 'apply', loaded, flags: {...flags, file: config}, place: realPlace});
	}
	if (hasScreen(session)) refuseAsked(flags);
	return withKeyboard(session, async () =>
		openWizard(session, command, flags, {
			place: realPlace,
			offered: [],
			...(config !== undefined && {answers: await answersOf(session, config)}),
			...(flags.kubeconfig !== undefined && {kubeconfig: flags.kubeconfig}),
		}),
	);
}

/** What the screens ask themselves. */
const asked = {
	acceptHostKeys: '--accept-host-keys',
	askPass: '--ask-pass',
	askSudoPass: '--ask-sudo-pass',
	passwordFile: '--password-file',
	sudoPasswordFile: '--sudo-password-file',
	yes: '--yes',
	waive: '--waive',
	adopt: '--adopt',
	reinstalled: '--reinstalled',
	context: '--context',
} as const satisfies Partial<Record<keyof WizardFlags, string>>;

/** Throws CommandError (exit 2): an answer that is given and then asked for all the same would be no answer. */
function refuseAsked(flags: WizardFlags): void {
	for (const [name, flag] of Object.entries(asked) as [keyof typeof asked, string][]) {
		if (flags[name] === undefined) continue;
		throw usageError('asked', `${flag} is for runs without questions; on a terminal the wizard asks`, [
			`leave ${flag} out, or use it with: kubewiz apply -f ${flags.config ?? 'cluster.yaml'}`,
		]);
	}
}

/** A cluster file as the wizard's answers. Mistakes of sense are the wizard's to mend. Throws CommandError (exit 2) for those of form. */
async function answersOf(session: Session, file: string): Promise<Draft> {
	const path = resolve(session.environment.cwd, file);
	const {document} = readClusterYaml(await readText(path, file), file);
	if (document) return {...withDocument(emptyDraft, document), savedTo: path};
	await loadCluster(session, file);
	throw usageError('file', `${file} is no cluster file`);
}

/** Reads `--lang`. Throws CommandError (exit 2) on other languages. */
export function language(value: string): 'en' | 'zh' {
	if (value === 'en' || value === 'zh') return value;
	throw usageError('lang', `--lang ${value}: there are en and zh`);
}
