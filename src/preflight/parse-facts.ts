import type {Facts} from '../cluster/facts.ts';
import {type FactLines, readFactLines} from './facts/lines.ts';
import {parseDisks} from './facts/parse-disks.ts';
import {parseNetwork} from './facts/parse-network.ts';
import {parseSoftware} from './facts/parse-software.ts';
import {parseSystem} from './facts/parse-system.ts';

export {FactsError} from './facts/lines.ts';

/** When the facts were asked for and when the answer was complete, milliseconds since the epoch of this machine's clock. */
interface FactsTiming {
	readonly sentMs: number;
	readonly receivedMs: number;
}

/** Reads the output of `factsScript`. Throws FactsError when it is cut off. */
export function parseFacts(lines: readonly string[], timing: FactsTiming): Facts {
	const facts = readFactLines(lines);
	return {
		...parseSystem(facts),
		...parseNetwork(facts),
		...parseSoftware(facts),
		disks: parseDisks(facts),
		clock: clockOf(facts, timing),
		timeSync: timeSyncOf(facts),
		...(facts.one('time-zone') === undefined ? {} : {timeZone: facts.one('time-zone') as string}),
		...(facts.one('fsync') === undefined ? {} : {fsyncP99Ms: Number(facts.one('fsync'))}),
	};
}

/**
 * The host's clock at the moment its answer left. The time the script itself
 * took is taken out of the round trip; a host whose date knows only whole
 * seconds is taken at the half, and its imprecision counted as round trip.
 */
function clockOf(facts: FactLines, timing: FactsTiming): Facts['clock'] {
	const start = toMs(facts.one('clock-start'));
	const end = toMs(facts.one('clock-end'));
	const precision = Number(facts.all('clock-end')[0]?.[1] ?? 1);
	const coarse = precision > 1;
	const elapsed = timing.receivedMs - timing.sentMs;
	const onHost = coarse ? 0 : Math.min(Math.max(end - start, 0), elapsed);
	return {
		hostMs: coarse ? end + precision / 2 : end,
		receivedMs: timing.receivedMs,
		roundTripMs: elapsed - onHost + (coarse ? precision : 0),
	};
}

function toMs(nanoseconds: string | undefined): number {
	return nanoseconds === undefined ? Number.NaN : Number(nanoseconds.slice(0, -6));
}

const clockDaemons = ['chronyd', 'ntpd', 'systemd-timesyn', 'openntpd', 'ptp4l', 'phc2sys'];

function timeSyncOf(facts: FactLines): Facts['timeSync'] {
	const synchronized = facts.one('time-synchronized');
	if (synchronized === 'yes') return 'synchronized';
	const daemon = facts.list('process').some((name) => clockDaemons.includes(name));
	if (daemon) return synchronized === 'no' ? 'unsynchronized' : 'unknown';
	return facts.list('process').length > 0 || synchronized === 'no' ? 'none' : 'unknown';
}
