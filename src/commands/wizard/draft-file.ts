import {type Draft, emptyDraft} from '../../store/draft.ts';
import type {DraftKeeper} from '../../store.ts';

/**
 * Keeps the wizard's answers in `wizard.json` of a directory (0600), written
 * whole at each answer. Never a secret. A file that can't be read, or of
 * another format, is left alone under another name by `conf`'s own reset and
 * the draft starts anew: it is a convenience, a run's truth is its journal.
 */
export async function draftFile(directory: string, first: Draft = emptyDraft): Promise<DraftKeeper> {
	const Conf = await loadConf();
	const conf = new Conf<{draft?: Draft}>({cwd: directory, configName: 'wizard', configFileMode: 0o600, clearInvalidConfig: true});
	return {
		load: () => {
			const kept = conf.get('draft');
			return kept?.format === 1 ? kept : first;
		},
		save: (draft) => conf.set({draft}),
	};
}

/**
 * Loads `conf` without the signal handlers of a library under it: when-exit
 * hooks every signal when it is loaded and sends each once more, so that one
 * Ctrl-C would count as two.
 */
async function loadConf(): Promise<typeof import('conf').default> {
	const heard = (['SIGHUP', 'SIGINT', 'SIGTERM'] as const).map((signal) => ({signal, before: process.listeners(signal)}));
	const {default: Conf} = await import('conf');
	for (const {signal, before} of heard)
		for (const listener of process.listeners(signal)) if (!before.includes(listener)) process.off(signal, listener);
	return Conf;
}
