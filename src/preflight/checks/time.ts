import type {Facts} from '../../cluster/facts.ts';
import {type Said, type Told, told} from '../../told.ts';
import {stepClock} from '../fixes/time.ts';
import {handledBy} from '../handled-by.ts';
import {type Check, finding, overHosts, type Subject} from '../subject.ts';
import {isContainer} from './kernel.ts';

/** etcd complains from 1 s on; what is below could be the network's doing or vanish by itself. */
const noticedMs = 1000;
/** From here on an install fails: certificates of the first control plane are not valid yet elsewhere. */
const harmfulMs = 10_000;

export const timeChecks: Check = (subject) => [
	...skew(subject),
	...overHosts(subject, 'time-sync-missing', {severity: 'info', handledBy: handledBy.time}, (_host, facts) =>
		facts.timeSync === 'none' && !isContainer(facts) ? told('no time service runs', '没有运行时间服务') : undefined,
	),
	...overHosts(subject, 'time-unsynchronized', {severity: 'info'}, (_host, facts) =>
		facts.timeSync === 'unsynchronized' && !isContainer(facts) ? told('not synchronised', '未同步') : undefined,
	),
	...timeZones(subject),
];

interface Offset {
	readonly name: string;
	/** Host's clock minus this machine's, milliseconds. */
	readonly ms: number;
	/** How far off that can be: half the round trip. */
	readonly marginMs: number;
}

function skew(subject: Subject) {
	const offsets = [...subject.facts].flatMap(([name, facts]) => offsetOf(name, facts));
	const [first] = offsets;
	if (!first) return [];
	const median = medianOf(offsets.map((offset) => offset.ms));
	const certain = (offset: Offset) => Math.abs(offset.ms - median) - offset.marginMs;
	const evidence = (least: number, below: number) =>
		Object.fromEntries(
			offsets
				.filter((offset) => certain(offset) >= least && certain(offset) < below)
				.map((offset) => [offset.name, off(offset.ms - median, told('the others', '其他主机'))]),
		);
	const fix = {fix: stepClock(subject.cluster.timeServers)};
	const here = Math.abs(median) - Math.max(...offsets.map((offset) => offset.marginMs)) > 5 * 60_000;
	return [
		...finding('clock-skew', {severity: 'error', ...fix}, evidence(harmfulMs, Number.POSITIVE_INFINITY)),
		...finding('clock-skew', {severity: 'warning', ...fix}, evidence(noticedMs, harmfulMs)),
		...(here ? finding('clock-differs-here', {severity: 'warning'}, {[first.name]: off(median, told('this machine', '本机'))}) : []),
	];
}

function off(ms: number, whom: Told): Said {
	const length = duration(Math.abs(ms));
	return ms < 0
		? told(`${length} behind ${whom.en}`, `比${whom.zh}慢 ${length}`)
		: told(`${length} ahead of ${whom.en}`, `比${whom.zh}快 ${length}`);
}

function offsetOf(name: string, facts: Facts): readonly Offset[] {
	const {hostMs, receivedMs, roundTripMs} = facts.clock;
	const ms = hostMs - (receivedMs - roundTripMs / 2);
	return Number.isFinite(ms) ? [{name, ms, marginMs: Math.abs(roundTripMs) / 2}] : [];
}

/** Of two middle values the first: with two hosts one of them is the measure, and the other differs from it. */
function medianOf(values: readonly number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	const upper = sorted[Math.floor(sorted.length / 2)] ?? 0;
	const lower = sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
	// The one nearer to this machine's clock is the likelier to be right.
	return Math.abs(lower) <= Math.abs(upper) ? lower : upper;
}

function duration(ms: number): string {
	if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
	if (ms < 3_600_000) return `${Math.round(ms / 60_000)} min`;
	return `${(ms / 3_600_000).toFixed(1)} h`;
}

function timeZones(subject: Subject) {
	const zones = new Set([...subject.facts.values()].flatMap((facts) => (facts.timeZone ? [facts.timeZone] : [])));
	return zones.size < 2 ? [] : overHosts(subject, 'time-zones-differ', {severity: 'info'}, (_host, facts) => facts.timeZone);
}
