import {ownMirrorsIn} from '../cluster/own-mirrors.ts';
import {nameOf, type ScreenId} from './draft.ts';
import type {FindingView, MirrorUse, ProblemView} from './engine.ts';
import {mirrorUses} from './mirror-ranking.ts';
import type {Tools, WizardState} from './state.ts';

/** Why the next screen can't be opened yet. The words are the screens'. */
export type NotReady =
	| 'no-hosts'
	| 'hosts-not-tested'
	| 'hosts-testing'
	| 'hosts-failing'
	| 'keys-unknown'
	| 'preflight-not-run'
	| 'preflight-blocks'
	| 'spec-problems'
	| 'mirrors-probing'
	| 'mirror-not-trusted'
	| 'plan-not-made'
	| 'run-not-ended';

/** What keeps the wizard from going on from a screen; undefined when nothing does. */
export function notReady(screen: ScreenId, state: WizardState): NotReady | undefined {
	const {draft} = state;
	switch (screen) {
		case 'hosts':
			if (draft.hosts.length === 0) return 'no-hosts';
			if (state.keys.kind === 'here' && state.keys.value.unknown.length > 0) return 'keys-unknown';
			if (state.keys.kind === 'asking' || draft.hosts.some((host) => state.tests[nameOf(host)]?.kind === 'trying')) return 'hosts-testing';
			if (draft.hosts.some((host) => state.tests[nameOf(host)]?.kind === 'failed')) return 'hosts-failing';
			if (!draft.hosts.every((host) => state.tests[nameOf(host)]?.kind === 'ok')) return 'hosts-not-tested';
			return undefined;
		case 'preflight':
			// An answer that is not right is mended on a later screen; hosts are checked against the right ones before anything starts.
			if (problemsOf(state).length > 0) return undefined;
			if (state.findings.kind !== 'here') return 'preflight-not-run';
			return blocking(state).some((finding) => finding.answers === undefined) ? 'preflight-blocks' : undefined;
		case 'topology':
			// The mirrors are asked for on the next screen.
			if ('problems' in state.resolved && !(problemsOf(state).length > 0 && problemsOf(state).every(isOfMirrors))) return 'spec-problems';
			return undefined;
		case 'mirrors':
			if ('problems' in state.resolved) return 'spec-problems';
			if (untrustedMirrors(state).length === 0) return undefined;
			return state.probes.running ? 'mirrors-probing' : 'mirror-not-trusted';
		case 'review':
			return state.plan.kind === 'here' ? undefined : 'plan-not-made';
		case 'install':
			return state.run.end ? undefined : 'run-not-ended';
		case 'resume':
		case 'done':
			return undefined;
	}
}

/** One list for all, so that who watches it sees no change where there is none. */
const noProblems: readonly ProblemView[] = [];

/** What is wrong with the answers. */
export function problemsOf({resolved}: Pick<WizardState, 'resolved'>): readonly ProblemView[] {
	return 'problems' in resolved ? resolved.problems : noProblems;
}

/** True for a problem that is mended on the mirrors screen. */
export function isOfMirrors({path}: ProblemView): boolean {
	return path.startsWith('spec.mirrors');
}

/** Findings that an install would be refused for: errors that were not let pass by name. */
export function blocking({findings, draft}: Pick<WizardState, 'findings' | 'draft'>): readonly FindingView[] {
	if (findings.kind !== 'here') return [];
	return findings.value.filter(({severity, check}) => severity === 'error' && !draft.waived.includes(check));
}

/**
 * Chosen mirrors that some node could not use, or that not every node has tried
 * yet, and that the operator did not go on with by word. What no node tries is
 * left out: uses that this cluster has not got, and registries without a mirror.
 */
export function untrustedMirrors(state: WizardState): readonly string[] {
	const {draft, probes} = state;
	const chosen = chosenMirrors(state);
	const used = mirrorUses.filter(
		(use) =>
			!(use === 'registries' && chosen[use] === 'official') && !(use === 'docker-ce' && draft.spec.runtime?.package === 'containerd'),
	);
	const bad = used.filter((use) => {
		const mine = probes.results.filter((probe) => probe.use === use && probe.mirror === chosen[use]);
		if (mine.some((probe) => !probe.reachable || probe.hasVersion === false)) return true;
		// A node that does not answer says nothing of any mirror; preflight tells of it.
		return probes.running ? mine.length < draft.hosts.length : mine.length === 0;
	});
	return bad.map((use) => trusted(use, chosen[use])).filter((name) => !draft.trustedMirrors.includes(name));
}

/** How a mirror that was gone on with is called in the draft: the same one may serve another use, which was not asked about. */
export function trusted(use: MirrorUse, mirror: string): string {
	return `${use} ${mirror}`;
}

/** Mirror chosen for each use: a name of the catalogue or an own URL. */
export function chosenMirrors(state: Pick<WizardState, 'draft'>): Readonly<Record<MirrorUse, string>> {
	const mirrors = state.draft.spec.mirrors;
	if (typeof mirrors === 'string') return {packages: mirrors, images: mirrors, 'docker-ce': mirrors, registries: mirrors};
	const named = (name: unknown) => (typeof name === 'string' ? name : 'official');
	const own = Object.fromEntries(ownMirrorsIn(mirrors).map(({use, url}) => [use, url]));
	return {
		packages: named(mirrors?.packages),
		images: named(mirrors?.images),
		'docker-ce': named(mirrors?.dockerCE),
		registries: named(mirrors?.registries),
		...own,
	};
}

export interface NavigationActions {
	/** Opens a screen; nothing is lost by going back. */
	go(screen: ScreenId): void;
	/** The screen after this one. Gives why not, when it is not ready. */
	next(): NotReady | undefined;
	back(): void;
	notify(text: string | undefined): void;
}

export function navigationActions({get, set, answer}: Tools): NavigationActions {
	const step = (by: 1 | -1) => {
		const {screens, draft} = get();
		const target = screens[screens.indexOf(draft.screen) + by];
		if (target) answer((old) => ({...old, screen: target}));
	};
	return {
		go: (screen) => answer((draft) => ({...draft, screen})),
		next: () => {
			const why = notReady(get().draft.screen, get());
			if (!why) step(1);
			return why;
		},
		back: () => step(-1),
		notify: (notice) => set({notice}),
	};
}
