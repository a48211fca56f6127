import type {LateName} from '../../shell/sh.ts';
import type {ClusterModel} from './cluster.ts';
import type {HostModel} from './host.ts';

/** What a simulated script sees and may change. */
export interface World {
	readonly host: HostModel;
	/** Every host of the fleet, by name. */
	readonly hosts: ReadonlyMap<string, HostModel>;
	readonly cluster: ClusterModel;
	/** It is a verify, which asks for the effect; its script is not the check's. */
	readonly asksEffect: boolean;
	/** Shell variable → value, as sent with the unit. */
	readonly values: Readonly<Record<string, string>>;
	/** The texts of the unit: behaviours read names and settings out of them where the model needs one. */
	readonly scripts: {readonly check: string; readonly apply: string; readonly verify: string};
	/** `kw_give`: reports a run-time value. */
	give(name: LateName, value: string): void;
}

/** One beat of a script that runs: a line it prints, or time that passes (in milliseconds, before `--speed`). */
export type Beat = string | {readonly pause: number};

/**
 * A script that runs: yields beats, changes the model in between, returns the
 * exit code. When its host dies half-way it is never resumed, so the model
 * keeps exactly what was done until then.
 */
export type Act = Generator<Beat, number, void>;

/** What a check finds: an exit code of `checkCode` and the reason it prints. */
export interface Verdict {
	readonly code: 0 | 10 | 11 | 12;
	readonly reason: string;
}

export const done: Verdict = {code: 0, reason: ''};
export const todo = (reason: string): Verdict => ({code: 10, reason});
export const partial = (reason: string): Verdict => ({code: 11, reason});
export const foreign = (reason: string): Verdict => ({code: 12, reason});
export const pause = (ms: number): Beat => ({pause: ms});

/** How the hosts of the simulation carry out one step. */
export interface Behaviour {
	check(world: World): Verdict;
	apply(world: World): Act;
	/** By default: passes when the check finds it done. */
	verify?(world: World): Verdict;
	/** What apply prints when it is made to fail (`--fail`), in the words of the real tool. */
	readonly failure?: (world: World) => {readonly lines: readonly string[]; readonly code: number};
}
