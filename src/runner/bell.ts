/**
 * Wakes hosts that wait for something new to do. A ring before the wait is not
 * lost. Knows when everybody waits and nobody is left to ring.
 */
export class Bell {
	readonly #rung = new Set<string>();
	readonly #waiting = new Map<string, () => void>();

	ring(host: string): void {
		const wake = this.#waiting.get(host);
		this.#waiting.delete(host);
		if (wake) wake();
		else this.#rung.add(host);
	}

	ringAll(): void {
		for (const host of [...this.#waiting.keys()]) this.ring(host);
	}

	/** Resolves at the next ring for `host`. */
	wait(host: string): Promise<void> {
		if (this.#rung.delete(host)) return Promise.resolve();
		return new Promise((resolve) => this.#waiting.set(host, resolve));
	}

	/** Number of hosts that sleep now. */
	get sleeping(): number {
		return this.#waiting.size;
	}
}
