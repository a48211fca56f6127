import {type Draft, documentOf, withSpec} from './draft.ts';
import type {MirrorUse} from './engine.ts';
import {chosenMirrors} from './navigation.ts';
import {notAsked, type Tools, wordsOfError} from './state.ts';

export interface SpecActions {
	setName(name: string): void;
	setSpec(change: Partial<Draft['spec']>): void;
	probeMirrors(): Promise<void>;
	/** Chooses a mirror of the catalogue, or an own one, for one use. */
	chooseMirror(use: MirrorUse, choice: NonNullable<Exclude<Draft['spec']['mirrors'], string>>): void;
	addOwnMirror(use: MirrorUse, url: string): void;
	trustMirror(mirror: string): void;
	makePlan(): Promise<void>;
	saveSpec(path: string, force: boolean): Promise<boolean>;
	exportShell(directory: string): Promise<void>;
	specText(): string;
}

/** Answers of topology, mirrors and review. */
export function specActions({engine, get, set, answer}: Tools): SpecActions {
	let probing: AbortController | undefined;
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
		probeMirrors: async () => {
			const {resolved, draft} = get();
			if ('problems' in resolved) return;
			probing?.abort();
			const controller = new AbortController();
			probing = controller;
			set({probes: {running: true, results: []}});
			try {
				await engine.probeMirrors(resolved.cluster, draft.ownMirrors, {
					onResult: (result) => probing === controller && set({probes: {running: true, results: [...get().probes.results, result]}}),
					signal: controller.signal,
				});
				if (probing === controller) set({probes: {...get().probes, running: false}});
			} catch (error) {
				if (probing === controller) set({probes: {...get().probes, running: false, problem: wordsOfError(error)}});
			}
		},
		chooseMirror: (_use, choice) => {
			answer((draft) => {
				const before = draft.spec.mirrors;
				// One name for everything becomes one name per use, so that a single use can differ.
				const named = chosenMirrors({draft});
				const parts =
					typeof before === 'string'
						? ({
								packages: named.packages,
								images: named.images,
								dockerCE: named['docker-ce'],
								registries: named.registries,
							} as typeof choice)
						: (before ?? {});
				return withSpec(draft, {mirrors: {...parts, ...choice}});
			});
			changed();
		},
		addOwnMirror: (use, url) =>
			answer((draft) => ({...draft, ownMirrors: [...draft.ownMirrors.filter((own) => own.use !== use || own.url !== url), {use, url}]})),
		trustMirror: (mirror) => answer((draft) => ({...draft, trustedMirrors: [...new Set([...draft.trustedMirrors, mirror])]})),
		makePlan: async () => {
			const {resolved} = get();
			if ('problems' in resolved) {
				set({plan: {kind: 'failed', message: resolved.problems.map((problem) => `${problem.path}: ${problem.message}`).join('\n')}});
				return;
			}
			planning?.abort();
			const controller = new AbortController();
			planning = controller;
			set({plan: {kind: 'asking'}});
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
				return true;
			} catch (error) {
				set({notice: wordsOfError(error)});
				return false;
			}
		},
		exportShell: async (directory) => {
			try {
				set({notice: await engine.exportShell(directory)});
			} catch (error) {
				set({notice: wordsOfError(error)});
			}
		},
		specText: () => engine.specText(documentOf(get().draft)),
	};
}
