/** At most so many at a time; the others wait in order. The limit may change while they wait. */
export class Slots {
	#limit: number;
	#taken = 0;
	readonly #waiting: (() => void)[] = [];

	constructor(limit: number) {
		this.#limit = limit;
	}

	get taken(): number {
		return this.#taken;
	}

	get limit(): number {
		return this.#limit;
	}

	set limit(limit: number) {
		this.#limit = limit;
		this.#admit();
	}

	/** Runs `work` in a slot. An abort while waiting throws the signal's reason. */
	async run<Value>(work: () => Promise<Value>, signal?: AbortSignal): Promise<Value> {
		await this.#enter(signal);
		try {
			return await work();
		} finally {
			this.#taken -= 1;
			this.#admit();
		}
	}

	#enter(signal?: AbortSignal): Promise<void> {
		return new Promise((resolve, reject) => {
			const leave = (): void => {
				this.#waiting.splice(this.#waiting.indexOf(enter), 1);
				reject(signal?.reason);
			};
			const enter = (): void => {
				signal?.removeEventListener('abort', leave);
				this.#taken += 1;
				resolve();
			};
			if (signal?.aborted) return reject(signal.reason);
			signal?.addEventListener('abort', leave, {once: true});
			this.#waiting.push(enter);
			this.#admit();
		});
	}

	#admit(): void {
		while (this.#taken < this.#limit) {
			const next = this.#waiting.shift();
			if (!next) return;
			next();
		}
	}
}
