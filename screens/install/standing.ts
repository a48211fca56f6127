import {useApp} from 'ink';
import {useState} from 'react';
import type {Failure} from '../../src/events/event.ts';
import {nameOf} from '../../src/store/draft.ts';
import type {RunView} from '../../src/store/run-view.ts';
import {useActions, useWizard} from '../parts/store-context.tsx';
import {hostsByNeed} from './host-state.ts';
import {stepSums} from './strip.ts';
import type {View} from './view.ts';

/** Where the operator is in the install screen: what is shown, and what his keys are about. */
export interface Standing {
	readonly run: RunView;
	readonly shown: View;
	show(view: View): void;
	/** In the order they are shown in. */
	readonly hosts: readonly string[];
	readonly workers: readonly string[];
	readonly failedFirst: boolean;
	order(failedFirst: boolean): void;
	/** Host that the keys are about. */
	readonly chosen: string | undefined;
	/** By name: the order changes while the run goes on. */
	choose(host: string | undefined): void;
	readonly step: number;
	/** Undefined: follows the step at work. */
	selectStep(step: number | undefined): void;
	/** The failure on screen, else that of the chosen host, else the first. */
	readonly failure: Failure | undefined;
	/** Leaves kubewiz; jobs on the hosts go on. */
	leave(): void;
}

/** Those that need an eye first; those the run does not know last. */
function inOrderOf(order: readonly string[], names: readonly string[]): readonly string[] {
	return [...order.filter((name) => names.includes(name)), ...names.filter((name) => !order.includes(name))];
}

/** The install screen's own state, kept while it is open. */
export function useStanding(): Standing {
	const {exit} = useApp();
	const {detach} = useActions();
	const run = useWizard((state) => state.run);
	const draftHosts = useWizard((state) => state.draft.hosts);
	const recorded = useWizard((state) => state.recorded);
	const [shown, show] = useState<View>({kind: 'steps'});
	const [step, selectStep] = useState<number>();
	const [host, choose] = useState<string>();
	const [failedFirst, order] = useState(false);
	const byNeed = hostsByNeed(run);
	const inPane = shown.kind === 'hosts' || (shown.kind === 'log' && shown.from.kind === 'hosts');
	// Below the steps stand those that need an eye; in a list of their own, rows that move under the cursor would be in the way.
	const hosts = inPane && !failedFirst ? [...run.hosts.keys()] : byNeed;
	const shownFailure = shown.kind === 'failure' ? run.failures[shown.at] : undefined;
	const kept = host !== undefined && run.hosts.has(host) ? host : undefined;
	const chosen = shownFailure?.host ?? (inPane ? (kept ?? hosts[0]) : byNeed[0]) ?? run.refusal?.host;
	const active = run.steps.findIndex((row) => stepSums(run, row).state !== 'done');
	return {
		...{run, shown, show, hosts, failedFirst, order, chosen, choose, selectStep},
		workers: inOrderOf(byNeed, recorded?.workers ?? draftHosts.filter((entry) => !entry.roles?.includes('control-plane')).map(nameOf)),
		step: step ?? Math.max(0, active === -1 ? run.steps.length - 1 : active),
		failure: shownFailure ?? run.failures.find((failure) => failure.host === chosen) ?? run.failures[0],
		leave: () => {
			detach();
			exit();
		},
	};
}
