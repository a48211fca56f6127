import type {Fleet} from '../../remote/contract.ts';

/** The connections of a run, for others too. */
export interface KeptFleet {
	/** For the run. Its `close` waits until nobody else uses the connections. */
	readonly fleet: Fleet;
	/** Uses the connections for something else, for as long as it takes. They and the hosts' locks outlast the run for that. */
	keep<Result>(use: (fleet: Fleet) => Promise<Result>): Promise<Result>;
}

/** `closing` is told before the connections go: from then on nobody may begin to use them. */
export function keptFleet(fleet: Fleet, closing: () => void): KeptFleet {
	const uses = new Set<Promise<unknown>>();
	return {
		fleet: {
			open: (host, options) => fleet.open(host, options),
			onState: (listener) => fleet.onState(listener),
			unknownHostKeys: (hosts) => fleet.unknownHostKeys(hosts),
			acceptHostKeys: (keys) => fleet.acceptHostKeys(keys),
			shell: (host, terminal) => fleet.shell(host, terminal),
			close: async () => {
				while (uses.size > 0) await Promise.allSettled(uses);
				closing();
				await fleet.close();
			},
		},
		keep: async (use) => {
			const used = use(fleet);
			uses.add(used);
			try {
				return await used;
			} finally {
				uses.delete(used);
			}
		},
	};
}
