import {pause} from './backoff.ts';
import {RemoteError} from './contract.ts';
import {Slots} from './slots.ts';

export interface PoolLimits {
	/** Connects under way at a time, over all hosts. */
	readonly connects: number;
	/** Of these, to any one sshd: it counts the connections that have not logged in yet (MaxStartups). */
	readonly perServer: number;
	/** Attempts when an sshd drops us before it has named itself. */
	readonly attempts: number;
}

export const poolLimits: PoolLimits = {connects: 64, perServer: 8, attempts: 5};

/**
 * Bounds connects and feels its way to what each sshd bears: a drop before
 * login halves its share, a success gives one back. Only such drops are tried
 * again: they can't have done anything, and say nothing of the password.
 */
export class ConnectPool {
	readonly #limits: PoolLimits;
	readonly #all: Slots;
	readonly #servers = new Map<string, Slots>();

	constructor(limits: Partial<PoolLimits> = {}) {
		this.#limits = {...poolLimits, ...limits};
		this.#all = new Slots(this.#limits.connects);
	}

	/** Runs one connect to `server` (any name that stands for one sshd). `wait` is how it pauses between attempts. */
	async connect<Value>(
		server: string,
		work: (attempt: number) => Promise<Value>,
		signal?: AbortSignal,
		wait: (attempt: number, signal?: AbortSignal) => Promise<void> = pause,
	): Promise<Value> {
		const slots = this.#slotsOf(server);
		for (let attempt = 1; ; attempt++) {
			try {
				const value = await this.#all.run(() => slots.run(() => work(attempt), signal), signal);
				slots.limit = Math.min(this.#limits.perServer, slots.limit + 1);
				return value;
			} catch (error) {
				const dropped = error instanceof RemoteError && error.code === 'dropped-before-login';
				if (!dropped || attempt >= this.#limits.attempts || signal?.aborted) throw error;
				slots.limit = Math.max(1, Math.floor(slots.limit / 2));
				await wait(attempt + 1, signal);
			}
		}
	}

	/** How many may log in to `server` at once now. */
	shareOf(server: string): number {
		return this.#slotsOf(server).limit;
	}

	#slotsOf(server: string): Slots {
		const found = this.#servers.get(server) ?? new Slots(this.#limits.perServer);
		this.#servers.set(server, found);
		return found;
	}
}
