import {told} from '../told.ts';
import type {ScreenId} from './draft.ts';
import type {UnfinishedRun} from './engine.ts';
import {type AskedHosts, type Tools, wordsOfError} from './state.ts';

export interface UnfinishedActions {
	loadUnfinished(): Promise<void>;
	/** Asks the hosts of a run what they are now; an earlier question is given up. */
	askRun(run: UnfinishedRun): Promise<void>;
	/** Reads the list anew, once it was read at all: a run that ended is in it, or is not any more. The Resume screen may go by that, but does not come. */
	reloadUnfinished(): Promise<void>;
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

	/** Shows the list as it is now; the screen stays, unless it is the list and nothing is left in it. */
	const reload = async () => {
		if (get().unfinished.kind !== 'here') return;
		try {
			const runs = await engine.unfinishedRuns();
			// A run that fails in this session is gone on with where it is; the way to it does not become another.
			show(runs, get().screens.includes('resume') && runs.length > 0);
		} catch (error) {
			return set({notice: wordsOfError(error)});
		}
		const {draft, screens} = get();
		if (draft.screen === 'resume' && !screens.includes('resume')) startAnother();
	};
	const show = (runs: readonly UnfinishedRun[], onTheWay = runs.length > 0) => {
		const screens = get().screens.filter((screen) => screen !== 'resume');
		set({unfinished: {kind: 'here', value: runs}, screens: onTheWay ? ['resume', ...screens] : screens});
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
			show(runs);
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
		reloadUnfinished: reload,
		putAway: async (run) => {
			if (get().handle) return set({notice: told('an install is at work: stop it first', '有安装正在进行：请先停止它')});
			asking.abort();
			try {
				const kept = await engine.putAway(run);
				set({
					...(get().fixed?.cluster === run.cluster && {fixed: undefined}),
					askedHosts: undefined,
					notice: told(`kept as ${kept}`, `已保留为 ${kept}`),
				});
			} catch (error) {
				set({notice: wordsOfError(error)});
			}
			// Whatever came of it: another terminal may have gone on with the run, or moved it.
			await reload();
		},
		startAnother,
	};
}
