import type {PoolName} from '../../steps/step.ts';

/** etcd takes one new member at a time; downloads and joins are bounded for the mirror's and the API server's sake. */
export const defaultPools: Readonly<Record<PoolName, number>> = {download: 20, 'control-plane-join': 1, 'worker-join': 20};

/** Counts who works in each pool, and remembers who was turned away. */
export class Pools {
	readonly #limits: Readonly<Record<PoolName, number>>;
	readonly #used = new Map<PoolName, number>();
	readonly #turnedAway = new Map<PoolName, Set<string>>();

	constructor(limits: Partial<Record<PoolName, number>> = {}) {
		this.#limits = {...defaultPools, ...limits};
	}

	/** Takes a place for `host`; false (and remembered) when all are taken. */
	take(pool: PoolName, host: string): boolean {
		const used = this.#used.get(pool) ?? 0;
		if (used >= this.#limits[pool]) {
			const waiting = this.#turnedAway.get(pool) ?? new Set();
			this.#turnedAway.set(pool, waiting.add(host));
			return false;
		}
		this.#used.set(pool, used + 1);
		return true;
	}

	/** Gives a place back; gives the host that has waited longest for one. */
	release(pool: PoolName): string | undefined {
		this.#used.set(pool, (this.#used.get(pool) ?? 1) - 1);
		const waiting = this.#turnedAway.get(pool);
		const next = waiting?.values().next().value;
		if (next !== undefined) waiting?.delete(next);
		return next;
	}
}
