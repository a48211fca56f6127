import {told} from '../told.ts';
import type {ScreenId} from './draft.ts';
import type {UnfinishedRun} from './engine.ts';
import {type AskedHosts, type Tools, wordsOfError} from './state.ts';

export interface UnfinishedActions {
	loadUnfinished(): Promise<void>;
	/** Asks the hosts of a run what they are now; an earlier question is given up. */
	askRun(run: UnfinishedRun): Promise<void>;
	/** Takes a run out of the list. After the last one there is nothing to resume. */
	putAway(run: UnfinishedRun): Promise<void>;
	/** Leaves unfinished runs as they are and goes to where the operator was before. */
	startAnother(): void;
}

/** Runs of earlier sessions that did not come to their end. */
export function unfinishedActions({engine, get, set, answer}: Tools): UnfinishedActions {
	let asking = new AbortController();
	let before: ScreenId = 'hosts';

	const startAnother = () => {
		asking.abort();
		answer((draft) => ({...draft, screen: before}));
	};

	return {
		loadUnfinished: async () => {
			set({unfinished: {kind: 'asking'}});
			let runs: readonly UnfinishedRun[];
			try {
				runs = await engine.unfinishedRuns();
			} catch (error) {
				const message = wordsOfError(error);
				return set({unfinished: {kind: 'failed', message}, notice: message});
			}
			const screens = get().screens.filter((screen) => screen !== 'resume');
			set({unfinished: {kind: 'here', value: runs}, screens: runs.length > 0 ? ['resume', ...screens] : screens});
			if (runs.length === 0 || get().handle) return;
			const {draft} = get();
			if (draft.screen !== 'resume') before = draft.screen;
			// Not kept: what was open before is still the place of the answers.
			set({draft: {...draft, screen: 'resume'}});
		},
		askRun: async (run) => {
			asking.abort();
			const controller = new AbortController();
			asking = controller;
			let asked: AskedHosts = {cluster: run.cluster, running: true, answers: []};
			const change = (more: Partial<AskedHosts>) => {
				asked = {...asked, ...more};
				if (asking === controller && !controller.signal.aborted) set({askedHosts: asked});
			};
			change({});
			try {
				const onAnswer: Parameters<typeof engine.askRun>[1]['onAnswer'] = (one) => change({answers: [...asked.answers, one]});
				await engine.askRun(run, {onAnswer, signal: controller.signal});
				change({running: false});
			} catch (error) {
				change({running: false, problem: wordsOfError(error)});
			}
		},
		putAway: async (run) => {
			asking.abort();
			const kept = await engine.putAway(run);
			const {unfinished, screens} = get();
			const left = unfinished.kind === 'here' ? unfinished.value.filter((other) => other !== run) : [];
			set({unfinished: {kind: 'here', value: left}, askedHosts: undefined, notice: told(`kept as ${kept}`, `已保留为 ${kept}`)});
			if (left.length > 0) return;
			set({screens: screens.filter((screen) => screen !== 'resume')});
			startAnother();
		},
		startAnother,
	};
}
