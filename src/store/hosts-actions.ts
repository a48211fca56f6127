import type {HostSpec} from '../cluster/schema/host.ts';
import type {Secret} from '../shell/secret.ts';
import {documentOf, nameOf, withDocument, withHost, withHosts, withoutHost} from './draft.ts';
import type {HostKeyView, HostTest, ImportSource, ReadHosts, ScanFound} from './engine.ts';
import {notAsked, type Tools, wordsOfError} from './state.ts';

export interface HostsActions {
	/** Takes typed or pasted text; gives what could not be read. */
	addHosts(text: string): ReadHosts['problems'];
	addFound(found: readonly ScanFound[]): void;
	/** Adds what was imported; a cluster.yaml replaces the whole draft. Rejects with words for the operator. */
	importHosts(source: ImportSource | string): Promise<ReadHosts>;
	importSources(): Promise<readonly ImportSource[]>;
	changeHost(index: number, change: Partial<HostSpec>): void;
	removeHost(index: number): void;
	setSecret(kind: 'login-password' | 'sudo-password' | 'passphrase', secret: Secret, host?: string): void;
	/** Gathers unknown host keys; when there are none, tests the hosts. */
	checkHosts(): Promise<void>;
	acceptKeys(keys: readonly HostKeyView[]): Promise<void>;
	testHosts(): Promise<void>;
	scan(cidr: string): Promise<void>;
	stopScan(): void;
}

export function hostsActions({engine, get, set, answer}: Tools): HostsActions {
	let scanning: AbortController | undefined;
	let testing: AbortController | undefined;

	const forget = () => set({keys: notAsked, findings: notAsked, plan: notAsked});
	const add = (hosts: readonly HostSpec[]) => {
		answer((draft) => withHosts(draft, hosts));
		forget();
	};

	async function testHosts(): Promise<void> {
		testing?.abort();
		const controller = new AbortController();
		testing = controller;
		const note = (result: HostTest) => {
			// A test that was overtaken by a newer one has nothing more to say.
			if (testing === controller) set({tests: {...get().tests, [result.host]: result}});
		};
		try {
			await engine.testHosts(documentOf(get().draft), {onResult: note, signal: controller.signal});
		} catch (error) {
			set({notice: wordsOfError(error)});
		}
	}

	async function checkHosts(): Promise<void> {
		set({keys: {kind: 'asking'}});
		try {
			const keys = await engine.unknownKeys(documentOf(get().draft));
			set({keys: {kind: 'here', value: keys}});
			for (const {host, code, message, details} of keys.refused)
				set({tests: {...get().tests, [host]: {kind: 'failed', host, code, message, details}}});
			if (keys.unknown.length === 0) await testHosts();
		} catch (error) {
			set({keys: {kind: 'failed', message: wordsOfError(error)}});
		}
	}

	return {
		addHosts: (text) => {
			const {hosts, problems} = engine.readHosts(text);
			add(hosts);
			return problems;
		},
		addFound: (found) => add(found.map(({address, port}) => ({address, ...(port === 22 ? {} : {ssh: {port}})}))),
		importSources: () => engine.importSources(),
		importHosts: async (source) => {
			const read = await engine.importHosts(source);
			const {document} = read;
			if (document) answer((draft) => withDocument(draft, document));
			else add(read.hosts);
			forget();
			return read;
		},
		changeHost: (index, change) => {
			answer((draft) => withHost(draft, index, change));
			forget();
		},
		removeHost: (index) => {
			const host = get().draft.hosts[index];
			if (!host) return;
			const {[nameOf(host)]: _, ...tests} = get().tests;
			answer((draft) => withoutHost(draft, index));
			set({tests});
			forget();
		},
		setSecret: (kind, secret, host) => engine.setSecret(kind, secret, host),
		checkHosts,
		acceptKeys: async (keys) => {
			await engine.acceptKeys(keys);
			await checkHosts();
		},
		testHosts,
		scan: async (cidr) => {
			scanning?.abort();
			const controller = new AbortController();
			scanning = controller;
			set({scan: {cidr, found: [], tried: 0, total: 0, running: true}});
			const change = (next: Partial<NonNullable<ReturnType<typeof get>['scan']>>) => {
				const {scan} = get();
				if (scan && scanning === controller) set({scan: {...scan, ...next}});
			};
			try {
				await engine.scan(cidr, {
					onFound: (found) => change({found: [...(get().scan?.found ?? []), found]}),
					onProgress: (tried, total) => change({tried, total}),
					signal: controller.signal,
				});
				change({running: false});
			} catch (error) {
				change(controller.signal.aborted ? {running: false} : {running: false, problem: wordsOfError(error)});
			}
		},
		stopScan: () => scanning?.abort(),
	};
}
