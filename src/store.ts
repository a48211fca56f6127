import {createStore, type StoreApi} from 'zustand/vanilla';
import {type Draft, documentOf, screenIds} from './store/draft.ts';
import type {WizardEngine} from './store/engine.ts';
import {type HostsActions, hostsActions} from './store/hosts-actions.ts';
import {type MendActions, mendActions} from './store/mend-actions.ts';
import {type MirrorActions, mirrorActions} from './store/mirror-actions.ts';
import {type NavigationActions, navigationActions} from './store/navigation.ts';
import {type PreflightActions, preflightActions} from './store/preflight-actions.ts';
import {type RunActions, runActions} from './store/run-actions.ts';
import {RunView} from './store/run-view.ts';
import {type SpecActions, specActions} from './store/spec-actions.ts';
import {notAsked, notTried, type Tools, type WizardState} from './store/state.ts';
import {type UnfinishedActions, unfinishedActions} from './store/unfinished-actions.ts';
import {saidBy, told, within} from './told.ts';

/** Where the draft is kept between starts. */
export interface DraftKeeper {
	load(): Draft;
	/** Throws what the disk says when it takes nothing. */
	save(draft: Draft): void;
}

export interface WizardActions
	extends NavigationActions,
		HostsActions,
		PreflightActions,
		SpecActions,
		MirrorActions,
		RunActions,
		UnfinishedActions,
		MendActions {
	answer(change: (draft: Draft) => Draft): void;
}

export type WizardStore = StoreApi<WizardState> & {readonly actions: WizardActions};

/**
 * The wizard's store: its answers, and the fold of the run's events. Data runs
 * one way: screens call actions, actions ask the engine, results land here.
 */
export function createWizardStore(engine: WizardEngine, keeper: DraftKeeper, now: () => number = Date.now): WizardStore {
	const kept = keeper.load();
	// A run that was on screen is not there any more; if it did not end, the resume screen offers it.
	const gone = kept.screen === 'install' || kept.screen === 'done' || kept.screen === 'resume';
	// Passwords ended with the process that they were typed into: before anything else they are typed again.
	const locked = kept.secrets !== undefined && kept.secrets.length > 0;
	const draft: Draft = gone || locked ? {...kept, screen: 'hosts'} : kept;
	const store = createStore<WizardState>(() => ({
		simulation: engine.simulation,
		stateDir: engine.stateDir,
		draft,
		screens: screenIds.filter((screen) => screen !== 'resume'),
		notice: locked ? told('Passwords were kept in memory only: l gives them again.', '密码只保存在内存中：请按 l 重新输入。') : undefined,
		unkept: undefined,
		unfinished: notAsked,
		askedHosts: undefined,
		offered: engine.offered,
		tests: {},
		secrets: [],
		keys: notAsked,
		scan: undefined,
		resolved: engine.resolve(documentOf(draft)),
		findings: notAsked,
		fix: undefined,
		probes: notTried,
		plan: notAsked,
		run: new RunView(),
		runVersion: 0,
		recorded: undefined,
		handle: undefined,
		paused: false,
		stopping: false,
		after: undefined,
		planQuestion: undefined,
		mend: undefined,
		fixed: undefined,
		aside: [],
	}));
	const answer = (change: (draft: Draft) => Draft) => {
		const before = store.getState().draft;
		const after = change(before);
		if (after === before) return;
		const resolved = engine.resolve(documentOf(after));
		store.setState({draft: after, ...outdated(store.getState(), after, resolved), ...keep(keeper, after)});
	};
	const tools: Tools = {engine, get: store.getState, set: store.setState, answer, now};
	const preflight = preflightActions(tools);
	const mirrors = mirrorActions(tools);
	const unfinished = unfinishedActions(tools);
	// What was asked for answers that have changed is given up: it would tell of them as if they still held.
	store.subscribe(({findings, probes}, before) => {
		if (findings === notAsked && before.findings !== notAsked) preflight.dropPreflight();
		if (probes === notTried && before.probes !== notTried) mirrors.dropProbing();
	});
	return Object.assign(store, {
		actions: {
			answer,
			...navigationActions(tools),
			...hostsActions(tools),
			...preflight,
			...specActions(tools, preflight),
			...mirrors,
			...runActions(tools, unfinished.reloadUnfinished),
			...unfinished,
			...mendActions(tools),
		},
	});
}

/** Keeps the answers. A full or read-only disk is no reason to end the wizard, least of all during an install: it is said, and they hold in memory. */
function keep(keeper: DraftKeeper, draft: Draft): Partial<WizardState> {
	try {
		keeper.save(draft);
		return {unkept: undefined};
	} catch (error) {
		const unkept = saidBy(error);
		const notice = within(unkept, (why) =>
			told(`Answers can not be saved and hold only until kubewiz is left: ${why.en}`, `无法保存配置，退出 kubewiz 后将丢失：${why.zh}`),
		);
		return {unkept, notice};
	}
}

/** What was found out about other answers than these is forgotten: it is asked again where it is needed. */
function outdated(state: WizardState, draft: Draft, resolved: WizardState['resolved']): Partial<WizardState> {
	const another = JSON.stringify(resolved) !== JSON.stringify(state.resolved);
	const tried = ({hosts, spec}: Draft) => JSON.stringify([hosts, spec.ssh, spec.kubernetesVersion, spec.runtime]);
	return {
		...(another && {resolved, findings: notAsked, plan: notAsked}),
		...(tried(draft) !== tried(state.draft) && {probes: notTried}),
	};
}
