import {setTimeout as delay} from 'node:timers/promises';
import type {Clock} from './types.ts';

/** The machine's clock. */
export const systemClock: Clock = {
	now: () => Date.now(),
	monotonic: () => performance.now(),
	async sleep(ms, signal) {
		try {
			await delay(ms, undefined, signal ? {signal} : {});
		} catch (error) {
			// Woken early: that is what the signal is for.
			if (!signal?.aborted) throw error;
		}
	},
};
