import {writeFile} from 'node:fs/promises';
import type {EventBody, Failure, RunEvent} from '../events/event.ts';
import {englishJson, inEnglish} from '../told.ts';
import {CappedFile} from './capped-file.ts';
import {failureLines} from './failure.ts';
import {duration, lookOf} from './look.ts';
import type {Renderer} from './renderer.ts';
import type {RunDirectory} from './run-directory.ts';

/** Bytes; each is kept once more as `.1`. */
const limits = {events: 64 << 20, host: 4 << 20} as const;

/** `summary.json` of a run: how it ended, for people and scripts that come later. */
export interface RunRecord {
	readonly cluster: string;
	readonly run: string;
	readonly mode: string;
	readonly plan: string;
	readonly simulation: boolean;
	readonly started: string;
	readonly ended: string;
	readonly result: string;
	readonly exitCode: number;
	readonly counts: Readonly<Record<string, number>>;
	readonly setAside: readonly string[];
	readonly failures: readonly Failure[];
}

type Start = Extract<RunEvent, {type: 'run.start'}>;
type End = Extract<RunEvent, {type: 'run.end'}>;

const plain = lookOf({colour: false, unicode: true, canAsk: false, columns: 80});

/**
 * Writes the files of a run: `events.jsonl`, `hosts/NAME.log` with a head for
 * every step, `summary.json`. `onError` hears once of each file that can no
 * longer be written.
 */
export function runLog(directory: RunDirectory, onError: (error: Error) => void): Renderer {
	const events = new CappedFile(directory.events, limits.events, onError);
	const hosts = new Map<string, CappedFile>();
	const failures: Failure[] = [];
	let start: Start | undefined;
	let end: End | undefined;

	function hostFile(host: string): CappedFile {
		const file = hosts.get(host) ?? new CappedFile(directory.hostLog(host), limits.host, onError);
		hosts.set(host, file);
		return file;
	}

	return {
		event(event) {
			events.append(englishJson(event));
			if (event.type === 'run.start') start = event;
			if (event.type === 'run.end') end = event;
			if (event.type === 'task.failed') failures.push(event.failure);
			if ('host' in event && event.host) for (const line of hostLines(event)) hostFile(event.host).append(line);
		},
		async end() {
			await Promise.all([events, ...hosts.values()].map((file) => file.flush()));
			if (!start || !end) return;
			const text = `${englishJson(recordOf(start, end, failures), 2)}\n`;
			await writeFile(directory.summary, text, {mode: 0o600}).catch(onError);
		},
	};
}

/** Lines of a host's log for one event. A line of output starts with a blank, so `kubewiz logs` tells it from a head. */
function hostLines(event: EventBody & {readonly time: string}): string[] {
	switch (event.type) {
		case 'host.state':
			return [`== ${event.time} ${event.state}${event.detail ? ` ${inEnglish(event.detail)}` : ''}`];
		case 'task.state':
			return [
				`== ${event.time} ${event.step} ${[event.state, event.doneBy, inEnglish(event.detail ?? '')].filter(Boolean).join(' ')}${taskTail(event)}`,
			];
		case 'task.output':
			return event.lines.map((line) => ` ${line}`);
		case 'task.retry':
			return [`== ${event.time} ${event.step} retry ${event.attempt} in ${duration(event.delayMs)}: ${inEnglish(event.reason)}`];
		case 'task.failed':
			return [`== ${event.time} ${event.step} failure`, ...failureLines(event.failure, plain).map((line) => ` ${line}`)];
		case 'warning':
		case 'need-input':
			return [`== ${event.time} - ${event.type} ${inEnglish(event.message)}`];
		default:
			return [];
	}
}

function taskTail(event: Extract<EventBody, {type: 'task.state'}>): string {
	const code = event.exitCode === undefined ? '' : ` rc=${event.exitCode}`;
	const time = event.ms === undefined ? '' : ` ${duration(event.ms)}`;
	return `${event.attempt > 1 ? ` attempt ${event.attempt}` : ''}${code}${time}`;
}

function recordOf(start: Start, end: End, failures: readonly Failure[]): RunRecord {
	return {
		cluster: start.cluster,
		run: start.run,
		mode: start.mode,
		plan: start.plan,
		simulation: start.simulation,
		started: start.time,
		ended: end.time,
		result: end.result,
		exitCode: end.exitCode,
		counts: end.counts,
		setAside: end.setAside,
		failures,
	};
}
