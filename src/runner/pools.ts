import type {PoolName} from '../../steps/step.ts';

/** etcd takes one new member at a time; downloads and joins are bounded for the mirror's and the API server's sake. */
const defaultPools: Readonly<Record<PoolName, number>> = {download: 20, 'control-plane-join': 1, 'worker-join': 20};

/** Who works in each pool, and who was turned away. */
export class Pools {
	readonly #limits: Readonly<Record<PoolName, number>>;
	readonly #holders = new Map<PoolName, Set<string>>();
	readonly #turnedAway = new Map<PoolName, Set<string>>();

	constructor(limits: Partial<Record<PoolName, number>> = {}) {
		this.#limits = {...defaultPools, ...limits};
	}

	/** Takes a place for `host`, or keeps the one it has; false (and remembered) when all are taken. */
	take(pool: PoolName, host: string): boolean {
		const holders = namesIn(this.#holders, pool);
		if (!holders.has(host) && holders.size >= this.#limits[pool]) {
			namesIn(this.#turnedAway, pool).add(host);
			return false;
		}
		holders.add(host);
		return true;
	}

	/** Takes a place for a host whose job of an earlier run may still be at work, even beyond the limit. */
	reserve(pool: PoolName, host: string): void {
		namesIn(this.#holders, pool).add(host);
	}

	/** Gives back a host's place; gives the host that has waited longest for one. */
	release(pool: PoolName, host: string): string | undefined {
		if (!namesIn(this.#holders, pool).delete(host)) return undefined;
		const waiting = namesIn(this.#turnedAway, pool);
		const [next] = waiting;
		if (next !== undefined) waiting.delete(next);
		return next;
	}

	/** Gives back all places of a host; gives the hosts that have waited longest for them. */
	releaseAll(host: string): readonly string[] {
		return [...this.#holders.keys()].map((pool) => this.release(pool, host)).filter((next) => next !== undefined);
	}
}

function namesIn(pools: Map<PoolName, Set<string>>, pool: PoolName): Set<string> {
	const names = pools.get(pool) ?? new Set();
	pools.set(pool, names);
	return names;
}
