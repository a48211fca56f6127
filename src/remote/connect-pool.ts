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

const poolLimits: PoolLimits = {connects: 64, perServer: 8, attempts: 5};

/** However much is dropped, so many go on. */
const leastConnects = 2;

/**
 * Bounds connects and feels its way to what each sshd bears: a drop before
 * login halves its share, a success gives one back. Only such drops are tried
 * again: they can't have done anything, and say nothing of the password.
 */
export class ConnectPool {
	readonly #limits: PoolLimits;
	readonly #all: Slots;
	/** Of all connects; not whole, since each success gives back only its part. */
	#share: number;
	#drops = 0;
	readonly #servers = new Map<string, Slots>();

	constructor(limits: Partial<PoolLimits> = {}) {
		this.#limits = {...poolLimits, ...limits};
		this.#share = this.#limits.connects;
		this.#all = new Slots(this.#share);
	}

	/** Runs one connect to `server` (any name that stands for one sshd). `wait` is how it pauses between attempts. */
	async connect<Value>(
		server: string,
		work: (attempt: number) => Promise<Value>,
		signal?: AbortSignal,
		wait: (attempt: number, signal?: AbortSignal) => Promise<void> = pause,
	): Promise<Value> {
		const slots = this.#slotsOf(server);
		let counted = 0;
		for (let attempt = 1; ; attempt++) {
			let begunAt = 0;
			const begin = (): Promise<Value> => {
				begunAt = this.#drops;
				return work(attempt);
			};
			try {
				// The sshd's slot first: nobody who waits for one sshd keeps the others waiting.
				const value = await slots.run(() => this.#all.run(begin, signal), signal);
				this.#ease(slots);
				return value;
			} catch (error) {
				if (!(error instanceof RemoteError && error.code === 'dropped-before-login') || signal?.aborted) throw error;
				// Dropped in one burst with others, which has been answered already: it was not this one's fault.
				if (this.#drops === begunAt) counted += 1;
				if (counted >= this.#limits.attempts || attempt >= 4 * this.#limits.attempts) throw error;
				this.#shrink(slots);
				await wait(attempt + 1, signal);
			}
		}
	}

	#ease(slots: Slots): void {
		slots.limit = Math.min(this.#limits.perServer, slots.limit + 1);
		this.#shareAll(this.#share + 1 / this.#share);
	}

	#shrink(slots: Slots): void {
		this.#drops += 1;
		slots.limit = Math.max(1, Math.floor(slots.limit / 2));
		// Many names may be one sshd, or one narrow way: drops on many of them slow all down, those of one hardly.
		this.#shareAll((this.#share * 3) / 4);
	}

	/** How many may log in to `server` at once now. */
	shareOf(server: string): number {
		return this.#slotsOf(server).limit;
	}

	#shareAll(share: number): void {
		this.#share = Math.min(this.#limits.connects, Math.max(leastConnects, share));
		this.#all.limit = Math.floor(this.#share);
	}

	#slotsOf(server: string): Slots {
		const found = this.#servers.get(server) ?? new Slots(this.#limits.perServer);
		this.#servers.set(server, found);
		return found;
	}
}
