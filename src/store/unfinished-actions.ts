import type {UnfinishedRun} from './engine.ts';
import {notAsked, type Tools, wordsOfError} from './state.ts';

export interface UnfinishedActions {
	loadUnfinished(): Promise<void>;
	askRun(run: UnfinishedRun, signal: AbortSignal): Promise<void>;
	putAway(run: UnfinishedRun): Promise<void>;
}

/** Runs of earlier sessions that did not come to their end. */
export function unfinishedActions({engine, get, set, answer}: Tools): UnfinishedActions {
	return {
		loadUnfinished: async () => {
			set({unfinished: {kind: 'asking'}});
			const runs = await engine.unfinishedRuns();
			const screens = get().screens.filter((screen) => screen !== 'resume');
			set({unfinished: {kind: 'here', value: runs}, screens: runs.length > 0 ? ['resume', ...screens] : screens});
			if (runs.length > 0 && !get().handle) answer((draft) => ({...draft, screen: 'resume'}));
		},
		askRun: async (run, signal) => {
			set({askedHosts: {kind: 'asking'}});
			try {
				set({askedHosts: {kind: 'here', value: await engine.askRun(run, signal)}});
			} catch (error) {
				set({askedHosts: signal.aborted ? notAsked : {kind: 'failed', message: wordsOfError(error)}});
			}
		},
		putAway: async (run) => {
			const kept = await engine.putAway(run);
			const {unfinished} = get();
			if (unfinished.kind === 'here') set({unfinished: {kind: 'here', value: unfinished.value.filter((other) => other !== run)}});
			set({notice: kept});
		},
	};
}
