import {controlPlanes} from '../cluster/types.ts';
import {type HostLock, RemoteError, type RemoteErrorCode, type Session} from '../remote/contract.ts';
import {type Said, ToldError} from '../told.ts';
import type {RunContext} from './context.ts';
import {jitteredDelay} from './retry.ts';
import {words} from './words.ts';

/** The operator detached: leave without touching anything more. */
export class Left extends Error {
	override readonly name = 'Left';
}

/** The line was lost and what was under way has no known end. The next `session` opens it anew. */
export class LineLost extends ToldError {
	override readonly name = 'LineLost';
}

/** The host could not be used for as long as patience lasted, or refused the login. */
export class HostGone extends ToldError {
	override readonly name = 'HostGone';
	readonly refused: boolean;
	readonly lines: readonly Said[];

	constructor(message: Said, refused: boolean, lines: readonly Said[] = []) {
		super(message);
		this.refused = refused;
		this.lines = lines;
	}
}

/** Another operator holds the host, or has taken over this cluster: this run must not act any more. */
export class TakenOver extends ToldError {
	override readonly name = 'TakenOver';
	readonly host: string;
	readonly lines: readonly Said[];

	constructor(error: RemoteError) {
		super(error.told, {cause: error});
		this.host = error.host;
		this.lines = error.details;
	}
}

/** What can pass by itself. Anything else (a wrong password, a changed key) is never tried again. */
const transient: ReadonlySet<RemoteErrorCode> = new Set([
	'unreachable',
	'timeout',
	'dropped-before-login',
	'jump-failed',
	'no-agent',
	'protocol',
]);

/** The connection of one host for the whole run, with the patience for it. */
export class Line {
	readonly host: string;
	readonly #context: RunContext;
	/** Patience is at its end. */
	readonly #giveUp = new AbortController();
	/** The run is to end, and nobody wants to wait for a line that is down. */
	readonly #quit = new AbortController();
	#calm = new AbortController();
	#reached = false;
	#down = false;
	/** When patience with a line that is down ends, on the monotonic clock. */
	#giveUpAt: number | undefined;
	/** Why it is down. */
	#why: Said | undefined;

	constructor(context: RunContext, host: string) {
		this.#context = context;
		this.host = host;
	}

	/** Ends calls that wait for the host: on detaching, or when patience is at its end. */
	get signal(): AbortSignal {
		return AbortSignal.any([this.#context.leave, this.#giveUp.signal, this.#quit.signal]);
	}

	/** Opens or reuses the session under the host's lock. Throws Left, HostGone or TakenOver. */
	async session(): Promise<Session> {
		const {clock, random, request} = this.#context;
		const started = clock.monotonic();
		for (let attempt = 1; ; attempt += 1) {
			if (this.#isLeft()) throw new Left();
			try {
				const session = await request.fleet.open(this.host, {lock: this.#lock(), signal: this.signal});
				this.#reached = true;
				this.#down = false;
				return session;
			} catch (error) {
				if (!(error instanceof RemoteError)) throw error;
				if (this.#isLeft()) throw new Left();
				this.#mustPass(error);
				this.#wentDown();
				const delay = jitteredDelay(attempt, 1000, 30_000, random());
				if (this.#giveUp.signal.aborted || clock.monotonic() - started + delay > this.#patience())
					throw this.#outOfReach() ?? gone(error, false);
				await clock.sleep(delay, this.signal);
			}
		}
	}

	#isLeft(): boolean {
		return this.#context.leave.aborted || this.#quit.signal.aborted;
	}

	#patience(): number {
		const {patience, request} = this.#context;
		if (!this.#reached) return patience.connectMs;
		const isPlane = controlPlanes(request.plan.cluster).some((plane) => plane.name === this.host);
		return isPlane ? patience.controlPlaneMs : patience.reconnectMs;
	}

	#wentDown(): void {
		this.#down = true;
		if (this.#context.request.control?.wish === 'drain') this.#quit.abort();
	}

	/** Let what runs come to its end, but do not wait for a line that is down. */
	drain(): void {
		if (this.#down) this.#quit.abort();
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
	reconnecting(why: Said): void {
		this.#why = why;
		if (this.#down) return;
		this.#wentDown();
		const calm = this.#calm;
		const patience = this.#patience();
		this.#giveUpAt = this.#context.clock.monotonic() + patience;
		this.#context.clock.sleep(patience, calm.signal).then(() => {
			if (!calm.signal.aborted) this.#giveUp.abort();
		});
	}

	/** How long the host is still waited for, in milliseconds; undefined while nobody waits. */
	get givenUpInMs(): number | undefined {
		return this.#giveUpAt === undefined ? undefined : Math.round(Math.max(0, this.#giveUpAt - this.#context.clock.monotonic()));
	}

	connected(): void {
		this.#down = false;
		this.#giveUpAt = undefined;
		this.#calm.abort();
		this.#calm = new AbortController();
	}

	/** What an error of a call means for the run; errors that are not the host's come back as they are. */
	meaning(error: unknown): unknown {
		if (!(error instanceof RemoteError)) return error;
		if (error.code === 'locked' || error.code === 'fenced') return new TakenOver(error);
		return transient.has(error.code) ? this.lost(error.told) : gone(error, true);
	}

	/** Why a call gave no result: Left, HostGone, or LineLost when it can be tried again. */
	lost(detail: Said): Error {
		if (this.#isLeft()) return new Left();
		if (this.#giveUp.signal.aborted) return this.#outOfReach() ?? new HostGone(detail, false);
		return new LineLost(detail);
	}

	/** What broke the line says more than that the wait for it was ended. */
	#outOfReach(): HostGone | undefined {
		return this.#why === undefined ? undefined : new HostGone(words.outOfReach(this.#why), false);
	}

	close(): void {
		this.#calm.abort();
	}
}

function gone(error: RemoteError, refused: boolean): HostGone {
	return new HostGone(error.told, refused, error.details);
}
