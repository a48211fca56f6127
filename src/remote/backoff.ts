import {setTimeout as sleep} from 'node:timers/promises';

/**
 * Pause before attempt `attempt` (the second is 2), full jitter: anything
 * between 0.2 s and a bound that doubles up to 5 s, so that many hosts that
 * failed together don't come back together.
 */
function pauseMs(attempt: number, random: () => number = Math.random): number {
	const bound = Math.min(5000, 200 * 2 ** Math.min(attempt - 1, 10));
	return 200 + random() * Math.max(0, bound - 200);
}

/** Waits that pause; an abort ends it early, without an error. */
export async function pause(attempt: number, signal?: AbortSignal): Promise<void> {
	await sleep(pauseMs(attempt), undefined, signal ? {signal} : {}).catch((error: unknown) => {
		if (!signal?.aborted) throw error;
	});
}
