import {shortTime} from '../parts/time.ts';

/** After so long without a line the screen says so, instead of leaving the operator to wonder. */
const silenceMs = 60_000;

/** How long nothing came, in words, once that is worth saying. `last`: when the last line came, or the work began. */
export function quietFor(last: number, now: number): string | undefined {
	return now - last >= silenceMs ? shortTime(now - last) : undefined;
}
