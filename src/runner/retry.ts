import type {RetryCause, Step} from '../../steps/step.ts';

/** Attempts of a task within one run. */
export const maxAttempts = 5;

/**
 * Texts of failures that pass by themselves, by cause. Only what the tools
 * print; a wrong password, a wrong name (404) or a wrong key never matches.
 */
const passing: Readonly<Record<RetryCause, readonly RegExp[]>> = {
	lock: [
		/could not get lock \/var\/lib\/(dpkg|apt)/i,
		/unable to (acquire|lock) the dpkg/i,
		/dpkg.*(is|was) locked by another process/i,
		/(yum|dnf|rpm).*(lock|another (app|copy))/i,
		/waiting for process with pid \d+ to finish/i,
	],
	network: [
		/temporary failure (in name resolution|resolving)/i,
		/could not resolve host/i,
		/(connection|operation|request|read|dial tcp.*) ?timed? ?out/i,
		/\bi\/o timeout\b/i,
		/connection (refused|reset by peer|closed)/i,
		/network is unreachable|no route to host/i,
		/tls handshake timeout|unexpected eof|unexpected end of file/i,
		/\b(http|error|status|code)\D{0,12}\b(429|500|502|503|504)\b|\b50[234]\s+(bad gateway|service unavailable|gateway time-?out)/i,
		/hash sum mismatch|file has unexpected size/i,
		/etcdserver: (request timed out|leader changed|too many requests)/i,
	],
	pull: [
		/failed to pull (and unpack )?image.*(timeout|reset|refused|eof|429|50\d|toomanyrequests|too many requests)/i,
		/toomanyrequests|too many requests/i,
	],
};

/** Texts that say the values are wrong: no time heals them, whatever else is printed. */
const lasting =
	/unauthorized|authentication required|permission denied|access denied|\b40[134]\b|x509:|certificate|no_pubkey|expkeysig|not found|no space left|invalid/i;

/** The cause for which a failed task may be tried again, with the line that says so; undefined when it may not. */
export function retryCause(
	step: Pick<Step, 'retry'>,
	lines: readonly string[],
): {readonly cause: RetryCause; readonly line: string} | undefined {
	for (const line of lines.toReversed()) {
		if (lasting.test(line)) continue;
		const cause = step.retry.find((one) => passing[one].some((pattern) => pattern.test(line)));
		if (cause) return {cause, line};
	}
	return undefined;
}

/** Full jitter (0 … base × 2^n, at most `capMs`): hosts that failed together do not come back together. `random` is 0 ≤ x < 1. */
export function jitteredDelay(attempt: number, baseMs: number, capMs: number, random: number): number {
	return Math.round(random * Math.min(capMs, baseMs * 2 ** Math.min(attempt, 20)));
}
