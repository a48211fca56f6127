import type {Secret} from '../shell/secret.ts';
import type {LateName} from '../shell/sh.ts';

/** Tokens live 30 minutes and certificate keys 2 hours: what is younger than this can be used without a race. */
const freshMs = 15 * 60_000;

/** Run-time values of this run. They live in memory only, and a resume gets new ones. */
export class LateValues {
	readonly #values = new Map<LateName, {readonly value: Secret | string; readonly since: number}>();
	readonly #now: () => number;

	constructor(now: () => number) {
		this.#now = now;
	}

	give(name: LateName, value: Secret | string): void {
		this.#values.set(name, {value, since: this.#now()});
	}

	isFresh(name: LateName): boolean {
		const held = this.#values.get(name);
		return held !== undefined && this.#now() - held.since < freshMs;
	}

	/** Has the value made again before it is used the next time. */
	forget(names: readonly LateName[]): void {
		for (const name of names) this.#values.delete(name);
	}

	/** Values for a unit. Throws when one is missing: the caller has checked `isFresh`. */
	take(names: readonly LateName[]): Readonly<Partial<Record<LateName, Secret | string>>> {
		return Object.fromEntries(
			names.map((name) => {
				const held = this.#values.get(name);
				if (!held) throw new Error(`the value ${name} was not given`);
				return [name, held.value];
			}),
		);
	}
}
