import {existsSync, readFileSync, renameSync} from 'node:fs';
import {join} from 'node:path';
import {type Draft, emptyDraft} from '../../store/draft.ts';
import type {DraftKeeper} from '../../store.ts';

/**
 * Keeps the wizard's answers in `wizard.json` of a directory (0600), written
 * whole at each answer. Never a secret. A file that can't be read, or of
 * another format, is put aside under another name, since `conf` would clear it,
 * and the draft starts anew.
 */
export async function draftFile(directory: string, first: Draft = emptyDraft): Promise<DraftKeeper> {
	putAsideUnreadable(join(directory, 'wizard.json'));
	const Conf = await loadConf();
	const conf = new Conf<{draft?: Draft}>({cwd: directory, configName: 'wizard', configFileMode: 0o600, clearInvalidConfig: true});
	return {
		load: () => {
			return conf.get('draft') ?? first;
		},
		save: (draft) => conf.set({draft}),
	};
}

function putAsideUnreadable(path: string): void {
	if (!existsSync(path)) return;
	try {
		const kept = JSON.parse(readFileSync(path, 'utf8')) as {readonly draft?: Partial<Draft>};
		if (kept.draft === undefined || kept.draft.format === 1) return;
	} catch (error) {
		// What is no JSON is what this looks for; another error is a disk's or a right's, which `conf` tells.
		if (!(error instanceof SyntaxError)) return;
	}
	renameSync(path, `${path}.unreadable-${new Date().toISOString().replaceAll(/[:.]/g, '-')}`);
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
