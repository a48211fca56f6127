import {Command} from 'commander';
import type {ClusterDocument} from '../cluster/schema/cluster.ts';
import type {HostSpec} from '../cluster/schema/host.ts';
import {exitCodes} from '../events/event.ts';
import {type Draft, emptyDraft} from '../store/draft.ts';
import {createWizardStore} from '../store.ts';
import {usageError} from './command-error.ts';
import type {Environment} from './environment.ts';
import {withExamples} from './help.ts';
import {type Place, realPlace, sshConfigOf} from './place.ts';
import type {Session} from './session.ts';
import {verb} from './verb.ts';
import {draftFile} from './wizard/draft-file.ts';
import {wizardEngine} from './wizard/engine.ts';

export interface WizardFlags {
	readonly lang?: 'en' | 'zh';
	readonly sshConfig?: string;
}

/** `kubewiz install`, also what `kubewiz` alone does on a terminal. */
export function wizardCommand(environment: Environment): Command {
	const command = new Command('install')
		.summary('the wizard: from host discovery to a finished cluster')
		.description(
			'Walks through hosts, preflight, topology, mirrors and review, then installs and shows every node. Answers are kept at each step; what was interrupted is offered for resume.',
		)
		.option('-F, --ssh-config <file>', 'use this ssh_config instead of ~/.ssh/config and /etc/ssh/ssh_config')
		.option('--lang <language>', 'en or zh; by default by the locale', language);
	withExamples(command, [
		{does: 'the wizard', command: 'kubewiz'},
		{does: 'in Chinese', command: 'kubewiz install --lang zh'},
	]);
	return verb<WizardFlags>(environment, command, (session, flags) => openWizard(session, command, flags, {place: realPlace, offered: []}));
}

/** Hosts and first answers that the wizard begins with. */
export interface Beginning {
	readonly place: Place;
	readonly offered: readonly HostSpec[];
	readonly document?: ClusterDocument;
	/** Where draft and records are kept, instead of the usual place. */
	readonly directory?: string;
	/** A directory that goes when this process ends; commands that name it are of no use to the operator. */
	readonly fleeting?: string;
	readonly kubeconfig?: false;
}

/** Opens the wizard on this terminal. Throws CommandError (exit 2) where there is none. */
export async function openWizard(session: Session, command: Command, flags: WizardFlags, beginning: Beginning): Promise<number> {
	const {environment, terminal, json} = session;
	if (json || !terminal.canAsk || environment.env.TERM === 'dumb' || session.flags.plain) {
		throw usageError('no-terminal', 'the wizard needs a terminal to ask on', [
			'without one, write a cluster.yaml and use: kubewiz apply -f cluster.yaml --yes',
			'`kubewiz schema` says what goes into it; `kubewiz demo --plain` shows a run',
		]);
	}
	// chalk, which Ink uses, does not know NO_COLOR; this has to be set before Ink is loaded.
	if (!terminal.colour) process.env.FORCE_COLOR = '0';
	const screens = await environment.screens();
	const engine = wizardEngine({environment, command, ...beginning, sshConfigFile: sshConfigOf(session, flags)});
	const store = createWizardStore(engine, draftFile(engine.stateDir, firstDraft(beginning.document)));
	const {env} = environment;
	const wizard = screens.start({
		store,
		language: flags.lang,
		locale: env.LC_ALL || env.LC_MESSAGES || env.LANG,
		ascii: !terminal.unicode,
		colour: terminal.colour,
		screenReader: env.INK_SCREEN_READER === 'true',
		stdin: process.stdin,
		stdout: process.stdout,
	});
	const stop = environment.onSignal((signal) => {
		if (signal === 'SIGHUP') store.actions.detach();
		else store.actions.drain();
		wizard.leave();
	});
	void store.actions.loadUnfinished();
	try {
		await wizard.left;
		await store.actions.settle();
	} finally {
		stop();
		await engine.close();
	}
	session.say(wizard.farewell());
	return store.getState().run.end?.exitCode ?? exitCodes.done;
}

function firstDraft(document: ClusterDocument | undefined): Draft {
	if (!document) return emptyDraft;
	const {hosts: _, ...spec} = document.spec;
	return {...emptyDraft, name: document.metadata.name, spec};
}

/** Reads `--lang`. Throws CommandError (exit 2) on other languages. */
export function language(value: string): 'en' | 'zh' {
	if (value === 'en' || value === 'zh') return value;
	throw usageError('lang', `--lang ${value}: there are en and zh`);
}
