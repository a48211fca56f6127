import {connect, createServer, type Server, type Socket} from 'node:net';

/** A TCP proxy between kubewiz and one sshd that can go wrong on command. */
export class FaultProxy {
	readonly #target: number;
	readonly #server: Server;
	readonly #pairs = new Set<readonly [client: Socket, server: Socket]>();
	#hole = false;
	#cutAfter: number | undefined;
	/** Connections made so far. */
	connections = 0;
	/** Bytes that have come from the sshd. */
	replied = 0;

	private constructor(target: number) {
		this.#target = target;
		this.#server = createServer((client) => this.#join(client));
	}

	static async before(sshd: {readonly port: number}): Promise<FaultProxy> {
		const proxy = new FaultProxy(sshd.port);
		await new Promise<void>((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve));
		return proxy;
	}

	get port(): number {
		return (this.#server.address() as {port: number}).port;
	}

	/** Ends every connection with a TCP reset. */
	reset(): void {
		for (const [client, server] of this.#pairs) {
			client.resetAndDestroy();
			server.destroy();
		}
	}

	/** From now on nothing passes in either direction, and nobody is told; `heal` lets new connections through. */
	blackHole(): void {
		this.#hole = true;
		for (const [client, server] of this.#pairs) {
			client.pause();
			server.pause();
		}
	}

	heal(): void {
		this.#hole = false;
	}

	/** Cuts the line once so many more bytes of the sshd have passed. */
	cutAfter(bytes: number): void {
		this.#cutAfter = bytes;
	}

	close(): void {
		this.reset();
		this.#server.close();
	}

	#join(client: Socket): void {
		this.connections += 1;
		const server = connect(this.#target, '127.0.0.1');
		const pair = [client, server] as const;
		this.#pairs.add(pair);
		client.setNoDelay(true);
		server.setNoDelay(true);
		if (this.#hole) client.pause();
		for (const [one, other] of [pair, [server, client] as const]) {
			one.on('error', () => {});
			one.on('close', () => {
				this.#pairs.delete(pair);
				if (!this.#hole) other.destroy();
			});
		}
		client.on('data', (chunk) => this.#hole || server.write(chunk));
		server.on('data', (chunk) => this.#reply(chunk, client, server));
	}

	#reply(chunk: Buffer, client: Socket, server: Socket): void {
		if (this.#hole) return;
		this.replied += chunk.length;
		if (this.#cutAfter === undefined || chunk.length < this.#cutAfter) {
			if (this.#cutAfter !== undefined) this.#cutAfter -= chunk.length;
			client.write(chunk);
			return;
		}
		const last = chunk.subarray(0, this.#cutAfter);
		this.#cutAfter = undefined;
		client.end(last);
		server.destroy();
	}
}
