import Conf from 'conf';
import {type Draft, emptyDraft} from '../../store/draft.ts';
import type {DraftKeeper} from '../../store.ts';

/**
 * Keeps the wizard's answers in `wizard.json` of a directory (0600), written
 * whole at each answer. Never a secret. A file that can't be read, or of
 * another format, is left alone under another name by `conf`'s own reset and
 * the draft starts anew: it is a convenience, a run's truth is its journal.
 */
export function draftFile(directory: string, first: Draft = emptyDraft): DraftKeeper {
	const conf = new Conf<{draft?: Draft}>({cwd: directory, configName: 'wizard', configFileMode: 0o600, clearInvalidConfig: true});
	return {
		load: () => {
			const kept = conf.get('draft');
			return kept?.format === 1 ? kept : first;
		},
		save: (draft) => conf.set({draft}),
	};
}
