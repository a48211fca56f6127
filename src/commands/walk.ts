import {resolve} from 'node:path';
import type {Command} from 'commander';
import {type Draft, emptyDraft, withDocument} from '../store/draft.ts';
import {told} from '../told.ts';
import {usageError} from './command-error.ts';
import {hasScreen} from './has-screen.ts';
import {openWizard} from './open-wizard.ts';
import type {Session} from './session.ts';
import {withKeyboard} from './wizard/keyboard.ts';
import type {WizardFlags} from './wizard.ts';

/**
 * What `install` does: the wizard. With a file and nobody to ask this is
 * `apply`, with --dry-run it is `plan`: there is one way of doing each. Gives
 * the exit code.
 */
export async function walk(session: Session, command: Command, flags: WizardFlags): Promise<number> {
	const {config, dryRun} = flags;
	if (dryRun && config === undefined)
		throw usageError('dry-run', told('--dry-run needs the cluster as a file', '--dry-run 需要以文件描述的集群'), [
			told('name it: --config cluster.yaml', '请指定：--config cluster.yaml'),
		]);
	if (dryRun && config !== undefined) {
		const {showPlan} = await import('./show-plan.ts');
		return showPlan(session, {...flags, file: config});
	}
	if (config !== undefined && !hasScreen(session)) {
		const {installFile} = await import('./install-file.ts');
		return installFile(session, 'apply', {...flags, file: config});
	}
	if (hasScreen(session)) refuseAsked(flags);
	return withKeyboard(session, async () =>
		openWizard(session, command, flags, {
			place: {simulation: false, load: async () => (await import('./place.ts')).realPlace},
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
		throw usageError(
			'asked',
			told(`${flag} is for runs without questions; on a terminal the wizard asks`, `${flag} 用于不提问的运行；在终端上由向导提问`),
			[
				told(
					`leave ${flag} out, or use it with: kubewiz apply -f ${flags.config ?? 'cluster.yaml'}`,
					`请去掉 ${flag}，或改用：kubewiz apply -f ${flags.config ?? 'cluster.yaml'}`,
				),
			],
		);
	}
}

/** A cluster file as the wizard's answers. Mistakes of sense are the wizard's to mend. Throws CommandError (exit 2) for those of form. */
async function answersOf(session: Session, file: string): Promise<Draft> {
	const [{readClusterYaml}, {loadCluster, readText}] = await Promise.all([
		import('../inventory/cluster-yaml.ts'),
		import('./load-cluster.ts'),
	]);
	const path = resolve(session.environment.cwd, file);
	const {document} = readClusterYaml(await readText(path, file), file);
	if (document) return {...withDocument(emptyDraft, document), savedTo: path};
	await loadCluster(session, file);
	throw usageError('file', told(`${file} is no cluster file`, `${file} 不是集群文件`));
}
