import {type FixState, notAsked, type Tools, wordsOfError} from './state.ts';

export interface PreflightActions {
	/** Asks all hosts and judges them together. */
	runPreflight(): Promise<void>;
	/** Runs the fixes of findings, one after the other, then checks again. */
	fixFindings(fixes: readonly {readonly check: string; readonly hosts: readonly string[]}[]): Promise<void>;
	closeFix(): void;
	/** Lets an error pass by its name, or no longer. */
	waive(check: string, on: boolean): void;
}

export function preflightActions({engine, get, set, answer}: Tools): PreflightActions {
	let running: AbortController | undefined;

	async function runPreflight(): Promise<void> {
		const {resolved} = get();
		if ('problems' in resolved) {
			set({findings: {kind: 'failed', message: resolved.problems.map((problem) => `${problem.path}: ${problem.message}`).join('\n')}});
			return;
		}
		running?.abort();
		const controller = new AbortController();
		running = controller;
		set({findings: {kind: 'asking'}});
		try {
			const findings = await engine.preflight(resolved.cluster, {
				onFinding: (done, total) => running === controller && set({findings: {kind: 'asking', done, total}}),
				signal: controller.signal,
			});
			if (running === controller) set({findings: {kind: 'here', value: findings}});
		} catch (error) {
			if (running === controller) set({findings: {kind: 'failed', message: wordsOfError(error)}});
		}
	}

	return {
		runPreflight,
		fixFindings: async (fixes) => {
			const {resolved} = get();
			if ('problems' in resolved) return;
			set({fix: {running: true, lines: [], results: []}});
			const change = (more: (fix: FixState) => Partial<FixState>) => {
				const {fix} = get();
				if (fix) set({fix: {...fix, ...more(fix)}});
			};
			for (const {check, hosts} of fixes) {
				const onLines = (host: string, lines: readonly string[]) =>
					change((fix) => ({lines: [...fix.lines, ...lines.map((text) => ({host, text}))].slice(-500)}));
				try {
					const results = await engine.fix(resolved.cluster, check, hosts, {onLines, signal: new AbortController().signal});
					change((fix) => ({results: [...fix.results, ...results]}));
				} catch (error) {
					const failed = hosts.map((host) => ({host, ok: false, detail: wordsOfError(error)}));
					change((fix) => ({results: [...fix.results, ...failed]}));
				}
			}
			change(() => ({running: false}));
			await runPreflight();
		},
		closeFix: () => set({fix: undefined}),
		waive: (check, on) => {
			answer((draft) => ({...draft, waived: on ? [...new Set([...draft.waived, check])] : draft.waived.filter((name) => name !== check)}));
			set({plan: notAsked});
		},
	};
}
