import {join} from 'node:path';
import type {Command} from 'commander';
import type {ClusterDocument} from '../cluster/schema/cluster.ts';
import type {HostSpec} from '../cluster/schema/host.ts';
import {exitCodes} from '../events/event.ts';
import {type Draft, emptyDraft} from '../store/draft.ts';
import {createWizardStore} from '../store.ts';
import {told} from '../told.ts';
import {usageError} from './command-error.ts';
import {hasScreen} from './has-screen.ts';
import type {Session} from './session.ts';
import {sshConfigOf} from './ssh-config-flag.ts';
import {draftFile} from './wizard/draft-file.ts';
import {type LatePlace, lateEngine} from './wizard/late-engine.ts';
import {offScreen} from './wizard/off-screen.ts';
import {parting} from './wizard/parting.ts';
import {whenTerminalGoes} from './wizard/terminal-gone.ts';

interface OpenFlags {
	readonly sshConfig?: string;
}

/** Hosts and first answers that the wizard begins with. */
interface Beginning {
	readonly place: LatePlace;
	readonly offered: readonly HostSpec[];
	readonly document?: ClusterDocument;
	/** Instead of those kept from the last time. */
	readonly answers?: Draft;
	/** Where draft and records are kept, instead of the usual place. */
	readonly directory?: string;
	/** A directory that goes when this process ends; commands that name it are of no use to the operator. */
	readonly fleeting?: string;
	readonly kubeconfig?: string | false;
}

/** Opens the wizard on this terminal. Throws CommandError (exit 2) where there is none. */
export async function openWizard(session: Session, command: Command, flags: OpenFlags, beginning: Beginning): Promise<number> {
	const {environment, terminal} = session;
	const {env} = environment;
	if (!hasScreen(session)) {
		throw usageError('no-terminal', told('the wizard needs a terminal to ask on', '向导需要一个可以提问的终端'), [
			told(
				'without one, write a cluster.yaml and use: kubewiz apply -f cluster.yaml --yes',
				'没有终端时，请编写 cluster.yaml 并使用：kubewiz apply -f cluster.yaml --yes',
			),
			told(
				'`kubewiz schema` says what goes into it; `kubewiz demo --plain` shows a run',
				'`kubewiz schema` 说明文件内容；`kubewiz demo --plain` 演示一次运行',
			),
		]);
	}
	// chalk, which Ink uses, does not know NO_COLOR; this has to be set before Ink is loaded.
	if (!terminal.colour) process.env.FORCE_COLOR = '0';
	const screens = await environment.screens();
	const engine = lateEngine({environment, command, ...beginning, sshConfigFile: sshConfigOf(session, flags)});
	const keeper = await draftFile(engine.stateDir, firstDraft(beginning.document));
	const {answers} = beginning;
	const store = createWizardStore(engine, answers ? {...keeper, load: () => answers} : keeper);
	const wizard = screens.start({
		store,
		language: session.flags.lang,
		// The Linux console has no Chinese characters.
		locale: env.TERM === 'linux' ? undefined : env.LC_ALL || env.LC_MESSAGES || env.LANG,
		ascii: !terminal.unicode,
		colour: terminal.colour,
		screenReader: env.INK_SCREEN_READER === 'true',
		stdin: process.stdin,
		stdout: process.stdout,
	});
	const parted = parting(session, store, wizard.leave);
	whenTerminalGoes(parted.terminalGone);
	void store.actions.loadUnfinished();
	const log = join(engine.stateDir, 'wizard.log');
	const guard = offScreen(log);
	try {
		await Promise.race([wizard.left.then(parted.ended), guard.crashed]);
	} catch (error) {
		parted.crashed();
		throw error;
	} finally {
		parted.release();
		guard.end();
		await engine.close();
	}
	session.say(wizard.farewell());
	if (guard.heard()) session.say([session.look.say(keptOffScreen(log))]);
	const {end, refusal} = store.getState().run;
	return (end ?? refusal)?.exitCode ?? exitCodes.done;
}

const keptOffScreen = (log: string) =>
	told(`kubewiz: messages of libraries that were kept off the screen: ${log}`, `kubewiz：未显示在屏幕上的库消息见 ${log}`);

function firstDraft(document: ClusterDocument | undefined): Draft {
	if (!document) return emptyDraft;
	const {hosts: _, ...spec} = document.spec;
	return {...emptyDraft, name: document.metadata.name, spec};
}
