import type {Host} from '../cluster/types.ts';
import {eachWay, told} from '../told.ts';
import type {Account, AuthSource} from './auth-source.ts';
import {type BootedAgent, boot} from './boot.ts';
import {type ByteChannel, localChannel} from './byte-channel.ts';
import type {Canary} from './canary.ts';
import type {Connector} from './connector.ts';
import {RemoteError} from './contract.ts';
import {type HostSettings, type SshConfigLookup, settingsOf} from './host-settings.ts';
import type {Redactor} from './redact.ts';
import {cleanLines} from './sanitize.ts';
import type {SshConnection} from './ssh-connection.ts';
import type {RemoteShell, TerminalSize} from './ssh-shell.ts';
import {withSudoPassword} from './sudo-password.ts';

/** A login shell with slow rc files, sudo with a slow directory behind it. */
const bootTimeoutMs = 60_000;

interface OpenerOptions {
	readonly auth: AuthSource;
	readonly canary: Canary;
	readonly connector: Connector;
	readonly redactor: Redactor;
	/** The agent's program. */
	readonly program: string;
	readonly lookup: () => Promise<SshConfigLookup>;
}

/** Gets from a host of the spec to a root agent on it. Keeps one SSH connection per host, also when its agent has to be started anew. */
export class HostOpener {
	readonly #options: OpenerOptions;
	readonly #connections = new Map<string, SshConnection>();
	readonly #settings = new Map<string, Promise<HostSettings>>();

	constructor(options: OpenerOptions) {
		this.#options = options;
	}

	/** Throws RemoteError, without secrets in its words. */
	async open(host: Host, signal: AbortSignal): Promise<BootedAgent> {
		try {
			return await this.#open(host, signal);
		} catch (error) {
			if (!(error instanceof RemoteError)) throw error;
			const {redactor} = this.#options;
			const details = error.details.map((line) => eachWay(line, (text) => redactor.redact(text)));
			throw new RemoteError(
				error.code,
				error.host || host.name,
				eachWay(error.told, (text) => redactor.redact(text)),
				details,
			);
		}
	}

	/** The user's own shell, without sudo. Throws RemoteError. */
	async shell(host: Host, size: TerminalSize): Promise<RemoteShell> {
		const connection = await this.#connection(await this.settingsOf(host), new AbortController().signal);
		try {
			return await connection.shell(size);
		} catch (error) {
			const said = cleanLines((error as Error).message).join(' ');
			throw new RemoteError('no-agent', host.name, told(`sshd on ${host.name} gives no terminal`, `${host.name} 上的 sshd 不提供终端`), [
				said,
			]);
		}
	}

	/** Spec and ssh_config together, asked once. */
	settingsOf(host: Host): Promise<HostSettings> {
		const found = this.#settings.get(host.name);
		if (found) return found;
		const settings = this.#options.lookup().then((lookup) => settingsOf(host, lookup));
		this.#settings.set(host.name, settings);
		return settings;
	}

	close(): void {
		for (const connection of this.#connections.values()) connection.close();
		this.#connections.clear();
	}

	async #open(host: Host, signal: AbortSignal): Promise<BootedAgent> {
		const {auth, canary, program} = this.#options;
		const settings = isLocal(host) ? undefined : await this.settingsOf(host);
		const user = settings?.user ?? process.env.USER ?? 'you';
		const account: Account = {host: host.name, user, address: host.address};
		const exec = (command: string): Promise<ByteChannel> =>
			settings ? this.#exec(settings, command, signal) : Promise.resolve(localChannel(command));
		return await withSudoPassword(account, auth, canary, (sudoPassword) =>
			boot({host: host.name, user, exec, program, sudoPassword, timeoutMs: bootTimeoutMs, signal}),
		);
	}

	async #exec(settings: HostSettings, command: string, signal: AbortSignal): Promise<ByteChannel> {
		const connection = await this.#connection(settings, signal);
		try {
			return await connection.exec(command);
		} catch (error) {
			const said = cleanLines((error as Error).message).join(' ');
			const {name} = settings;
			if (connection.lost !== undefined)
				throw new RemoteError('dropped-before-login', name, told(`the connection to ${name} broke`, `与 ${name} 的连接中断`), [
					connection.lost,
				]);
			throw new RemoteError(
				'no-agent',
				name,
				told(`sshd on ${name} let us in but starts no command`, `${name} 上的 sshd 允许登录，但不执行命令`),
				[said, told('Does MaxSessions or a ForceCommand forbid it?', '是否被 MaxSessions 或 ForceCommand 禁止？')],
			);
		}
	}

	async #connection(settings: HostSettings, signal: AbortSignal): Promise<SshConnection> {
		const old = this.#connections.get(settings.name);
		if (old && old.lost === undefined) return old;
		const connection = await this.#options.connector.connect(settings, signal);
		this.#connections.set(settings.name, connection);
		return connection;
	}
}

/** This machine itself: no SSH. */
export function isLocal(host: Host): boolean {
	return host.address === 'localhost';
}
