import {Duplex} from 'node:stream';

/**
 * A network line inside this process: two ends of a byte stream with a delay,
 * that can be cut (RST) or go silent (black hole) like a real one. ssh2 takes
 * an end for a socket on either side.
 */
export interface Link {
	readonly client: Duplex;
	readonly server: Duplex;
	/** Resets the line: both ends fail with ECONNRESET, bytes under way are lost. */
	cut(): void;
	/** From now on bytes vanish in both directions and neither end is told. */
	blackHole(): void;
}

/** Makes a line whose bytes arrive `oneWayMs` later, in order. `onBytes` hears of every chunk that enters it. */
export function createLink(options: {readonly oneWayMs: number; readonly onBytes?: (count: number) => void}): Link {
	const client = new LinkEnd(options.oneWayMs, options.onBytes);
	const server = new LinkEnd(options.oneWayMs, options.onBytes);
	client.peer = server;
	server.peer = client;
	return {
		client,
		server,
		cut() {
			for (const end of [client, server]) end.destroy(Object.assign(new Error('read ECONNRESET'), {code: 'ECONNRESET'}));
		},
		blackHole() {
			client.silent = true;
			server.silent = true;
		},
	};
}

class LinkEnd extends Duplex {
	peer: LinkEnd | undefined;
	silent = false;
	readonly remoteAddress = '198.18.255.254';
	readonly remoteFamily = 'IPv4';
	readonly remotePort = 22;
	readonly #delayMs: number;
	readonly #onBytes: ((count: number) => void) | undefined;
	#underWay: Buffer[] = [];

	constructor(delayMs: number, onBytes: ((count: number) => void) | undefined) {
		super({allowHalfOpen: false});
		this.#delayMs = delayMs;
		this.#onBytes = onBytes;
	}

	/** What ssh2 and kubewiz set on a socket; a line in memory has neither Nagle's delay nor idle probes. */
	setNoDelay(): this {
		return this;
	}

	setKeepAlive(): this {
		return this;
	}

	override _read(): void {}

	/**
	 * Never delivers within the writer's own call: ssh2's state machine must be
	 * back in its idle state before an answer may arrive.
	 */
	override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
		this.#onBytes?.(chunk.length);
		if (!this.silent) {
			this.#underWay.push(chunk);
			if (this.#delayMs > 0) setTimeout(() => this.#deliver(1), this.#delayMs);
			else if (this.#underWay.length === 1) setImmediate(() => this.#deliver(this.#underWay.length));
		}
		done();
	}

	override _final(done: () => void): void {
		if (!this.silent) this.#later(() => this.peer?.destroyed === false && this.peer.push(null));
		done();
	}

	override _destroy(error: Error | null, done: (error: Error | null) => void): void {
		if (error) this.#underWay = [];
		if (!this.silent) this.#later(() => this.peer?.destroyed === false && this.peer.push(null));
		done(error);
	}

	#deliver(count: number): void {
		const chunks = this.#underWay.splice(0, count);
		const peer = this.peer;
		if (chunks.length === 0 || !peer || peer.destroyed || peer.silent) return;
		peer.push(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks));
	}

	#later(act: () => void): void {
		if (this.#delayMs > 0) setTimeout(act, this.#delayMs);
		else setImmediate(act);
	}
}
