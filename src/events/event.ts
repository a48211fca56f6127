import type {Said} from '../told.ts';

/**
 * The one typed stream from which journal readers, plain lines, JSON, log files
 * and the store are made. Texts in it are sanitized and redacted already.
 * Published with `--json`, its texts in English; see `events/schema.ts` for the versioned schema.
 */
export type RunEvent = {readonly seq: number /** ISO 8601, UTC. */; readonly time: string} & EventBody;

export type TaskState =
	| 'waiting'
	| 'checking'
	| 'running'
	| 'verifying'
	| 'reconnecting'
	| 'unknown'
	| 'done'
	| 'failed'
	| 'set-aside'
	| 'blocked';

/** How a task came to be done. `already`: its check found nothing to do; `adopted`: an earlier run's effect was verified on resume. */
export type DoneBy = 'already' | 'changed' | 'adopted' | 'journal';

export type EventBody =
	| {
			readonly type: 'run.start';
			readonly mode: RunMode;
			readonly cluster: string;
			readonly run: string;
			readonly lineage: string;
			readonly epoch: number;
			readonly plan: string;
			readonly simulation: boolean;
			readonly hosts: readonly string[];
			readonly steps: readonly {readonly id: string; readonly title: Said; readonly hosts: readonly string[]}[];
	  }
	| {
			readonly type: 'host.state';
			readonly host: string;
			readonly state: 'connecting' | 'connected' | 'reconnecting' | 'failed' | 'set-aside';
			readonly detail?: Said;
			readonly latencyMs?: number;
			/** While reconnecting: so long it is still waited for; then the run goes on without it as far as it can. */
			readonly givenUpInMs?: number;
	  }
	| {
			readonly type: 'task.state';
			readonly host: string;
			readonly step: string;
			readonly state: TaskState;
			readonly attempt: number;
			readonly doneBy?: DoneBy;
			readonly detail?: Said;
			readonly ms?: number;
			readonly exitCode?: number;
	  }
	| {
			readonly type: 'task.output';
			readonly host: string;
			readonly step: string;
			readonly phase: 'check' | 'apply' | 'verify';
			readonly lines: readonly string[];
	  }
	| {
			readonly type: 'task.retry';
			readonly host: string;
			readonly step: string;
			readonly attempt: number;
			/** Number of the last attempt that will be made in this run. */
			readonly of?: number;
			readonly reason: Said;
			readonly delayMs: number;
	  }
	| {readonly type: 'task.failed'; readonly host: string; readonly step: string; readonly failure: Failure}
	| {readonly type: 'warning'; readonly code: string; readonly message: Said; readonly host?: string}
	/** The command cannot go on: a spec with mistakes, a refused login, a missing file. The exit code follows from it. */
	| {
			readonly type: 'error';
			readonly code: string;
			readonly message: Said;
			readonly details: readonly Said[];
			readonly host?: string;
			readonly exitCode: number;
	  }
	/** A finding of preflight; `waived` when the operator let an error pass by name. */
	| {
			readonly type: 'finding';
			readonly check: string;
			readonly severity: 'error' | 'warning' | 'info';
			readonly waived: boolean;
			readonly hosts: readonly string[];
			readonly title: Said;
			readonly evidence: Readonly<Record<string, Said>>;
			readonly why: Said;
			readonly remedy: Said;
			readonly handledBy?: string;
			/** `destroys`: it deletes or moves away what the host may still need, so it takes more than a yes. */
			readonly fix?: {readonly title: Said; readonly command: string; readonly destroys: boolean};
	  }
	/** What a plan holds and how each task stands on its host; made by `plan`. */
	| {
			readonly type: 'plan';
			readonly plan: string;
			readonly tasks: readonly {
				readonly step: string;
				readonly host: string;
				readonly standing: 'done' | 'todo' | 'partial' | 'foreign' | 'unknown';
				readonly reason?: Said;
			}[];
	  }
	| {
			readonly type: 'need-input';
			readonly code: string;
			readonly message: Said;
			readonly host?: string;
			readonly options: readonly Said[];
	  }
	/** What is recorded of a cluster here; made by `status`. */
	| {readonly type: 'status'; readonly status: ClusterStatus}
	| {readonly type: 'report'; readonly report: ClusterReport}
	| {
			readonly type: 'run.end';
			readonly result: RunResult;
			readonly exitCode: number;
			readonly ms: number;
			readonly counts: Readonly<Record<TaskState, number>>;
			/** Requests sent to each host and answered, logins not counted. */
			readonly roundTrips?: Readonly<Record<string, number>>;
			readonly setAside: readonly string[];
			readonly next: readonly Said[];
	  };

export type RunMode = 'apply' | 'resume' | 'preflight' | 'plan';

/** With the exit codes of facts/runner.md 5. */
export type RunResult = 'done' | 'failed' | 'partly-done' | 'interrupted' | 'detached' | 'needs-decision' | 'locked';

export const exitCodes = {
	done: 0,
	failed: 1,
	usage: 2,
	login: 3,
	'partly-done': 4,
	interrupted: 5,
	detached: 5,
	'needs-decision': 6,
	locked: 7,
	changes: 10,
	internal: 70,
} as const;

/** What failed, where, why, and what to do now. */
export interface Failure {
	readonly host: string;
	readonly step: string;
	readonly title: Said;
	readonly phase: 'check' | 'apply' | 'verify' | 'connect' | 'resume';
	/** First line of the script that matters, redacted. */
	readonly command: string;
	readonly exitCode?: number;
	/** The last of the output, after what kubewiz itself has to say of it. */
	readonly lastLines: readonly Said[];
	/** From the catalogue; absent when the text was not recognised. */
	readonly diagnosis?: {
		readonly id: string;
		readonly evidence: string;
		readonly cause: Said;
		readonly fix: Said;
		readonly commands: readonly string[];
	};
	/** What kubewiz can run itself against it, once the operator has read it and agreed: in order, each on its host. */
	readonly mend?: {
		/** It takes something away that can't be had back. */
		readonly destroys: boolean;
		readonly scripts: readonly {readonly host: string; readonly script: string}[];
	};
	/** Commands for the operator, ready to paste. */
	readonly next: readonly Said[];
}

export interface ClusterStatus {
	readonly cluster: string;
	/** Hash of the last run's plan. */
	readonly plan?: string;
	/** Who works on the cluster now. */
	readonly running?: {readonly owner: Said; readonly since?: string};
	readonly lastRun?: {
		readonly epoch: number;
		readonly mode: RunMode;
		readonly owner: string;
		readonly started: string;
		readonly ended?: string;
		readonly result?: RunResult;
		readonly exitCode?: number;
	};
	readonly hosts: readonly HostStatus[];
	/** Directory of the last run's log. */
	readonly log?: string;
	/** Commands for the operator. */
	readonly next: readonly string[];
}

export interface HostStatus {
	readonly host: string;
	/** Tasks done, of `total` in the plan. */
	readonly done: number;
	readonly total: number;
	readonly state: 'done' | 'open' | 'running' | 'failed' | 'unknown' | 'set-aside';
	/** Where it stands or stopped. */
	readonly step?: string;
	readonly detail?: Said;
}

export interface ClusterReport {
	readonly cluster: string;
	readonly endpoint: string;
	readonly kubernetesVersion: string;
	readonly nodes: readonly {
		readonly name: string;
		readonly roles: string;
		readonly version: string;
		readonly address: string;
		readonly os: string;
		readonly runtime: string;
		readonly ready: boolean;
	}[];
	readonly certificates: readonly {readonly name: string; readonly expires: string}[];
	readonly proofs: readonly {readonly name: Said; readonly ok: boolean; readonly detail: Said}[];
	readonly kubeconfig?: string;
	readonly stepTimes: readonly {readonly step: string; readonly ms: number}[];
}
