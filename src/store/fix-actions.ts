import {documentOf} from './draft.ts';
import {type FixState, type Tools, wordsOfError} from './state.ts';

export interface FixActions {
	/** Runs the fixes of findings, one after the other, then checks again. */
	fixFindings(fixes: readonly {readonly check: string; readonly hosts: readonly string[]}[]): Promise<void>;
	/** `end` lets the fix at work come to its end and begins no other, `cut` ends it with all that it started on the hosts. */
	stopFix(how: 'end' | 'cut'): void;
	closeFix(): void;
	/** Resolves when no fix is at work. */
	fixesEnded(): Promise<void>;
}

/** Fixes of findings, which change hosts: they are stopped in order, as a run is. */
export function fixActions({engine, get, set}: Tools, runPreflight: () => Promise<void>): FixActions {
	let cutting = new AbortController();
	let ended = Promise.resolve();

	const change = (more: (fix: FixState) => Partial<FixState>) => {
		const {fix} = get();
		if (fix) set({fix: {...fix, ...more(fix)}});
	};

	async function runAll(fixes: Parameters<FixActions['fixFindings']>[0]): Promise<void> {
		const {resolved} = get();
		if ('problems' in resolved) return;
		for (const {check, hosts} of fixes) {
			if (get().fix?.stopping) break;
			const onLines = (host: string, lines: readonly string[]) =>
				change((fix) => ({lines: [...fix.lines, ...lines.map((text) => ({host, text}))].slice(-500)}));
			try {
				const results = await engine.fix(resolved.cluster, check, hosts, {onLines, signal: cutting.signal});
				change((fix) => ({results: [...fix.results, ...results]}));
			} catch (error) {
				const failed = hosts.map((host) => ({host, ok: false, detail: wordsOfError(error)}));
				change((fix) => ({results: [...fix.results, ...failed]}));
			}
		}
		change(() => ({running: false}));
	}

	/** Reads the hosts again that a fix has changed: what they said of themselves before (a shared machine-id) holds no more. */
	async function readAgain(): Promise<void> {
		const mended = new Set((get().fix?.results ?? []).filter(({ok}) => ok).map(({host}) => host));
		const known = (host: string) => mended.has(host) && get().tests[host]?.kind === 'ok';
		if (![...mended].some(known)) return;
		try {
			await engine.testHosts(documentOf(get().draft), {
				// One that was changed or is tested anew meanwhile is told of by that test.
				onResult: (result) => result.kind === 'ok' && known(result.host) && set({tests: {...get().tests, [result.host]: result}}),
				signal: new AbortController().signal,
			});
		} catch (error) {
			set({notice: wordsOfError(error)});
		}
	}

	return {
		fixFindings: async (fixes) => {
			if (get().fix?.running) return;
			cutting = new AbortController();
			set({fix: {running: true, lines: [], results: []}});
			ended = runAll(fixes);
			await ended;
			await runPreflight();
			await readAgain();
		},
		stopFix: (how) => {
			const {fix} = get();
			if (!fix?.running || fix.stopping === 'cut') return;
			change(() => ({stopping: how}));
			if (how === 'cut') cutting.abort();
		},
		closeFix: () => set({fix: undefined}),
		fixesEnded: () => ended,
	};
}
