import type {DoneBy, RunMode, RunResult} from '../events/event.ts';
import type {Said} from '../told.ts';

/** What happened, without the envelope the journal adds. Never a secret, never a late value. */
export type JournalEvent =
	/**
	 * A run began: raises the epoch. `owner` is user@machine, `adopted` is set when
	 * the lineage was taken over from the hosts' marks, `waived` names the checks
	 * whose findings the operator let pass.
	 */
	| {
			readonly ev: 'run';
			readonly mode: RunMode;
			readonly kubewiz: string;
			readonly owner: string;
			readonly adopted?: boolean;
			readonly waived?: readonly string[];
	  }
	/** Written before a task's frame or job is sent. `job` is set for detached ones. */
	| (TaskMark & {readonly ev: 'intent'; readonly try: number; readonly job?: string})
	/** The host confirmed that the job exists. */
	| (TaskMark & {readonly ev: 'started'; readonly try: number; readonly job: string})
	/** The apply ended with exit code 0; not yet verified. */
	| (TaskMark & {readonly ev: 'applied'; readonly try: number})
	/** The effect was seen on the host: the task is done. */
	| (TaskMark & {readonly ev: 'verified'; readonly try: number; readonly by: DoneBy})
	| (TaskMark & {
			readonly ev: 'failed';
			readonly try: number;
			readonly phase: FailedPhase;
			readonly rc?: number;
			readonly reason: Said;
	  })
	/** A human must decide; what was known of the task before stays known. */
	| (TaskMark & {readonly ev: 'stopped'; readonly try: number; readonly reason: Said})
	/** The line was lost; `offset` is the byte of the job's output up to which it was read. */
	| (TaskMark & {readonly ev: 'unknown'; readonly try: number; readonly reason: Said; readonly offset?: number})
	| {readonly ev: 'set-aside'; readonly host: string; readonly reason: Said}
	/** A decision of the operator, in the words shown. */
	| {readonly ev: 'ack'; readonly what: string; readonly host?: string}
	| {readonly ev: 'end'; readonly result: RunResult; readonly exitCode: number};

type FailedPhase = 'check' | 'apply' | 'verify' | 'connect' | 'resume';

interface TaskMark {
	readonly host: string;
	/** The host's machine-id: a reinstalled host does not inherit records. */
	readonly mid?: string;
	readonly step: string;
	/** `Task.inputs`. */
	readonly in: string;
}

/** One line of the journal. `c` is the CRC-32 of the line without `c`; `p` is the `c` of the record before. */
export type JournalRecord = JournalEvent & {
	readonly v: 1;
	readonly seq: number;
	/** ISO 8601, UTC. */
	readonly t: string;
	/** Monotonic milliseconds since the process began. */
	readonly mono: number;
	readonly lineage: string;
	readonly epoch: number;
	readonly plan: string;
	readonly p: string;
	readonly c: string;
};

/** Last that the journal knows of a task. */
export interface TaskEvidence {
	readonly host: string;
	readonly step: string;
	readonly machineId?: string;
	readonly inputs: string;
	/** Highest attempt begun. */
	readonly attempts: number;
	readonly last: 'intent' | 'started' | 'applied' | 'verified' | 'failed' | 'unknown';
	/** Job of the last attempt, when it was a detached one. */
	readonly job?: string;
	/** Byte of the job's output up to which it was read. */
	readonly offset?: number;
	readonly by?: DoneBy;
	readonly phase?: FailedPhase;
	readonly exitCode?: number;
	readonly reason?: Said;
	readonly epoch: number;
	readonly time: string;
}

/** The fold of a journal. */
export interface RunState {
	/** Identity of this installation of the cluster; undefined before the first run. */
	readonly lineage?: string;
	/** Number of the last run; 0 before the first. */
	readonly epoch: number;
	/** Hash of the last run's plan. */
	readonly plan?: string;
	/** Evidence by task id, `step@host`. */
	readonly tasks: ReadonlyMap<string, TaskEvidence>;
	/** Last machine-id each host had. */
	readonly machineIds: ReadonlyMap<string, string>;
	/** Hosts set aside in the last run, with the reason. */
	readonly setAside: ReadonlyMap<string, Said>;
	readonly runs: readonly RunRecord[];
}

export interface RunRecord {
	readonly epoch: number;
	readonly mode: RunMode;
	readonly plan: string;
	readonly kubewiz: string;
	readonly owner: string;
	readonly started: string;
	/** Checks whose findings the operator let pass. */
	readonly waived?: readonly string[];
	readonly ended?: {readonly time: string; readonly result: RunResult; readonly exitCode: number};
}

/** Why a journal can no longer take records. `full` still has room in the padded tail. */
export type JournalTrouble = {readonly kind: 'full' | 'broken'; readonly error: Error};

/** An open journal; holds the state directory's lock until `close`. */
export interface Journal {
	readonly dir: string;
	/** Version of the kubewiz that writes. */
	readonly kubewiz: string;
	/** State as of opening, not changed by `append`. */
	readonly state: RunState;
	/** Undefined until `begin` in a fresh directory. */
	readonly lineage: string | undefined;
	/** Epoch of the run under way; that of the last run before `begin`. */
	readonly epoch: number;
	/** Set once the disk failed. */
	readonly trouble: JournalTrouble | undefined;
	/** Told once per kind of trouble. */
	onTrouble(listener: (trouble: JournalTrouble) => void): () => void;
	/**
	 * Raises the epoch (above `minimumEpoch` too) and records the run, on disk
	 * when the promise resolves. `lineage` is taken from the hosts when adopting;
	 * else the journal's own, else a new one.
	 */
	begin(run: {
		readonly plan: string;
		readonly mode: RunMode;
		readonly lineage?: string;
		readonly minimumEpoch?: number;
		readonly adopted?: boolean;
		readonly waived?: readonly string[];
	}): Promise<void>;
	/** Takes a record; it is on disk within 5 ms or 50 records. Throws when broken, or before `begin`. */
	append(event: JournalEvent): void;
	/** Resolves when every record taken so far is on disk. Rejects when the disk failed: then nothing may be sent. */
	commit(): Promise<void>;
	/** Commits, then gives up the lock. */
	close(): Promise<void>;
	/** Gives up file and lock without writing anything, as the kernel does when the process dies. */
	abandon(): void;
}
