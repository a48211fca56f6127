import {type HostLock, RemoteError, type RemoteErrorCode, type Session} from '../remote/contract.ts';
import type {RunContext} from './context.ts';
import {jitteredDelay} from './retry.ts';

/** The operator detached: leave without touching anything more. */
export class Left extends Error {
	override readonly name = 'Left';
}

/** The line was lost and what was under way has no known end. The next `session` opens it anew. */
export class LineLost extends Error {
	override readonly name = 'LineLost';
}

/** The host could not be used for as long as patience lasted, or refused the login. */
export class HostGone extends Error {
	override readonly name = 'HostGone';
	readonly refused: boolean;
	readonly lines: readonly string[];

	constructor(message: string, refused: boolean, lines: readonly string[] = []) {
		super(message);
		this.refused = refused;
		this.lines = lines;
	}
}

/** Another operator holds the host, or has taken over this cluster: this run must not act any more. */
export class TakenOver extends Error {
	override readonly name = 'TakenOver';
	readonly host: string;
	readonly lines: readonly string[];

	constructor(error: RemoteError) {
		super(error.message, {cause: error});
		this.host = error.host;
		this.lines = error.details;
	}
}

/** What can pass by itself. Anything else (a wrong password, a changed key) is never tried again. */
const transient: ReadonlySet<RemoteErrorCode> = new Set(['unreachable', 'timeout', 'dropped-before-login', 'jump-failed', 'protocol']);

/** The connection of one host for the whole run, with the patience for it. */
export class Line {
	readonly host: string;
	readonly #context: RunContext;
	readonly #giveUp = new AbortController();
	#reached = false;
	#calm = new AbortController();

	constructor(context: RunContext, host: string) {
		this.#context = context;
		this.host = host;
	}

	/** Ends calls that wait for the host: on detaching, or when patience is at its end. */
	get signal(): AbortSignal {
		return AbortSignal.any([this.#context.leave, this.#giveUp.signal]);
	}

	/** Opens or reuses the session under the host's lock. Throws Left, HostGone or TakenOver. */
	async session(): Promise<Session> {
		const {clock, patience, random, leave, request} = this.#context;
		const started = clock.monotonic();
		for (let attempt = 1; ; attempt += 1) {
			if (leave.aborted) throw new Left();
			try {
				const session = await request.fleet.open(this.host, {lock: this.#lock(), signal: this.signal});
				this.#reached = true;
				return session;
			} catch (error) {
				if (!(error instanceof RemoteError)) throw error;
				if (leave.aborted) throw new Left();
				this.#mustPass(error);
				const delay = jitteredDelay(attempt, 1000, 30_000, random());
				const limit = this.#reached ? patience.reconnectMs : patience.connectMs;
				if (this.#giveUp.signal.aborted || clock.monotonic() - started + delay > limit) throw gone(error, false);
				await clock.sleep(delay, leave);
			}
		}
	}

	#mustPass(error: RemoteError): void {
		if (error.code === 'locked' || error.code === 'fenced') throw new TakenOver(error);
		if (!transient.has(error.code)) throw gone(error, true);
	}

	#lock(): HostLock {
		const {cluster, lineage, epoch, owner} = this.#context;
		return {cluster, lineage, epoch, owner};
	}

	/** The fleet tries to get the line back by itself: give it so long and no longer. */
	reconnecting(): void {
		const calm = this.#calm;
		const {clock, patience} = this.#context;
		clock.sleep(patience.reconnectMs, calm.signal).then(() => {
			if (!calm.signal.aborted) this.#giveUp.abort();
		});
	}

	connected(): void {
		this.#calm.abort();
		this.#calm = new AbortController();
	}

	/** What an error of a call means for the run; errors that are not the host's come back as they are. */
	meaning(error: unknown): unknown {
		if (!(error instanceof RemoteError)) return error;
		if (error.code === 'locked' || error.code === 'fenced') return new TakenOver(error);
		return transient.has(error.code) ? this.lost(error.message) : gone(error, true);
	}

	/** Why a call gave no result: Left, HostGone, or LineLost when it can be tried again. */
	lost(detail: string): Error {
		if (this.#context.leave.aborted) return new Left();
		if (this.#giveUp.signal.aborted) return new HostGone(detail, false);
		return new LineLost(detail);
	}

	close(): void {
		this.#calm.abort();
	}
}

function gone(error: RemoteError, refused: boolean): HostGone {
	return new HostGone(error.message, refused, error.details);
}
