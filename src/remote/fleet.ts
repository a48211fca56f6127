import type {Host} from '../cluster/types.ts';
import {told} from '../told.ts';
import {agentProgram, type HostPaths, hostPaths} from './agent/program.ts';
import type {AuthSource} from './auth-source.ts';
import {Canary} from './canary.ts';
import {ConnectPool, type PoolLimits} from './connect-pool.ts';
import {Connector} from './connector.ts';
import {type Fleet, type HostLock, type HostState, RemoteError, type Session, type UnknownHostKey} from './contract.ts';
import {type Dial, dialTcp} from './dial.ts';
import {gatherUnknownKeys} from './gather-keys.ts';
import {HostKeys, type KnownHostsFiles} from './host-keys.ts';
import {HostLink} from './host-link.ts';
import {HostOpener, isLocal} from './host-opener.ts';
import {HostSession} from './host-session.ts';
import type {HostSettings, SshConfigLookup} from './host-settings.ts';
import {appendKnownHosts} from './known-hosts-file.ts';
import type {Redactor} from './redact.ts';
import {rememberSecrets} from './remembered-secrets.ts';
import {sshConfigLookup} from './ssh-config.ts';
import {type Keepalive, keepaliveDefault} from './ssh-connection.ts';
import type {RemoteShell, TerminalSize} from './ssh-shell.ts';

export interface FleetOptions {
	readonly hosts: readonly Host[];
	readonly auth: AuthSource;
	readonly redactor: Redactor;
	/** Shell functions that every script of a step may use. */
	readonly library: string;
	/** Instead of the files that ssh_config names. */
	readonly knownHosts?: KnownHostsFiles;
	/** Instead of ~/.ssh/config and /etc/ssh/ssh_config. */
	readonly sshConfigFile?: string;
	/** What ssh_config says, from elsewhere: no file is read and no ssh is run. */
	readonly sshConfig?: SshConfigLookup;
	/** How lines are opened, by default over TCP. For hosts played in this process. */
	readonly dial?: Dial;
	readonly pools?: Partial<PoolLimits>;
	readonly keepalive?: Keepalive;
	/** Where the agent keeps its things on the hosts. */
	readonly paths?: HostPaths;
}

/** All hosts of a cluster over SSH. Nothing is dialled before it is needed. */
export function createFleet(options: FleetOptions): Fleet {
	return new SshFleet(options);
}

class SshFleet implements Fleet {
	readonly #options: FleetOptions;
	readonly #hosts: ReadonlyMap<string, Host>;
	readonly #hostKeys: HostKeys;
	readonly #connector: Connector;
	readonly #opener: HostOpener;
	readonly #links = new Map<string, HostLink>();
	readonly #listeners = new Set<(host: string, state: HostState) => void>();
	#lookup: Promise<SshConfigLookup> | undefined;

	constructor(options: FleetOptions) {
		const {hosts, redactor, knownHosts, pools, paths = hostPaths, keepalive = keepaliveDefault, dial = dialTcp} = options;
		const auth = rememberSecrets(options.auth, redactor);
		const canary = new Canary();
		this.#options = options;
		this.#hosts = new Map(hosts.map((host) => [host.name, host]));
		this.#hostKeys = new HostKeys(knownHosts);
		this.#connector = new Connector({auth, canary, hostKeys: this.#hostKeys, pool: new ConnectPool(pools), keepalive, dial});
		const lookup = (): Promise<SshConfigLookup> => this.#sshConfig();
		this.#opener = new HostOpener({auth, canary, redactor, connector: this.#connector, program: agentProgram(paths), lookup});
	}

	async open(name: string, options: {readonly lock?: HostLock; readonly signal?: AbortSignal} = {}): Promise<Session> {
		const link = this.#link(name);
		if (options.lock) await link.lock(options.lock, options.signal);
		else await link.client(options.signal);
		return new HostSession(link, this.#options.redactor, options.signal);
	}

	onState(listener: (host: string, state: HostState) => void): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	async unknownHostKeys(names: readonly string[]): Promise<readonly UnknownHostKey[]> {
		return await gatherUnknownKeys(await this.#settingsOf(names), this.#connector, this.#hostKeys);
	}

	async acceptHostKeys(keys: readonly UnknownHostKey[]): Promise<void> {
		const servers = (await this.#settingsOf([...this.#hosts.keys()])).flatMap(withJumps);
		const byFile = new Map<string, string[]>();
		for (const {host, address, port, line} of keys) {
			const settings = servers.find((server) => server.address === address && server.port === port);
			const file = settings && this.#hostKeys.fileFor(settings);
			if (!file)
				throw new RemoteError(
					'known-hosts-unreadable',
					host,
					told(`there is no known_hosts file to which the key of ${host} could go`, `没有可写入 ${host} 密钥的 known_hosts 文件`),
				);
			byFile.set(file, [...(byFile.get(file) ?? []), line]);
		}
		for (const [file, lines] of byFile) await appendKnownHosts(file, [...new Set(lines)]);
		this.#hostKeys.reload();
	}

	shell(name: string, size: TerminalSize): Promise<RemoteShell> {
		return this.#opener.shell(this.#host(name), size);
	}

	async close(): Promise<void> {
		await Promise.all([...this.#links.values()].map((link) => link.close()));
		this.#opener.close();
		this.#connector.close();
	}

	#host(name: string): Host {
		const host = this.#hosts.get(name);
		if (!host) throw new RangeError(`there is no host ${name} in the cluster`);
		return host;
	}

	/** The host's link, a fresh one when its session was closed. */
	#link(name: string): HostLink {
		const old = this.#links.get(name);
		if (old && !old.closed) return old;
		const host = this.#host(name);
		const link = new HostLink({
			host: name,
			library: this.#options.library,
			open: (signal) => this.#opener.open(host, signal),
			onState: (state) => {
				for (const listener of this.#listeners) listener(name, state);
			},
		});
		this.#links.set(name, link);
		return link;
	}

	async #settingsOf(names: readonly string[]): Promise<HostSettings[]> {
		const remote = names.map((name) => this.#host(name)).filter((host) => !isLocal(host));
		return await Promise.all(remote.map((host) => this.#opener.settingsOf(host)));
	}

	#sshConfig(): Promise<SshConfigLookup> {
		const {sshConfig, sshConfigFile} = this.#options;
		this.#lookup ??= sshConfig ? Promise.resolve(sshConfig) : sshConfigLookup(sshConfigFile);
		return this.#lookup;
	}
}

function withJumps(settings: HostSettings): HostSettings[] {
	return settings.jump ? [settings, ...withJumps(settings.jump)] : [settings];
}
