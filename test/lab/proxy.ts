import {connect, createServer, type Server, type Socket} from 'node:net';
import {Pipe} from './proxy-pipe.ts';

/** What a proxy does to all that passes through it. All off by default; may be changed while connections are open. */
export type ProxyFaults = {
	/** Each chunk arrives this much later, in each direction. 20 makes a round trip of 40 ms. */
	delayMs: number;
	/** Bytes per second, in each direction. */
	bytesPerSecond: number;
	/** Nothing passes and nothing closes: the peer sees silence. What is sent meanwhile arrives when it is over. */
	blackHole: boolean;
	/** What is sent is thrown away, also after the silence is over: a connection that lost bytes never works again. */
	drop: boolean;
	/** New connections are refused by a reset. */
	refuse: boolean;
	/** Each connection is reset after this many bytes from the host to the client. */
	cutAfterReplyBytes: number | undefined;
	/** Each connection is reset after this many bytes from the client to the host. */
	cutAfterRequestBytes: number | undefined;
};

const none: ProxyFaults = {
	delayMs: 0,
	bytesPerSecond: Number.POSITIVE_INFINITY,
	blackHole: false,
	drop: false,
	refuse: false,
	cutAfterReplyBytes: undefined,
	cutAfterRequestBytes: undefined,
};

/** Where a proxy listens and where it leads to. Any 127.x.y.z is an address of its own. */
export type ProxyOptions = {target: {address: string; port: number}; listenAddress?: string; listenPort?: number};

type Connection = {client: Socket; host: Socket; pipes: Pipe[]; broken: boolean};

/** A TCP proxy between a client and a host, to make real connections fail in chosen ways. */
export class FaultProxy {
	readonly address: string;
	readonly port: number;
	readonly #server: Server;
	readonly #connections = new Set<Connection>();
	#faults: ProxyFaults = {...none};
	/** Connections accepted and bytes passed on so far. */
	readonly counts = {connections: 0, requestBytes: 0, replyBytes: 0};

	private constructor(server: Server, address: string, port: number) {
		this.#server = server;
		this.address = address;
		this.port = port;
	}

	/** Starts listening. */
	static async start(options: ProxyOptions): Promise<FaultProxy> {
		const server = createServer({pauseOnConnect: true, noDelay: true, allowHalfOpen: true});
		const address = options.listenAddress ?? '127.0.0.1';
		await new Promise<void>((resolve, reject) => {
			server.once('error', reject);
			server.listen(options.listenPort ?? 0, address, resolve);
		});
		const bound = server.address();
		if (bound === null || typeof bound === 'string') throw new Error('the proxy has no address');
		const proxy = new FaultProxy(server, address, bound.port);
		server.on('connection', (client) => proxy.#accept(client, options.target));
		return proxy;
	}

	/** The faults as they are. */
	get faults(): Readonly<ProxyFaults> {
		return this.#faults;
	}

	/** Changes some faults, at once and for open connections too. */
	set(change: Partial<ProxyFaults>): void {
		this.#faults = {...this.#faults, ...change};
		for (const connection of this.#connections) {
			for (const pipe of connection.pipes) pipe.faultsChanged();
			this.#settle(connection);
		}
	}

	/** Turns all faults off. */
	clear(): void {
		this.set(none);
	}

	/** Resets every open connection (RST, not FIN). */
	reset(): void {
		for (const {client, host} of this.#connections) {
			client.resetAndDestroy();
			host.resetAndDestroy();
		}
	}

	/** How many connections are open. */
	get open(): number {
		return this.#connections.size;
	}

	/** Resets what is open and stops listening. */
	async close(): Promise<void> {
		const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
		this.reset();
		await closed;
	}

	#accept(client: Socket, target: ProxyOptions['target']): void {
		this.counts.connections += 1;
		client.on('error', () => {});
		if (this.#faults.refuse) {
			client.resetAndDestroy();
			return;
		}
		const host = connect({host: target.address, port: target.port, noDelay: true, allowHalfOpen: true});
		host.on('error', () => {});
		const fail = (): void => {
			connection.broken = true;
			this.#settle(connection);
		};
		const faults = (): ProxyFaults => this.#faults;
		const up = new Pipe(client, host, {
			faults,
			cutAfter: () => this.#faults.cutAfterRequestBytes,
			cut: fail,
			passed: (n) => (this.counts.requestBytes += n),
		});
		const down = new Pipe(host, client, {
			faults,
			cutAfter: () => this.#faults.cutAfterReplyBytes,
			cut: fail,
			passed: (n) => (this.counts.replyBytes += n),
		});
		const connection: Connection = {client, host, pipes: [up, down], broken: false};
		this.#connections.add(connection);
		for (const side of [client, host]) {
			side.on('close', (failed) => {
				connection.broken ||= failed;
				this.#settle(connection);
			});
		}
	}

	/** Breaks one side when the other broke, which in a black hole it does not learn; forgets what is over. */
	#settle(connection: Connection): void {
		const {client, host} = connection;
		if (connection.broken && !this.#faults.blackHole) {
			client.resetAndDestroy();
			host.resetAndDestroy();
		}
		if (!client.destroyed || !host.destroyed) return;
		for (const pipe of connection.pipes) pipe.stop();
		this.#connections.delete(connection);
	}
}
