import type {Duplex} from 'node:stream';
import {NodeSSH} from 'node-ssh';
import type {AnyAuthMethod, Client, ClientChannel} from 'ssh2';
import type {ByteChannel, ChannelListener} from './byte-channel.ts';
import {type RemoteShell, startShell, type TerminalSize} from './ssh-shell.ts';

/** No group exchange (seconds of blocking in ssh2) and no SHA-1. */
const keyExchanges = [
	'curve25519-sha256',
	'curve25519-sha256@libssh.org',
	'ecdh-sha2-nistp256',
	'ecdh-sha2-nistp384',
	'ecdh-sha2-nistp521',
	'diffie-hellman-group16-sha512',
	'diffie-hellman-group14-sha256',
] as const;

export type AuthHandler = (left: readonly string[] | null, partial: boolean | null, next: (method: AnyAuthMethod | false) => void) => void;

interface HandshakeOptions {
	readonly user: string;
	/** Open TCP connection, or a channel through a jump host. */
	readonly socket: Duplex;
	readonly hostKeyAlgorithms: readonly string[];
	/** Judges the host's key before anything is told to it. */
	readonly acceptKey: (key: Buffer) => boolean;
	readonly auth: AuthHandler;
	readonly keepalive: Keepalive;
}

/** After `count` unanswered questions, one each `intervalMs`, the line is dead. */
export interface Keepalive {
	readonly intervalMs: number;
	readonly count: number;
}

export const keepaliveDefault: Keepalive = {intervalMs: 10_000, count: 3};

/** One SSH connection for a host's whole run. */
export class SshConnection {
	readonly #client: Client;
	readonly #lostListeners = new Set<(reason: string) => void>();
	#lost: string | undefined;

	private constructor(client: Client) {
		this.#client = client;
	}

	/**
	 * Shakes hands and logs in. Rejects with ssh2's error; a closed socket gives
	 * `Connection lost before handshake` or `No response from server`.
	 */
	static async open(options: HandshakeOptions): Promise<SshConnection> {
		const ssh = new NodeSSH();
		const ready = ssh.connect({
			sock: options.socket,
			username: options.user,
			hostVerifier: options.acceptKey,
			authHandler: options.auth as never,
			readyTimeout: 30_000,
			keepaliveInterval: options.keepalive.intervalMs,
			keepaliveCountMax: options.keepalive.count,
			algorithms: {kex: [...keyExchanges], serverHostKey: [...options.hostKeyAlgorithms] as never},
		});
		const client = ssh.connection as Client;
		const connection = new SshConnection(client);
		// node-ssh takes its own listener away once connected: a reset would then end the process.
		client.on('error', (error) => connection.#lose(error.message));
		client.on('close', () => connection.#lose('the connection was closed'));
		// A stream given as the socket reports its own errors too.
		options.socket.on('error', () => {});
		try {
			await ready;
		} catch (error) {
			client.destroy();
			throw error;
		}
		return connection;
	}

	/** Why it is gone; undefined while it lives. */
	get lost(): string | undefined {
		return this.#lost;
	}

	/** Calls back once the connection is gone, at once when it is already. */
	onLost(listener: (reason: string) => void): void {
		if (this.#lost === undefined) this.#lostListeners.add(listener);
		else listener(this.#lost);
	}

	/** Starts a command without a terminal. */
	exec(command: string): Promise<ByteChannel> {
		return new Promise((resolve, reject) => {
			this.#client.exec(command, (error, channel) => (error ? reject(error) : resolve(sshChannel(channel, this))));
		});
	}

	/** A login shell with a terminal. */
	shell(size: TerminalSize): Promise<RemoteShell> {
		return startShell(this.#client, size, (listener) => this.onLost(listener));
	}

	/** A TCP connection made by the other end: the way through a jump host. */
	forward(address: string, port: number): Promise<Duplex> {
		return new Promise((resolve, reject) => {
			this.#client.forwardOut('127.0.0.1', 0, address, port, (error, channel) => (error ? reject(error) : resolve(channel)));
		});
	}

	close(): void {
		this.#client.end();
		this.#lose('closed by kubewiz');
	}

	/** Cuts it without a word. */
	destroy(): void {
		this.#client.destroy();
		this.#lose('closed by kubewiz');
	}

	#lose(reason: string): void {
		if (this.#lost !== undefined) return;
		this.#lost = reason;
		for (const listener of this.#lostListeners) listener(reason);
		this.#lostListeners.clear();
	}
}

function sshChannel(channel: ClientChannel, connection: SshConnection): ByteChannel {
	return {
		listen: (listener: ChannelListener) => {
			let code: number | null = null;
			let closed = false;
			const close = (reason: string): void => {
				if (closed) return;
				closed = true;
				listener.closed(code, reason);
			};
			channel.on('data', listener.stdout);
			channel.stderr.on('data', listener.stderr);
			channel.on('exit', (exit: number | null) => {
				code = exit;
			});
			channel.on('error', () => {});
			channel.on('close', () => close(connection.lost ?? 'the command ended'));
			connection.onLost(close);
		},
		write: (bytes) => void channel.write(bytes),
		close: () => {
			channel.end();
			channel.close();
		},
	};
}
