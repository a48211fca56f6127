import type {Secret} from '../shell/secret.ts';
import type {LateName} from '../shell/sh.ts';
import {type Said, ToldError} from '../told.ts';
import type {RemoteShell, TerminalSize} from './ssh-shell.ts';

/**
 * What the rest of kubewiz knows of a remote host. `remote/` implements it over
 * SSH (and locally), `demo/` plays the other end of the wire.
 */

/** How a remote command ended. A lost connection is never a success and never a failure. */
export type Outcome =
	| {readonly kind: 'exit'; readonly code: number}
	| {
			readonly kind: 'unknown';
			readonly reason: 'connection-lost' | 'timeout' | 'cancelled' | 'agent-died' | 'protocol';
			readonly detail: Said;
	  };

export type Phase = 'check' | 'apply' | 'verify';

/** Exit codes of a `check` phase; any other code means that the check itself broke. */
export const checkCode = {done: 0, todo: 10, partial: 11, foreign: 12} as const;

/**
 * One step on one host, as sent to the agent. The agent runs check; on `todo`
 * (and on `partial`, when `repair` is set) apply, then verify. A missing check
 * means todo; a missing verify means check again.
 */
export interface Unit {
	readonly id: string;
	readonly check?: string;
	readonly apply?: string;
	readonly verify?: string;
	/** Run-time values, given to the scripts as shell variables through a root-only file, never exported. */
	readonly values?: Readonly<Partial<Record<LateName, Secret | string>>>;
	readonly timeoutMs: number;
	/** Apply also when check says `partial` (idempotent steps). */
	readonly repair?: boolean;
	/** Text (no secret) that the agent keeps in /var/lib/kubewiz/steps once the unit is done. One line. */
	readonly mark?: string;
	/** A job that is never killed, neither by its timeout nor by `cancelJob`. */
	readonly once?: boolean;
}

export type UnitEvent =
	| {readonly kind: 'phase'; readonly unit: string; readonly phase: Phase}
	| {readonly kind: 'lines'; readonly unit: string; readonly phase: Phase; readonly lines: readonly string[]}
	| {readonly kind: 'phase-end'; readonly unit: string; readonly phase: Phase; readonly outcome: Outcome; readonly ms: number}
	| {readonly kind: 'gave'; readonly unit: string; readonly name: LateName; readonly value: Secret | string};

/** The phases that ran, in order. `gave` holds run-time values the unit reported with `kw_give`. */
export interface UnitResult {
	readonly unit: string;
	readonly phases: readonly {readonly phase: Phase; readonly outcome: Outcome; readonly ms: number}[];
	/** Last lines of the last phase, sanitized and redacted. */
	readonly tail: readonly string[];
	readonly gave: Readonly<Partial<Record<LateName, Secret | string>>>;
}

/** State of a detached job on a host (facts/runner.md 2.3). */
export type JobState =
	| {readonly kind: 'none'}
	| {readonly kind: 'running'}
	| {readonly kind: 'exited'; readonly code: number}
	/** Started, nobody runs it, no exit code: the effects are unknown until verified. */
	| {readonly kind: 'interrupted'; readonly rebooted: boolean};

export interface RunOptions {
	readonly onEvent?: (event: UnitEvent) => void;
	readonly signal?: AbortSignal;
	/** Run only `check` of each unit: for plan and preflight. */
	readonly checkOnly?: boolean;
}

/** One connected host with a root agent. Calls on one session are carried out in order. */
export interface Session {
	readonly host: string;
	/** Runs units in one frame, one round trip, until one fails. A lost link gives `unknown` for the unit under way and no result for the rest. */
	run(units: readonly Unit[], options?: RunOptions): Promise<readonly UnitResult[]>;
	/** Starts `unit.apply` as a job unless it exists; check and verify are the caller's to `run`. The caller has chosen and journaled `id` before. Gives the true state after the call, or unknown. */
	startJob(id: string, unit: Unit): Promise<JobState | {readonly kind: 'unknown'; readonly detail: Said}>;
	jobState(id: string): Promise<JobState | {readonly kind: 'unknown'; readonly detail: Said}>;
	/**
	 * Streams the job's output from byte `offset` until it ends; reconnects by
	 * itself and goes on at the byte where the line broke, for as long as
	 * `signal` allows. Resolves with the final state.
	 */
	attachJob(
		id: string,
		offset: number,
		options: {
			readonly onLines: (lines: readonly string[], nextOffset: number) => void;
			readonly onGave?: (name: LateName, value: Secret | string) => void;
			readonly signal?: AbortSignal;
		},
	): Promise<{
		readonly state: JobState | {readonly kind: 'unknown'; readonly detail: Said};
		/** Where another reader may go on: no line is lost, none is cut. */
		readonly offset: number;
		readonly tail: readonly string[];
	}>;
	/** Ends a job's whole process group. Refused for jobs started with `once`. */
	cancelJob(id: string): Promise<void>;
	/** Writes a file as root: temp, checksum, sync, rename. Parent directories must exist. */
	upload(content: Uint8Array, path: string, mode: number): Promise<Outcome>;
	/** Root's bytes of a file, at most `limit`. Throws RemoteError when it is absent. */
	download(path: string, limit: number): Promise<Uint8Array>;
	/** Round trip of the last exchange in milliseconds. */
	readonly latencyMs: number;
	close(): Promise<void>;
}

export type HostState =
	| {readonly kind: 'idle'}
	| {readonly kind: 'connecting'; readonly attempt: number}
	| {readonly kind: 'connected'; readonly latencyMs: number}
	| {readonly kind: 'reconnecting'; readonly sinceMs: number; readonly attempt: number; readonly reason: Said}
	| {readonly kind: 'failed'; readonly error: RemoteError};

/** All hosts of a cluster. Connects lazily, within pools, one connection a host for the whole run, and reconnects on its own. */
export interface Fleet {
	/**
	 * Opens (or reuses) the session. With `lock`, takes the host's lock for this
	 * lineage and epoch. `signal` ends the wait for the line, also when a later call
	 * of this session finds it down. Throws RemoteError.
	 */
	open(host: string, options?: {readonly lock?: HostLock; readonly signal?: AbortSignal}): Promise<Session>;
	onState(listener: (host: string, state: HostState) => void): () => void;
	/**
	 * Host keys met for the first time, of these hosts and their jump hosts, gathered without login. Empty when all
	 * are known. What is behind a jump host can be asked only once that one's key is accepted: show, accept, and ask
	 * again until none is left. Hosts that do not answer are left out; `open` tells why. A key that is on file is not
	 * looked at here but checked when we connect. Throws RemoteError `host-key-changed`, `host-key-revoked`,
	 * `known-hosts-unreadable`.
	 */
	unknownHostKeys(hosts: readonly string[]): Promise<readonly UnknownHostKey[]>;
	/** Writes accepted keys to known_hosts. */
	acceptHostKeys(keys: readonly UnknownHostKey[]): Promise<void>;
	/** The login user's own shell on a terminal, for a person. Not for hosts whose address is localhost. Throws RemoteError. */
	shell(host: string, terminal: TerminalSize): Promise<RemoteShell>;
	close(): Promise<void>;
}

export interface HostLock {
	readonly cluster: string;
	readonly lineage: string;
	readonly epoch: number;
	readonly owner: string;
}

export interface UnknownHostKey {
	/** Name in the spec, or the jump host as written. */
	readonly host: string;
	readonly address: string;
	readonly port: number;
	readonly type: string;
	/** `SHA256:…` as ssh-keygen prints it. */
	readonly fingerprint: string;
	/** Other hosts that showed the same key: a cloned image. */
	readonly sharedWith: readonly string[];
	/** Line for known_hosts. */
	readonly line: string;
}

/** Why a host can't be used. Each code has its own words and next steps in `diagnose/`. */
export type RemoteErrorCode =
	| 'unreachable'
	| 'timeout'
	| 'dropped-before-login'
	| 'host-key-unknown'
	| 'host-key-changed'
	| 'host-key-revoked'
	| 'known-hosts-unreadable'
	| 'auth-failed'
	| 'passphrase-needed'
	| 'sudo-password-needed'
	| 'sudo-password-wrong'
	| 'sudo-not-allowed'
	| 'sudo-needs-tty'
	| 'no-agent'
	| 'jump-failed'
	| 'locked'
	| 'fenced'
	| 'file-absent'
	| 'protocol';

export class RemoteError extends ToldError {
	override readonly name = 'RemoteError';
	readonly code: RemoteErrorCode;
	readonly host: string;
	/** More lines for the operator: evidence and what to do. Sanitized, free of secrets. */
	readonly details: readonly Said[];

	constructor(code: RemoteErrorCode, host: string, message: Said, details: readonly Said[] = []) {
		super(message);
		this.code = code;
		this.host = host;
		this.details = details;
	}
}
