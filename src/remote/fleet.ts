import type {Host} from '../cluster/types.ts';
import {agentProgram, type HostPaths, hostPaths} from './agent/program.ts';
import type {Account, AuthSource} from './auth-source.ts';
import {type BootedAgent, boot} from './boot.ts';
import {localChannel} from './byte-channel.ts';
import {Canary} from './canary.ts';
import {ConnectPool, type PoolLimits} from './connect-pool.ts';
import {Connector} from './connector.ts';
import {type Fleet, type HostLock, type HostState, RemoteError, type Session, type UnknownHostKey} from './contract.ts';
import {type Dial, dialTcp} from './dial.ts';
import {gatherUnknownKeys} from './gather-keys.ts';
import {HostKeys, type KnownHostsFiles} from './host-keys.ts';
import {HostLink} from './host-link.ts';
import {HostSession} from './host-session.ts';
import {type HostSettings, type SshConfigLookup, settingsOf} from './host-settings.ts';
import {appendKnownHosts} from './known-hosts-file.ts';
import type {Redactor} from './redact.ts';
import {sshConfigLookup} from './ssh-config.ts';
import {type Keepalive, keepaliveDefault, type SshConnection} from './ssh-connection.ts';
import {withSudoPassword} from './sudo-password.ts';

/** A login shell with slow rc files, sudo with a slow directory behind it. */
const bootTimeoutMs = 60_000;

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
	readonly #canary = new Canary();
	readonly #links = new Map<string, HostLink>();
	readonly #connections = new Map<string, SshConnection>();
	readonly #settings = new Map<string, Promise<HostSettings>>();
	readonly #listeners = new Set<(host: string, state: HostState) => void>();
	readonly #program: string;
	#lookup: Promise<SshConfigLookup> | undefined;

	constructor(options: FleetOptions) {
		const {hosts, auth, knownHosts, pools, paths = hostPaths, keepalive = keepaliveDefault, dial = dialTcp} = options;
		this.#options = options;
		this.#hosts = new Map(hosts.map((host) => [host.name, host]));
		this.#hostKeys = new HostKeys(knownHosts);
		this.#connector = new Connector({auth, canary: this.#canary, hostKeys: this.#hostKeys, pool: new ConnectPool(pools), keepalive, dial});
		this.#program = agentProgram(paths);
	}

	async open(host: string, options: {readonly lock?: HostLock; readonly signal?: AbortSignal} = {}): Promise<Session> {
		const link = this.#links.get(host) ?? this.#link(host);
		this.#links.set(host, link);
		if (options.lock) await link.lock(options.lock, options.signal);
		else await link.client(options.signal);
		return new HostSession(link, this.#options.redactor);
	}

	onState(listener: (host: string, state: HostState) => void): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	async unknownHostKeys(hosts: readonly string[]): Promise<readonly UnknownHostKey[]> {
		const remote = hosts.filter((name) => !isLocal(this.#host(name)));
		return await gatherUnknownKeys(await Promise.all(remote.map((name) => this.#settingsOf(name))), this.#connector, this.#hostKeys);
	}

	async acceptHostKeys(keys: readonly UnknownHostKey[]): Promise<void> {
		const byFile = new Map<string, string[]>();
		const everyone = await Promise.all([...this.#settings.values()]);
		for (const key of keys) {
			const settings = everyone.flatMap(withJumps).find((one) => one.address === key.address && one.port === key.port);
			const file = settings && this.#hostKeys.fileFor(settings);
			if (!file)
				throw new RemoteError('known-hosts-unreadable', key.host, `there is no known_hosts file to which the key of ${key.host} could go`);
			byFile.set(file, [...(byFile.get(file) ?? []), key.line]);
		}
		for (const [file, lines] of byFile) await appendKnownHosts(file, [...new Set(lines)]);
		this.#hostKeys.reload();
	}

	async close(): Promise<void> {
		await Promise.all([...this.#links.values()].map((link) => link.close()));
		for (const connection of this.#connections.values()) connection.close();
		this.#connector.close();
		this.#connections.clear();
	}

	#host(name: string): Host {
		const host = this.#hosts.get(name);
		if (!host) throw new RangeError(`there is no host ${name} in the cluster`);
		return host;
	}

	#link(name: string): HostLink {
		const host = this.#host(name);
		return new HostLink({
			host: name,
			library: this.#options.library,
			open: (signal) => this.#openAgent(host, signal),
			onState: (state) => {
				for (const listener of this.#listeners) listener(name, state);
			},
		});
	}

	async #openAgent(host: Host, signal: AbortSignal): Promise<BootedAgent> {
		const local = isLocal(host);
		const settings = local ? undefined : await this.#settingsOf(host.name);
		const user = settings?.user ?? process.env.USER ?? 'you';
		const account: Account = {host: host.name, user, address: host.address};
		const exec = async (command: string) =>
			settings ? await (await this.#connection(host.name, settings, signal)).exec(command) : localChannel(command);
		return await withSudoPassword(account, this.#options.auth, this.#canary, (sudoPassword) =>
			boot({host: host.name, user, exec, program: this.#program, sudoPassword, timeoutMs: bootTimeoutMs, signal}),
		);
	}

	/** The host's connection, opened anew when it is gone. */
	async #connection(name: string, settings: HostSettings, signal: AbortSignal): Promise<SshConnection> {
		const old = this.#connections.get(name);
		if (old && old.lost === undefined) return old;
		const connection = await this.#connector.connect(settings, signal);
		this.#connections.set(name, connection);
		return connection;
	}

	#settingsOf(name: string): Promise<HostSettings> {
		const found = this.#settings.get(name);
		if (found) return found;
		const {sshConfig, sshConfigFile} = this.#options;
		this.#lookup ??= sshConfig ? Promise.resolve(sshConfig) : sshConfigLookup(sshConfigFile);
		const settings = this.#lookup.then((lookup) => settingsOf(this.#host(name), lookup));
		this.#settings.set(name, settings);
		return settings;
	}
}

function isLocal(host: Host): boolean {
	return host.address === 'localhost';
}

function withJumps(settings: HostSettings): HostSettings[] {
	return settings.jump ? [settings, ...withJumps(settings.jump)] : [settings];
}
