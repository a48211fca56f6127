import type {Step, StepKind} from '../../steps/step.ts';
import type {Cluster} from '../cluster/types.ts';
import type {Said} from '../told.ts';

/** Spec + facts + steps: a graph of tasks, complete before anything runs. */
export interface Plan {
	readonly cluster: Cluster;
	/** `sha256:…` over hosts, versions, options, steps and their scripts; free of secrets and of facts that change by themselves. */
	readonly hash: string;
	readonly steps: readonly Step[];
	readonly tasks: readonly Task[];
	/** Tasks by id. */
	readonly byId: ReadonlyMap<string, Task>;
	/** Hosts of the cluster that gave no facts (unreachable) and so have no tasks. A later resume adds them. Never the leader. */
	readonly absent: readonly string[];
}

/** One step on one host. */
export interface Task {
	/** `step@host`. */
	readonly id: string;
	readonly step: Step;
	readonly host: string;
	/** Ids of tasks that must be done before. */
	readonly after: readonly string[];
	/** Hash of what this task's outcome depends on: step id and version, and its scripts. A journal record counts only for the same hash. */
	readonly inputs: string;
	readonly scripts: {readonly check: string; readonly apply: string; readonly verify: string};
}

/** What a check run on the host said of a task. */
export type Standing =
	| {readonly kind: 'done'}
	| {readonly kind: 'todo'; readonly reason: Said}
	| {readonly kind: 'partial'; readonly reason: Said}
	| {readonly kind: 'foreign'; readonly reason: Said}
	/** The check can't be asked yet, for example because a tool it needs comes with an earlier step. */
	| {readonly kind: 'unknown'; readonly reason: Said};

/** A plan as written to `plans/<hash>.json`: all that is needed to compare, show and export it later. */
export interface SavedPlan {
	readonly format: 1;
	readonly hash: string;
	readonly cluster: Cluster;
	readonly absent: readonly string[];
	readonly tasks: readonly SavedTask[];
	/** Script texts by their SHA-256, so that 500 hosts with the same script store it once. */
	readonly scripts: Readonly<Record<string, string>>;
}

export interface SavedTask {
	readonly id: string;
	readonly step: string;
	readonly version: number;
	readonly kind: StepKind;
	readonly host: string;
	readonly after: readonly string[];
	readonly inputs: string;
	/** Keys of `SavedPlan.scripts`. */
	readonly scripts: {readonly check: string; readonly apply: string; readonly verify: string};
}

/** How far the run of the old plan came; decides which changes are still possible. */
export type Progress =
	/** No `once` step was begun: everything may change. */
	| 'untouched'
	/** `kubeadm init` was begun and its outcome is not verified. */
	| 'begun'
	/** The control plane exists. */
	| 'initialised';

/** What changed between the plan a run began with and the one it is to go on with. */
export interface PlanDiff {
	readonly same: boolean;
	/** Tasks with equal inputs: their records stay good. */
	readonly untouched: readonly string[];
	/** Steps whose scripts changed, with the hosts concerned. */
	readonly changed: readonly {readonly step: string; readonly hosts: readonly string[]}[];
	readonly addedSteps: readonly string[];
	readonly removedSteps: readonly string[];
	readonly addedHosts: readonly string[];
	/** Hosts the new plan leaves out; kubewiz does not take nodes out of a cluster. */
	readonly removedHosts: readonly string[];
	/** Fields that can be changed only after the operator confirms, each with old and new value. */
	readonly confirm: readonly FieldChange[];
	/** Changes that are impossible now, each with the reason. Not empty: refuse. */
	readonly refused: readonly (FieldChange & {readonly reason: Said})[];
}

export interface FieldChange {
	readonly field: string;
	readonly was: string;
	readonly now: string;
}
