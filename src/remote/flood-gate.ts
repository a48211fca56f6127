/** Lines that may come at once, and per second after that. A screen and a log can take this much. */
const burst = 5000;
const perSecond = 1000;

/** Of a flood, its last lines are kept. */
const kept = 50;

/** Bounds what a host can make us store and draw; says how much it dropped. */
export class FloodGate {
	readonly #clock: () => number;
	#room = burst;
	#filledAt: number;
	#dropped = 0;
	#last: string[] = [];

	/** `clock` gives milliseconds that only grow. */
	constructor(clock: () => number = () => performance.now()) {
		this.#clock = clock;
		this.#filledAt = clock();
	}

	/** The lines that may pass now, after a notice of those that could not. */
	take(lines: readonly string[]): readonly string[] {
		const now = this.#clock();
		this.#room = Math.min(burst, this.#room + ((now - this.#filledAt) / 1000) * perSecond);
		this.#filledAt = now;
		const through = lines.slice(0, Math.max(0, Math.floor(this.#room)));
		const held = lines.slice(through.length);
		const notice = through.length > 0 ? this.end() : [];
		// What was kept takes room too, on credit: else a trickle of room would let fifty lines pass for each one.
		this.#room -= through.length + notice.length;
		this.#dropped += held.length;
		this.#last = [...this.#last, ...held.slice(-kept)].slice(-kept);
		return [...notice, ...through];
	}

	/** Notice and last lines of a flood that is over. */
	end(): string[] {
		if (this.#dropped === 0) return [];
		const missing = this.#dropped - this.#last.length;
		const lines = missing > 0 ? [`… ${missing} lines dropped: the host prints faster than they can be kept`, ...this.#last] : this.#last;
		this.#dropped = 0;
		this.#last = [];
		return lines;
	}
}
