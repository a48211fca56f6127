import type {ClusterDocument} from '../../cluster/schema/cluster.ts';
import {askFacts} from '../../preflight/ask-facts.ts';
import {RemoteError, type UnknownHostKey} from '../../remote/contract.ts';
import type {HostKeyView, KeyCheck, WizardEngine} from '../../store/engine.ts';
import {saidBy} from '../../told.ts';
import {draftHosts} from './hosts.ts';
import type {Reach} from './reach.ts';

type Asking = Pick<WizardEngine, 'unknownKeys' | 'acceptKeys' | 'testHosts'>;

/** Host keys and the test of all hosts at once. */
export function asking(reach: Reach): Asking {
	let keys: {readonly document: ClusterDocument; readonly unknown: readonly UnknownHostKey[]} | undefined;
	return {
		async unknownKeys(document): Promise<KeyCheck> {
			const hosts = draftHosts(document);
			const fleet = await reach.fleet(hosts);
			const unknown: UnknownHostKey[] = [];
			const refused: KeyCheck['refused'][number][] = [];
			// Host by host, so that one that does not answer hides nobody else's key.
			await Promise.all(
				hosts.map(async ({name}) => {
					try {
						unknown.push(...(await fleet.unknownHostKeys([name])));
					} catch (error) {
						if (!(error instanceof RemoteError)) throw error;
						refused.push({host: name, code: error.code, message: error.told, details: error.details});
					}
				}),
			);
			const distinct = [...new Map(unknown.map((key) => [key.line, key])).values()].map((key) => withClones(key, unknown));
			keys = {document, unknown: distinct};
			return {unknown: distinct, refused};
		},
		async acceptKeys(accepted: readonly HostKeyView[]) {
			if (!keys) return;
			const fleet = await reach.fleet(draftHosts(keys.document));
			const lines = new Set(accepted.map((key) => key.line));
			await fleet.acceptHostKeys(keys.unknown.filter((key) => lines.has(key.line)));
		},
		async testHosts(document, {onResult, signal}) {
			const hosts = draftHosts(document);
			const fleet = await reach.fleet(hosts);
			await Promise.all(
				hosts.map(async ({name: host}) => {
					onResult({kind: 'trying', host});
					try {
						const session = await fleet.open(host, {signal});
						const facts = await askFacts(session, {measureStorage: false, signal});
						onResult({kind: 'ok', host, facts, latencyMs: session.latencyMs});
					} catch (error) {
						if (signal.aborted) return;
						const known = error instanceof RemoteError ? error : undefined;
						onResult({
							kind: 'failed',
							host,
							code: known?.code ?? 'facts',
							message: saidBy(error),
							details: known?.details ?? [],
						});
					}
				}),
			);
		},
	};
}

/** The same key on several hosts is a cloned image. */
function withClones(key: UnknownHostKey, all: readonly UnknownHostKey[]): UnknownHostKey {
	const twins = all.filter((other) => other.fingerprint === key.fingerprint && other.host !== key.host).map((other) => other.host);
	return {...key, sharedWith: [...new Set([...key.sharedWith, ...twins])]};
}
