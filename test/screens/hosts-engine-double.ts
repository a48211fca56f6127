import type {Facts} from '../../src/cluster/facts.ts';
import {nodeNameOf} from '../../src/cluster/hosts.ts';
import type {ClusterDocument} from '../../src/cluster/schema/cluster.ts';
import {scanNetwork} from '../../src/inventory/scan.ts';
import {readHosts} from '../../src/inventory/typed.ts';
import type {
	HostKeyView,
	HostTest,
	ImportSource,
	KeyCheck,
	ReadHosts,
	ScanFound,
	SecretKind,
	WizardEngine,
} from '../../src/store/engine.ts';
import {healthy} from '../preflight/samples.ts';
import {silentEngine} from './engine.ts';

type Failure = {readonly code: string; readonly message: string; readonly details: readonly string[]};

/**
 * A double of the engine for the hosts screen: reads text with the real
 * inventory, and answers for the network what a test puts into it.
 */
export class HostsEngineDouble {
	sources: ImportSource[] = [];
	files: Record<string, ReadHosts | string> = {};
	/** Hosts whose key is not known, until it is accepted. */
	unknown: HostKeyView[] = [];
	refused: KeyCheck['refused'][number][] = [];
	/** By the name of the node. */
	failures: Record<string, Failure> = {};
	facts: Record<string, Partial<Facts>> = {};
	servers: Record<string, Omit<ScanFound, 'address' | 'port'>> = {};
	/** While it is set, results are held back; call it to let them come. */
	hold: Promise<void> = Promise.resolve();
	readonly secrets = new Map<string, string>();
	readonly accepted: string[] = [];
	tests = 0;

	engine(deeds: Partial<WizardEngine> = {}): WizardEngine {
		return silentEngine({
			readHosts,
			importSources: async () => this.sources,
			importHosts: async (source) => {
				const path = typeof source === 'string' ? source : source.path;
				const read = this.files[path];
				if (read === undefined || typeof read === 'string') throw new Error(read ?? `there is no file ${path}`);
				return read;
			},
			unknownKeys: async () => ({unknown: this.unknown, refused: this.refused}),
			acceptKeys: async (keys) => {
				this.accepted.push(...keys.map((key) => key.host));
				this.unknown = this.unknown.filter((key) => !keys.includes(key));
			},
			testHosts: (document, {onResult}) => this.#test(document, onResult),
			setSecret: (kind: SecretKind, secret, host) => {
				const name = `${kind} ${host ?? ''}`.trim();
				if (secret) this.secrets.set(name, secret.reveal());
				else this.secrets.delete(name);
			},
			scan: (network, options) =>
				scanNetwork(network, {
					...options,
					rate: 1e6,
					concurrency: 1,
					probe: async (address) => {
						await this.hold;
						return this.servers[address];
					},
				}),
			resolve: () => ({problems: []}),
			...deeds,
		});
	}

	async #test(document: ClusterDocument, onResult: (result: HostTest) => void): Promise<void> {
		this.tests += 1;
		const names = document.spec.hosts.map((host) => (typeof host === 'string' ? host : nodeNameOf(host)));
		for (const host of names) onResult({kind: 'trying', host});
		await this.hold;
		for (const [index, host] of names.entries()) {
			const failure = this.failures[host];
			onResult(
				failure
					? {kind: 'failed', host, ...failure}
					: {kind: 'ok', host, facts: healthy((index % 9) + 1, this.facts[host]), latencyMs: 3.2 + index * 17},
			);
		}
	}
}

/** An unknown key of a host, its fingerprint made of one letter. */
export function unknownKey(host: string, letter: string, sharedWith: readonly string[] = []): HostKeyView {
	return {
		host,
		address: host,
		port: 22,
		type: 'ssh-ed25519',
		fingerprint: `SHA256:${letter.repeat(43)}`,
		sharedWith,
		line: `${host} ssh-ed25519 ${letter}`,
	};
}
