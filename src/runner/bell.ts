/**
 * Wakes hosts that wait for something new to do. A ring before the wait is not
 * lost. When everybody sleeps and no ring is due, nothing can ever go on: that
 * is a fault of the graph, and is thrown rather than slept over.
 */
export class Bell {
	readonly #rung = new Set<string>();
	readonly #sleeping = new Map<string, {readonly wake: () => void; readonly fail: (error: Error) => void}>();
	readonly #awake = new Set<string>();
	#due = 0;
	/** The operator has paused the run: then all may sleep. */
	paused = false;

	/** Says that the host takes part. */
	enter(host: string): void {
		this.#awake.add(host);
	}

	/** The host has nothing left to do. */
	leave(host: string): void {
		this.#awake.delete(host);
		this.#mustNotBeStuck();
	}

	ring(host: string): void {
		const sleeper = this.#sleeping.get(host);
		if (!sleeper) {
			this.#rung.add(host);
			return;
		}
		this.#sleeping.delete(host);
		this.#awake.add(host);
		sleeper.wake();
	}

	/** Rings once `time` has come. */
	ringAfter(time: Promise<void>, host: string, before: () => void): void {
		this.#due += 1;
		time.then(() => {
			this.#due -= 1;
			before();
			this.ring(host);
		});
	}

	ringAll(): void {
		for (const host of [...this.#sleeping.keys()]) this.ring(host);
	}

	/** Resolves at the next ring for `host`. */
	wait(host: string): Promise<void> {
		if (this.#rung.delete(host)) return Promise.resolve();
		return new Promise((wake, fail) => {
			this.#awake.delete(host);
			this.#sleeping.set(host, {wake, fail});
			this.#mustNotBeStuck();
		});
	}

	#mustNotBeStuck(): void {
		if (this.#awake.size > 0 || this.#due > 0 || this.paused) return;
		const sleepers = [...this.#sleeping];
		this.#sleeping.clear();
		for (const [host, {fail}] of sleepers) fail(new Error(`nothing can go on: ${host} waits, and so does everybody else`));
	}
}
