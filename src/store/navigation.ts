import {nameOf, type ScreenId} from './draft.ts';
import type {Tools, WizardState} from './state.ts';

/** Why the next screen can't be opened yet. The words are the screens'. */
export type NotReady =
	| 'no-hosts'
	| 'hosts-not-tested'
	| 'hosts-failing'
	| 'keys-unknown'
	| 'preflight-not-run'
	| 'preflight-blocks'
	| 'spec-problems'
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
			if (draft.hosts.some((host) => state.tests[nameOf(host)]?.kind === 'failed')) return 'hosts-failing';
			if (!draft.hosts.every((host) => state.tests[nameOf(host)]?.kind === 'ok')) return 'hosts-not-tested';
			return undefined;
		case 'preflight':
			if (state.findings.kind !== 'here') return 'preflight-not-run';
			return state.findings.value.some((finding) => finding.severity === 'error' && !draft.waived.includes(finding.check))
				? 'preflight-blocks'
				: undefined;
		case 'topology':
			return 'problems' in state.resolved ? 'spec-problems' : undefined;
		case 'mirrors':
			return untrustedMirrors(state).length > 0 ? 'mirror-not-trusted' : undefined;
		case 'review':
			return state.plan.kind === 'here' ? undefined : 'plan-not-made';
		case 'install':
			return state.run.end ? undefined : 'run-not-ended';
		case 'resume':
		case 'done':
			return undefined;
	}
}

/** Chosen mirrors that some node could not reach and the operator did not go on with by word. */
export function untrustedMirrors(state: WizardState): readonly string[] {
	const bad = state.probes.results.filter((probe) => !probe.reachable || probe.hasVersion === false);
	const chosen = chosenMirrors(state);
	return [...new Set(bad.filter((probe) => chosen[probe.use] === probe.mirror).map((probe) => probe.mirror))].filter(
		(mirror) => !state.draft.trustedMirrors.includes(mirror),
	);
}

/** Mirror chosen for each use: a name of the catalogue or an own URL. */
export function chosenMirrors(
	state: Pick<WizardState, 'draft'>,
): Readonly<Record<'packages' | 'images' | 'docker-ce' | 'registries', string>> {
	const mirrors = state.draft.spec.mirrors;
	if (typeof mirrors === 'string') return {packages: mirrors, images: mirrors, 'docker-ce': mirrors, registries: mirrors};
	const {packages = 'official', images = 'official', dockerCE = 'official', registries = 'official'} = mirrors ?? {};
	return {
		packages: typeof packages === 'string' ? packages : packages.url,
		images: typeof images === 'string' ? images : images.repository,
		'docker-ce': typeof dockerCE === 'string' ? dockerCE : dockerCE.url,
		registries: typeof registries === 'string' ? registries : 'custom',
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
