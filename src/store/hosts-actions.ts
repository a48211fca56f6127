import type {ClusterDocument} from '../cluster/schema/cluster.ts';
import type {HostSpec, SshSpec} from '../cluster/schema/host.ts';
import type {Secret} from '../shell/secret.ts';
import {documentOf, hostKey, knowsHost, nameOf, withDocument, withHost, withHosts, withoutHost, withSpec} from './draft.ts';
import type {HostKeyView, HostTest, ImportSource, ReadHosts, SecretKind} from './engine.ts';
import {proposeNodeIp} from './propose.ts';
import {notAsked, secretName, type Tools, wordsOfError} from './state.ts';

/** Milliseconds between two pictures of a scan. */
const publishMs = 100;

/** What became of hosts that were given. */
export interface Taken {
	readonly added: number;
	/** There already. */
	readonly known: number;
	/** Added under another name, since a host of theirs is there. */
	readonly renamed: readonly {readonly from: string; readonly to: string}[];
}

export interface HostsActions {
	/** Reads typed or pasted text. Changes nothing. */
	readHosts(text: string): ReadHosts;
	importSources(): Promise<readonly ImportSource[]>;
	/** Reads a file. Changes nothing. Rejects with words for the operator. */
	readImport(source: ImportSource | string): Promise<ReadHosts>;
	/** Adds hosts to the draft. */
	takeHosts(hosts: readonly HostSpec[]): Taken;
	/** Puts a whole cluster.yaml in the place of all answers. */
	takeDocument(document: ClusterDocument): void;
	changeHost(index: number, change: Partial<HostSpec>): void;
	/** Login settings of all hosts; those of a host take precedence. */
	changeLogin(ssh: SshSpec): void;
	removeHost(index: number): void;
	/** Keeps a secret in memory, for one host or for all; undefined forgets it. */
	setSecret(kind: SecretKind, secret: Secret | undefined, host?: string): void;
	/** Gathers unknown host keys; when there are none, tests the hosts. */
	checkHosts(): Promise<void>;
	acceptKeys(keys: readonly HostKeyView[]): Promise<void>;
	scan(network: string): Promise<void>;
	stopScan(): void;
	/** Forgets what a scan found. */
	closeScan(): void;
}

export function hostsActions({engine, get, set, answer}: Tools): HostsActions {
	let scanning: AbortController | undefined;
	let testing: AbortController | undefined;
	let checking: symbol | undefined;

	/** What was found out before the hosts changed is about other hosts. */
	const forget = () => {
		checking = undefined;
		set({keys: notAsked, findings: notAsked, plan: notAsked});
	};
	const dropTests = (names: readonly string[]) =>
		set({tests: Object.fromEntries(Object.entries(get().tests).filter(([name]) => !names.includes(name)))});

	async function testHosts(): Promise<void> {
		testing?.abort();
		const controller = new AbortController();
		testing = controller;
		const {draft} = get();
		// From the first moment: until the engine has come to them, nobody is to start the test again.
		set({tests: Object.fromEntries(draft.hosts.map(nameOf).map((host) => [host, {kind: 'trying', host} as const]))});
		try {
			await engine.testHosts(documentOf(draft), {
				// A test that was overtaken by a newer one has nothing more to say.
				onResult: (result) => testing === controller && note(result),
				signal: controller.signal,
			});
		} catch (error) {
			if (testing === controller) set({notice: wordsOfError(error)});
		}
		if (testing !== controller) return;
		const {tests} = get();
		dropTests(Object.keys(tests).filter((name) => tests[name]?.kind === 'trying'));
	}

	/** Takes a result, and with it the node's address where only the host itself could tell it. */
	function note(result: HostTest): void {
		const index = get().draft.hosts.findIndex((host) => nameOf(host) === result.host);
		const host = get().draft.hosts[index];
		if (!host) return;
		const settled = result.kind === 'ok' ? proposeNodeIp(host, result.facts) : host;
		if (settled !== host) answer((draft) => withHost(draft, index, settled));
		const name = nameOf(settled);
		set({tests: {...get().tests, [name]: {...result, host: name}}});
	}

	async function checkHosts(): Promise<void> {
		const turn = Symbol('check');
		checking = turn;
		set({keys: {kind: 'asking'}});
		try {
			const keys = await engine.unknownKeys(documentOf(get().draft));
			if (checking !== turn) return;
			set({keys: {kind: 'here', value: keys}});
			if (keys.unknown.length === 0) await testHosts();
			else for (const refusal of keys.refused) note({kind: 'failed', ...refusal});
		} catch (error) {
			if (checking === turn) set({keys: {kind: 'failed', message: wordsOfError(error)}});
		}
	}

	return {
		readHosts: (text) => engine.readHosts(text),
		importSources: () => engine.importSources(),
		readImport: (source) => engine.importHosts(source),
		takeHosts: (hosts) => {
			const known = hosts.filter((host) => knowsHost(get().draft, host)).length;
			const before = get().draft;
			answer((draft) => withHosts(draft, hosts));
			forget();
			const names = new Map(hosts.filter((host) => !knowsHost(before, host)).map((host) => [hostKey(host), nameOf(host)]));
			const renamed = get().draft.hosts.flatMap((host) => {
				const from = names.get(hostKey(host));
				return from === undefined || from === nameOf(host) ? [] : [{from, to: nameOf(host)}];
			});
			return {added: hosts.length - known, known, renamed};
		},
		takeDocument: (document) => {
			answer((draft) => withDocument(draft, document));
			set({tests: {}});
			forget();
		},
		changeHost: (index, change) => {
			const before = get().draft.hosts[index];
			if (!before) return;
			answer((draft) => withHost(draft, index, change));
			const after = get().draft.hosts[index] ?? before;
			const test = get().tests[nameOf(before)];
			if ('address' in change || 'ssh' in change) dropTests([nameOf(before)]);
			else if (test && nameOf(after) !== nameOf(before)) {
				dropTests([nameOf(before)]);
				set({tests: {...get().tests, [nameOf(after)]: {...test, host: nameOf(after)}}});
			}
			forget();
		},
		changeLogin: (ssh) => {
			answer((draft) => withSpec(draft, {ssh: Object.keys(ssh).length > 0 ? ssh : undefined}));
			set({tests: {}});
			forget();
		},
		removeHost: (index) => {
			const host = get().draft.hosts[index];
			if (!host) return;
			answer((draft) => withoutHost(draft, index));
			dropTests([nameOf(host)]);
			forget();
		},
		setSecret: (kind, secret, host) => {
			engine.setSecret(kind, secret, host);
			const name = secretName(kind, host);
			const others = get().secrets.filter((given) => given !== name);
			const secrets = secret ? [...others, name] : others;
			set({secrets});
			answer((draft) => ({...draft, secrets}));
		},
		checkHosts,
		acceptKeys: async (keys) => {
			try {
				await engine.acceptKeys(keys);
			} catch (error) {
				set({keys: {kind: 'failed', message: wordsOfError(error)}});
				return;
			}
			await checkHosts();
		},
		scan: async (network) => {
			scanning?.abort();
			const controller = new AbortController();
			scanning = controller;
			set({scan: {cidr: network, found: [], tried: 0, total: 0, running: true}});
			const change = (next: Partial<NonNullable<ReturnType<typeof get>['scan']>>) => {
				const {scan} = get();
				if (scan && scanning === controller) set({scan: {...scan, ...next}});
			};
			// Two hundred addresses a second are tried; ten pictures a second are plenty.
			let latest: {readonly tried: number; readonly total: number} = {tried: 0, total: 0};
			let timer: NodeJS.Timeout | undefined;
			const publish = () => {
				clearTimeout(timer);
				timer = undefined;
				change(latest);
			};
			try {
				await engine.scan(network, {
					onFound: (found) => change({found: [...(get().scan?.found ?? []), found]}),
					onProgress: (tried, total) => {
						latest = {tried, total};
						timer ??= setTimeout(publish, publishMs);
					},
					signal: controller.signal,
				});
				publish();
				change({running: false});
			} catch (error) {
				publish();
				change(controller.signal.aborted ? {running: false} : {running: false, problem: wordsOfError(error)});
			}
		},
		stopScan: () => scanning?.abort(),
		closeScan: () => {
			scanning?.abort();
			set({scan: undefined});
		},
	};
}
