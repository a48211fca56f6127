import type {Secret} from '../shell/secret.ts';
import type {LateName} from '../shell/sh.ts';
import type {Clock} from './types.ts';

/** Tokens live 30 minutes and certificate keys 2 hours: what is younger than this can be used without a race. */
const freshMs = 15 * 60_000;

/** The monotonic clock stands still while a laptop sleeps and the other may be set back: the older age counts. */
type Times = Record<'now' | 'monotonic', number>;

/** Run-time values of this run. They live in memory only, and a resume gets new ones. */
export class LateValues {
	readonly #values = new Map<LateName, {readonly value: Secret | string; readonly since: Times}>();
	readonly #clock: Pick<Clock, 'now' | 'monotonic'>;

	constructor(clock: Pick<Clock, 'now' | 'monotonic'>) {
		this.#clock = clock;
	}

	give(name: LateName, value: Secret | string): void {
		this.#values.set(name, {value, since: this.#times()});
	}

	isFresh(name: LateName): boolean {
		const held = this.#values.get(name);
		if (held === undefined) return false;
		const {now, monotonic} = this.#times();
		return monotonic - held.since.monotonic < freshMs && now - held.since.now < freshMs;
	}

	#times(): Times {
		return {now: this.#clock.now(), monotonic: this.#clock.monotonic()};
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
