import type {Duplex} from 'node:stream';
import {told, within} from '../told.ts';
import type {AuthSource} from './auth-source.ts';
import type {Canary} from './canary.ts';
import type {ConnectPool} from './connect-pool.ts';
import {RemoteError} from './contract.ts';
import type {Dial} from './dial.ts';
import type {HostKeys} from './host-keys.ts';
import type {HostSettings} from './host-settings.ts';
import {login} from './login.ts';
import {cleanLines} from './sanitize.ts';
import type {Keepalive, SshConnection} from './ssh-connection.ts';

/** A jump host that failed is left alone this long: hundreds of targets must not knock one after the other. */
const jumpRestMs = 1000;

interface ConnectorOptions {
	readonly auth: AuthSource;
	readonly canary: Canary;
	readonly hostKeys: HostKeys;
	readonly pool: ConnectPool;
	readonly keepalive: Keepalive;
	readonly dial: Dial;
}

interface Jump {
	readonly connection: Promise<SshConnection>;
	/** Set once it has failed. */
	failedAt?: number;
	/** A failure that trying again does not mend: a wrong password, a changed key. */
	hopeless?: boolean;
}

/** Makes logged-in connections, through jump hosts where asked; one connection to each jump host serves all its targets. */
export class Connector {
	readonly #options: ConnectorOptions;
	readonly #jumps = new Map<string, Jump>();

	constructor(options: ConnectorOptions) {
		this.#options = options;
	}

	/** Throws RemoteError. */
	async connect(settings: HostSettings, signal?: AbortSignal): Promise<SshConnection> {
		const {auth, canary, hostKeys, keepalive} = this.#options;
		return await login(settings, {auth, canary, hostKeys, keepalive, socket: (target, work) => this.withSocket(target, work, signal)});
	}

	/** Runs `work` with a fresh socket to the sshd, within the pool. The socket is `work`'s to close; it is destroyed when `work` fails. */
	async withSocket<Value>(settings: HostSettings, work: (socket: Duplex) => Promise<Value>, signal?: AbortSignal): Promise<Value> {
		// Before the slot is taken: the jump host needs one itself.
		const jump = settings.jump && (await this.#jump(settings.name, settings.jump, signal));
		return await this.#options.pool.connect(
			serverName(settings),
			async () => {
				const socket = jump ? await through(jump, settings) : await this.#options.dial(settings, signal);
				try {
					return await work(socket);
				} catch (error) {
					socket.destroy();
					throw error;
				}
			},
			signal,
		);
	}

	/** Ends the connections to jump hosts. */
	close(): void {
		for (const {connection} of this.#jumps.values()) connection.then((one) => one.close()).catch(() => {});
		this.#jumps.clear();
	}

	async #jump(name: string, settings: HostSettings, signal?: AbortSignal): Promise<SshConnection> {
		const key = serverName(settings);
		try {
			return await (this.#usable(key) ?? this.#openJump(key, settings, signal));
		} catch (error) {
			if (!(error instanceof RemoteError)) throw error;
			// Its key is the operator's to judge, not a fault of the way.
			if (error.code.startsWith('host-key') || error.code === 'known-hosts-unreadable') throw error;
			throw new RemoteError(
				'jump-failed',
				name,
				within(error.told, (why) => told(`jump host ${settings.name}: ${why.en}`, `跳板机 ${settings.name}：${why.zh}`)),
				error.details,
			);
		}
	}

	#usable(key: string): Promise<SshConnection> | undefined {
		const jump = this.#jumps.get(key);
		if (!jump) return undefined;
		const rested = jump.failedAt !== undefined && performance.now() - jump.failedAt > jumpRestMs;
		return rested && !jump.hopeless ? undefined : jump.connection;
	}

	#openJump(key: string, settings: HostSettings, signal?: AbortSignal): Promise<SshConnection> {
		const jump: Jump = {connection: this.connect(settings, signal)};
		this.#jumps.set(key, jump);
		jump.connection.then(
			(connection) =>
				connection.onLost(() => {
					if (this.#jumps.get(key) === jump) this.#jumps.delete(key);
				}),
			(error: unknown) => {
				jump.failedAt = performance.now();
				jump.hopeless = error instanceof RemoteError && ['auth-failed', 'passphrase-needed'].includes(error.code);
			},
		);
		return jump.connection;
	}
}

async function through(jump: SshConnection, target: HostSettings): Promise<Duplex> {
	try {
		return await jump.forward(target.address, target.port);
	} catch (error) {
		const said = cleanLines((error as Error).message).join(' ');
		throw new RemoteError(
			'jump-failed',
			target.name,
			told(
				`${target.jump?.name} can't reach ${target.address} port ${target.port} for us`,
				`${target.jump?.name} 无法替我们访问 ${target.address} 端口 ${target.port}`,
			),
			[
				said,
				told(
					'When the jump host forbids forwarding (AllowTcpForwarding), run kubewiz on the jump host itself.',
					'若跳板机禁止转发（AllowTcpForwarding），请直接在跳板机上运行 kubewiz。',
				),
			],
		);
	}
}

/** A name for one sshd as reached by one user over one way. */
function serverName(settings: HostSettings): string {
	const here = `${settings.user}@${settings.address}:${settings.port}`;
	return settings.jump ? `${serverName(settings.jump)} > ${here}` : here;
}
