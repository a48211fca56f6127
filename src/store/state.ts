import type {Fixed} from '../cluster/fixed.ts';
import type {HostSpec} from '../cluster/schema/host.ts';
import type {Cluster} from '../cluster/types.ts';
import type {Failure} from '../events/event.ts';
import {joined, labelled, type Said, saidBy} from '../told.ts';
import type {Draft, ScreenId} from './draft.ts';
import type {
	FindingView,
	HostAnswer,
	HostTest,
	KeyCheck,
	MirrorProbe,
	PlanView,
	ProblemView,
	RunHandle,
	ScanFound,
	SecretKind,
	UnfinishedRun,
	WizardEngine,
} from './engine.ts';
import type {RunView} from './run-view.ts';

/** Something asked of the engine: not yet, under way, here, or refused with the words for the operator. */
export type Asked<Value> =
	| {readonly kind: 'not-asked'}
	| {readonly kind: 'asking'; readonly done?: number; readonly total?: number}
	| {readonly kind: 'here'; readonly value: Value}
	| {readonly kind: 'failed'; readonly message: Said};

/** What the hosts of an unfinished run say now: answers come one by one, for a dead host takes its time. */
export interface AskedHosts {
	readonly cluster: string;
	readonly running: boolean;
	readonly answers: readonly HostAnswer[];
	readonly problem?: Said;
}

export const notAsked = {kind: 'not-asked'} as const;

/** Mirrors that nobody has tried for these answers. */
export const notTried: WizardState['probes'] = {running: false, results: []};

interface ScanState {
	readonly cidr: string;
	readonly found: readonly ScanFound[];
	readonly tried: number;
	readonly total: number;
	readonly running: boolean;
	readonly problem?: Said;
}

export interface FixState {
	readonly running: boolean;
	/** The operator wants no more: `end` lets the one at work come to its end, `cut` does not. */
	readonly stopping?: 'end' | 'cut';
	readonly lines: readonly {readonly host: string; readonly text: string}[];
	readonly results: readonly {readonly host: string; readonly ok: boolean; readonly detail: Said}[];
}

export interface MendState extends FixState {
	readonly failure: Failure;
}

/** The wizard's whole state. Screens read it by selectors and change it by actions only. */
export interface WizardState {
	readonly simulation: boolean;
	readonly stateDir: string;
	readonly draft: Draft;
	/** Screens that exist now, in order: `resume` only when there is something to resume. */
	readonly screens: readonly ScreenId[];
	/** One line for the operator, until the next key. */
	readonly notice: Said | undefined;
	/** Why the answers could not be kept on disk; undefined while they are. */
	readonly unkept: Said | undefined;
	readonly unfinished: Asked<readonly UnfinishedRun[]>;
	readonly askedHosts: AskedHosts | undefined;
	/** Hosts that can be taken at once: those of the demo. */
	readonly offered: readonly HostSpec[];
	/** By the name of the node. */
	readonly tests: Readonly<Record<string, HostTest>>;
	/** Which secrets are in memory, as `secretName` calls them. */
	readonly secrets: readonly string[];
	readonly keys: Asked<KeyCheck>;
	readonly scan: ScanState | undefined;
	readonly resolved: {readonly cluster: Cluster} | {readonly problems: readonly ProblemView[]};
	readonly findings: Asked<readonly FindingView[]>;
	readonly fix: FixState | undefined;
	/** `done`: the nodes had their time to answer, whether they did or not. */
	readonly probes: {readonly running: boolean; readonly done?: boolean; readonly results: readonly MirrorProbe[]; readonly problem?: Said};
	readonly plan: Asked<PlanView>;
	/** The fold of the run's events; `runVersion` tells that it changed. */
	readonly run: RunView;
	readonly runVersion: number;
	/** The recorded run that `run` goes on with, unless its cluster is that of the answers: then what is asked and told about it goes by this. */
	readonly recorded: UnfinishedRun | undefined;
	readonly handle: RunHandle | undefined;
	readonly paused: boolean;
	/** It comes to its end: nothing new is begun. */
	readonly stopping: boolean;
	/** What begins as soon as this run is over: the same plan again, or the one made since. */
	readonly after: 'again' | 'plan' | undefined;
	/** What differs between the plan that was shown and the one about to be carried out; the run waits for the operator's word. */
	readonly planQuestion: readonly Said[] | undefined;
	/** What is run against a failure. */
	readonly mend: MendState | undefined;
	/** What `kubeadm init` wrote in a run of this session, and of which cluster. */
	readonly fixed: {readonly cluster: string; readonly values: Fixed} | undefined;
	/** Hosts the operator set aside. */
	readonly aside: readonly string[];
}

/** What a slice of actions is made from. */
export interface Tools {
	readonly engine: WizardEngine;
	readonly get: () => WizardState;
	readonly set: (change: Partial<WizardState>) => void;
	/** Changes the draft, keeps it on disk and resolves it anew. A disk that takes nothing is told and changes nothing here. */
	readonly answer: (change: (draft: Draft) => Draft) => void;
	/** Milliseconds of the wall clock. */
	readonly now: () => number;
}

/** What a secret is called in `secrets`. `host` undefined: that of all hosts. */
export function secretName(kind: SecretKind, host?: string): string {
	return host === undefined ? kind : `${kind} ${host}`;
}

/** Everything that is wrong with the answers, one a line. */
export function problemsText(problems: readonly ProblemView[]): Said {
	return joined(
		problems.map(({path, message}) => labelled(path, message)),
		'\n',
	);
}

/** Words of an error for the operator. */
export function wordsOfError(error: unknown): Said {
	return saidBy(error);
}
