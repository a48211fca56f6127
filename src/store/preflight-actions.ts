import {type FixActions, fixActions} from './fix-actions.ts';
import {notAsked, problemsText, type Tools, wordsOfError} from './state.ts';

export interface PreflightActions extends FixActions {
	/** Asks all hosts and judges them together. */
	runPreflight(): Promise<void>;
	/** Gives up a check that is under way; it has nothing more to say. */
	dropPreflight(): void;
	/** Lets an error pass by its name, or no longer. */
	waive(check: string, on: boolean): void;
}

export function preflightActions(tools: Tools): PreflightActions {
	const {engine, get, set, answer} = tools;
	let running: AbortController | undefined;

	async function runPreflight(): Promise<void> {
		const {resolved} = get();
		if ('problems' in resolved) {
			set({findings: {kind: 'failed', message: problemsText(resolved.problems)}});
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
			if (running !== controller) return;
			// A plan of before knows the hosts as they were; one that waits for this check goes on by itself.
			set({findings: {kind: 'here', value: findings}, ...(get().plan.kind !== 'asking' && {plan: notAsked})});
		} catch (error) {
			if (running === controller) set({findings: {kind: 'failed', message: wordsOfError(error)}});
		}
	}

	return {
		runPreflight,
		dropPreflight: () => {
			running?.abort();
			running = undefined;
		},
		...fixActions(tools, runPreflight),
		waive: (check, on) => {
			answer((draft) => ({...draft, waived: on ? [...new Set([...draft.waived, check])] : draft.waived.filter((name) => name !== check)}));
			set({plan: notAsked});
		},
	};
}
