import type {Step} from '../../steps/step.ts';
import type {Cluster} from '../cluster/types.ts';

/** Spec + facts + steps: a graph of tasks, complete before anything runs. */
export interface Plan {
	readonly cluster: Cluster;
	/** `sha256:…` over canonical JSON of hosts, versions, options, steps and their scripts; free of secrets and of facts that change by themselves. */
	readonly hash: string;
	readonly steps: readonly Step[];
	readonly tasks: readonly Task[];
	/** Tasks by id. */
	readonly byId: ReadonlyMap<string, Task>;
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
	| {readonly kind: 'todo'; readonly reason: string}
	| {readonly kind: 'partial'; readonly reason: string}
	| {readonly kind: 'foreign'; readonly reason: string}
	/** The check can't be asked yet, for example because a tool it needs comes with an earlier step. */
	| {readonly kind: 'unknown'; readonly reason: string};
