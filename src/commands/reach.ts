import type {Facts} from '../cluster/facts.ts';
import {type Cluster, controlPlanes} from '../cluster/types.ts';
import {askFacts} from '../preflight/ask-facts.ts';
import {FactsError} from '../preflight/parse-facts.ts';
import {type Fleet, RemoteError} from '../remote/contract.ts';

/** What came of asking every host: facts, or why there are none. */
export interface Reached {
	readonly facts: ReadonlyMap<string, Facts>;
	readonly missing: ReadonlyMap<string, RemoteError | FactsError>;
}

/** Codes that mean the host is not there; every other error would meet the operator again at once. */
const absentCodes: ReadonlySet<string> = new Set(['unreachable', 'timeout', 'dropped-before-login', 'jump-failed']);

/**
 * Logs in to all hosts at once (the fleet bounds how many) and reads their
 * facts. Throws RemoteError when a host refuses the login, for that is for the
 * operator to mend; hosts that do not answer are listed as missing.
 */
export async function reachHosts(cluster: Cluster, fleet: Fleet, signal?: AbortSignal): Promise<Reached> {
	const timed = new Set(controlPlanes(cluster).map((host) => host.name));
	const facts = new Map<string, Facts>();
	const missing = new Map<string, RemoteError | FactsError>();
	const one = async (host: string) => {
		const options = signal ? {signal} : {};
		const remote = await fleet.open(host, options);
		facts.set(host, await askFacts(remote, {measureStorage: timed.has(host), ...options}));
	};
	const names = cluster.hosts.map((host) => host.name);
	const asked = await Promise.allSettled(names.map(one));
	for (const [index, result] of asked.entries()) {
		if (result.status === 'fulfilled') continue;
		const error: unknown = result.reason;
		if (!(error instanceof RemoteError || error instanceof FactsError)) throw error;
		missing.set(names[index] as string, error);
	}
	const refused = [...missing.values()].find((error) => error instanceof RemoteError && !absentCodes.has(error.code));
	if (refused) throw refused;
	return {facts, missing};
}
