import {type Draft, emptyDraft} from '../../src/store/draft.ts';
import type {WizardEngine} from '../../src/store/engine.ts';
import type {DraftKeeper} from '../../src/store.ts';

/** Keeps the draft in memory. `saves` counts how often it was kept. */
export function memoryKeeper(draft: Draft = emptyDraft): DraftKeeper & {saves: number; last: Draft} {
	const keeper = {
		saves: 0,
		last: draft,
		load: () => keeper.last,
		save: (next: Draft) => {
			keeper.saves += 1;
			keeper.last = next;
		},
	};
	return keeper;
}

/** An engine none of whose deeds can be asked for: for screens that only show what the store holds. */
export function silentEngine(deeds: Partial<WizardEngine> = {}): WizardEngine {
	const engine = {simulation: false, stateDir: '/state', offered: [], resolve: () => ({problems: []}), ...deeds};
	return new Proxy(engine as WizardEngine, {
		get: (target, name) => {
			if (name in target) return Reflect.get(target, name);
			throw new Error(`the screen asked the engine to ${String(name)}`);
		},
	});
}
