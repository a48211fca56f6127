import type {Socket} from 'node:net';
import type {ProxyFaults} from './proxy.ts';

type PipeRules = {
	faults: () => ProxyFaults;
	/** Bytes after which the connection is cut, if it is to be. */
	cutAfter: () => number | undefined;
	cut: () => void;
	passed: (bytes: number) => void;
};

/** Bytes held for a slow or silent connection before reading stops, as a network's own buffers would fill up. */
const mostHeld = 4 << 20;

/** One direction of a connection: chunks wait in a queue until their time has come. */
export class Pipe {
	readonly #from: Socket;
	readonly #to: Socket;
	readonly #rules: PipeRules;
	readonly #queue: {data: Buffer; due: number}[] = [];
	#held = 0;
	#passed = 0;
	#ended = false;
	/** Until when the line is busy with what was sent last, under a limit of speed. */
	#busyUntil = 0;
	#timer: NodeJS.Timeout | undefined;

	constructor(from: Socket, to: Socket, rules: PipeRules) {
		this.#from = from;
		this.#to = to;
		this.#rules = rules;
		from.on('data', (data: Buffer) => this.#take(data));
		from.on('end', () => {
			this.#ended = true;
			this.#send();
		});
		from.resume();
	}

	/** Looks again at what waits, under the new faults. */
	faultsChanged(): void {
		this.#send();
	}

	/** Nothing more is sent. */
	stop(): void {
		clearTimeout(this.#timer);
		this.#queue.length = 0;
		this.#held = 0;
	}

	#take(data: Buffer): void {
		const faults = this.#rules.faults();
		if (faults.drop) return;
		this.#queue.push({data, due: performance.now() + faults.delayMs});
		this.#held += data.length;
		if (this.#held > mostHeld) this.#from.pause();
		this.#send();
	}

	#send(): void {
		clearTimeout(this.#timer);
		const faults = this.#rules.faults();
		if (faults.blackHole || this.#to.destroyed) return;
		for (let first = this.#queue[0]; first !== undefined; first = this.#queue[0]) {
			const wait = Math.max(first.due, this.#busyUntil) - performance.now();
			if (wait > 0) {
				this.#timer = setTimeout(() => this.#send(), wait);
				return;
			}
			// Under a limit of speed a chunk goes out in slices of a twentieth of a second.
			const slice = Math.min(first.data.length, Math.max(1, Math.floor(faults.bytesPerSecond / 20)));
			if (!this.#write(first.data.subarray(0, slice))) return;
			if (slice === first.data.length) this.#queue.shift();
			else first.data = first.data.subarray(slice);
			if (Number.isFinite(faults.bytesPerSecond)) this.#busyUntil = performance.now() + (slice / faults.bytesPerSecond) * 1000;
		}
		if (this.#held < mostHeld / 2) this.#from.resume();
		if (this.#ended) this.#to.end();
	}

	/** Writes, up to where the connection is to be cut; false when it was. */
	#write(data: Buffer): boolean {
		this.#held -= data.length;
		const limit = this.#rules.cutAfter();
		const allowed = limit === undefined ? data.length : Math.min(data.length, Math.max(0, limit - this.#passed));
		this.#passed += allowed;
		this.#rules.passed(allowed);
		const over = limit !== undefined && this.#passed >= limit;
		if (allowed === 0 && over) {
			this.#rules.cut();
			return false;
		}
		// The bytes before the cut do arrive: a reset at once would throw away what the kernel still holds.
		this.#to.write(data.subarray(0, allowed), () => {
			if (over) setTimeout(() => this.#rules.cut(), 20);
		});
		if (over) this.#queue.length = 0;
		return !over;
	}
}
