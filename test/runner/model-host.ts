import {checkCode, type HostLock, type JobState, type Unit} from '../../src/remote/contract.ts';
import type {LateName} from '../../src/shell/sh.ts';

/** A host of the model: knows what each step of test/plan/steps.ts does to it, keeps jobs as a host would, and counts. */
export class ModelHost {
	readonly name: string;
	/** Steps whose effect is there, or half there. */
	readonly effects = new Map<string, 'whole' | 'partial' | 'foreign'>();
	readonly jobs = new Map<string, ModelJob>();
	readonly files = new Map<string, string>();
	/** Applies that really ran, by step. */
	readonly applied = new Map<string, number>();
	/** Things that must never happen. */
	readonly violations: string[] = [];
	readonly frames: {readonly units: readonly string[]; readonly checkOnly: boolean}[] = [];
	lock: HostLock | undefined;
	epoch = 0;
	dead = false;
	/** Codes that applies of a step end with, first to last; empty means success. */
	readonly failures = new Map<string, {readonly code: number; readonly lines: readonly string[]}[]>();
	/** Told when a job begins. */
	onJob: (step: string, host: ModelHost) => void = () => {};
	/** Answers come only when it has. */
	gate: Promise<void> = Promise.resolve();
	/** Jobs make no progress while it is set. */
	busy = false;
	/** Turns of the event loop that a job takes. */
	jobTurns = 3;

	constructor(name: string) {
		this.name = name;
	}

	apply(step: string, give: (name: LateName, value: string) => void, values: Unit['values']): {code: number; lines: readonly string[]} {
		this.applied.set(step, (this.applied.get(step) ?? 0) + 1);
		const failure = this.failures.get(step)?.shift();
		if (failure) return {code: failure.code, lines: failure.lines};
		const once = step === 'control-plane/init' || step.endsWith('/join');
		if (once && this.effects.has(step)) {
			this.violations.push(`${step} ran on ${this.name} over its own effect`);
			return {code: 1, lines: ['[ERROR FileAvailable]: already exists']};
		}
		if (step.endsWith('/join') && !values?.['join-token']) return {code: 1, lines: ['no token']};
		if (step === 'control-plane/values') {
			give('join-token', secretToken);
			give('ca-hash', 'sha256:00');
			give('certificate-key', '11');
			return {code: 0, lines: []};
		}
		this.effects.set(step, 'whole');
		return {code: 0, lines: [`${step} applied`]};
	}

	check(step: string): number {
		const effect = this.effects.get(step);
		if (effect === undefined) return checkCode.todo;
		return effect === 'whole' ? checkCode.done : checkCode[effect];
	}

	/** Power goes and comes back: running jobs are cut off, having done none, some or all of their work. */
	reboot(left: 'nothing' | 'partial' | 'whole'): void {
		for (const job of this.jobs.values()) {
			if (job.state.kind !== 'running') continue;
			job.state = {kind: 'interrupted', rebooted: true};
			this.applied.set(job.unit.id, (this.applied.get(job.unit.id) ?? 0) + (left === 'nothing' ? 0 : 1));
			if (left !== 'nothing') this.effects.set(job.unit.id, left);
		}
	}
}

/** Never to be seen in any record or event. */
export const secretToken = 'abcdef.0123456789abcdef';

export interface ModelJob {
	readonly unit: Unit;
	state: JobState;
	out: readonly string[];
	readonly gave: (readonly [LateName, string])[];
}
