import {told} from '../told.ts';
import {type Draft, documentOf, withSpec} from './draft.ts';
import type {ProblemView} from './engine.ts';
import {blocking} from './navigation.ts';
import type {PreflightActions} from './preflight-actions.ts';
import {notAsked, problemsText, type Tools, wordsOfError} from './state.ts';

export interface SpecActions {
	setName(name: string): void;
	setSpec(change: Partial<Draft['spec']>): void;
	/** Gives all hosts anew: their roles changed together. */
	setHosts(hosts: Draft['hosts']): void;
	/** What would be wrong with the answers if they changed like this; nothing is changed. */
	problemsIf(change: (draft: Draft) => Draft): readonly ProblemView[];
	makePlan(): Promise<void>;
	/** Gives the absolute path; undefined when it was refused, which the notice tells. */
	saveSpec(path: string, force: boolean): Promise<string | undefined>;
	/** Gives the absolute directory; undefined as above. */
	exportShell(directory: string): Promise<string | undefined>;
	specText(): string;
}

/** Answers of topology, and review. `runPreflight`: nothing is planned for hosts that were checked against other answers. */
export function specActions({engine, get, set, answer}: Tools, {runPreflight}: Pick<PreflightActions, 'runPreflight'>): SpecActions {
	let planning: AbortController | undefined;
	const changed = () => set({plan: notAsked});
	return {
		setName: (name) => {
			answer((draft) => ({...draft, name}));
			changed();
		},
		setSpec: (change) => {
			answer((draft) => withSpec(draft, change));
			changed();
		},
		setHosts: (hosts) => {
			answer((draft) => ({...draft, hosts}));
			changed();
		},
		problemsIf: (change) => {
			const resolved = engine.resolve(documentOf(change(get().draft)));
			return 'problems' in resolved ? resolved.problems : [];
		},
		makePlan: async () => {
			const {resolved} = get();
			if ('problems' in resolved) {
				set({plan: {kind: 'failed', message: problemsText(resolved.problems)}});
				return;
			}
			planning?.abort();
			const controller = new AbortController();
			planning = controller;
			set({plan: {kind: 'asking'}});
			if (get().findings.kind !== 'here') await runPreflight();
			const {findings} = get();
			// Answers changed meanwhile: what is asked of the hosts now is asked for another plan.
			if (planning !== controller || get().resolved !== resolved || findings.kind === 'not-asked') return;
			if (findings.kind === 'failed') return set({plan: findings});
			if (blocking(get()).length > 0)
				return set({plan: {kind: 'failed', message: told('something blocks the install: see preflight', '有问题阻止安装：见预检屏幕')}});
			try {
				const plan = await engine.plan(resolved.cluster, controller.signal);
				if (planning === controller) set({plan: {kind: 'here', value: plan}});
			} catch (error) {
				if (planning === controller) set({plan: {kind: 'failed', message: wordsOfError(error)}});
			}
		},
		saveSpec: async (path, force) => {
			try {
				const written = await engine.saveSpec(documentOf(get().draft), path, force);
				answer((draft) => ({...draft, savedTo: written}));
				return written;
			} catch (error) {
				set({notice: wordsOfError(error)});
				return undefined;
			}
		},
		exportShell: async (directory) => {
			try {
				return await engine.exportShell(directory);
			} catch (error) {
				set({notice: wordsOfError(error)});
				return undefined;
			}
		},
		specText: () => engine.specText(documentOf(get().draft)),
	};
}
