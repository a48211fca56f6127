import type {Failure} from '../events/event.ts';
import type {MendState, Tools} from './state.ts';
import {wordsOfError} from './state.ts';

/** Lines kept for the screen; all of them are in the run's log. */
const keptLines = 500;

export interface MendActions {
	/** Runs what mends a failure. The operator has read it and agreed. */
	mend(failure: Failure): Promise<void>;
	/** Ends what runs, with all that it started on the host; the scripts after it are not begun. */
	cutMend(): void;
	closeMend(): void;
	/** Resolves when nothing is run against a failure. */
	mendEnded(): Promise<void>;
}

export function mendActions({engine, get, set}: Tools): MendActions {
	let cutting = new AbortController();
	let ended = Promise.resolve();

	async function run(failure: Failure): Promise<void> {
		const first: MendState = {failure, running: true, lines: [], results: []};
		set({mend: first});
		const change = (more: (mend: MendState) => Partial<MendState>) => {
			const {mend} = get();
			if (mend?.failure === failure) set({mend: {...mend, ...more(mend)}});
		};
		try {
			// A run that has told its end is still about to give its locks up.
			if (get().run.end) await get().handle?.finished;
			const results = await engine.mend(failure, {
				onLines: (host, lines) => change((mend) => ({lines: [...mend.lines, ...lines.map((text) => ({host, text}))].slice(-keptLines)})),
				signal: cutting.signal,
			});
			change(() => ({running: false, results}));
		} catch (error) {
			change(() => ({running: false, results: [{host: failure.host, ok: false, detail: wordsOfError(error)}]}));
		}
	}

	return {
		mend: async (failure) => {
			if (get().mend?.running) return;
			cutting = new AbortController();
			ended = run(failure);
			await ended;
		},
		cutMend: () => {
			const {mend} = get();
			if (!mend?.running) return;
			set({mend: {...mend, stopping: 'cut'}});
			cutting.abort();
		},
		mendEnded: () => ended,
		closeMend: () => set({mend: undefined}),
	};
}
