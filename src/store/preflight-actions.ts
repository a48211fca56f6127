import {notAsked, type Tools, wordsOfError} from './state.ts';

export interface PreflightActions {
	/** Asks all hosts and judges them together. */
	runPreflight(): Promise<void>;
	/** Runs a finding's fix on these hosts, then checks again. */
	fixFinding(check: string, hosts: readonly string[]): Promise<void>;
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
		fixFinding: async (check, hosts) => {
			const {resolved} = get();
			if ('problems' in resolved) return;
			set({fix: {check, hosts, running: true, lines: [], results: []}});
			const onLines = (host: string, lines: readonly string[]) => {
				const {fix} = get();
				if (fix) set({fix: {...fix, lines: [...fix.lines, ...lines.map((text) => ({host, text}))].slice(-500)}});
			};
			try {
				const results = await engine.fix(resolved.cluster, check, hosts, {onLines, signal: new AbortController().signal});
				const {fix} = get();
				if (fix) set({fix: {...fix, running: false, results}});
			} catch (error) {
				const {fix} = get();
				if (fix) set({fix: {...fix, running: false, results: hosts.map((host) => ({host, ok: false, detail: wordsOfError(error)}))}});
			}
			await runPreflight();
		},
		closeFix: () => set({fix: undefined}),
		waive: (check, on) => {
			answer((draft) => ({...draft, waived: on ? [...new Set([...draft.waived, check])] : draft.waived.filter((name) => name !== check)}));
			set({plan: notAsked});
		},
	};
}
