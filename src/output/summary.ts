import type {EventBody, RunResult} from '../events/event.ts';
import {counted, duration, type Look, type MarkName} from './look.ts';

type RunEnd = Extract<EventBody, {type: 'run.end'}>;

const words: Readonly<Record<RunResult, {readonly mark: MarkName; readonly text: string}>> = {
	done: {mark: 'done', text: 'everything is done and verified'},
	failed: {mark: 'failed', text: 'stopped at a failure; what was done stays done'},
	'partly-done': {mark: 'set-aside', text: 'finished, but some hosts were set aside'},
	interrupted: {mark: 'unknown', text: 'interrupted; nothing is lost'},
	detached: {mark: 'reconnecting', text: 'detached; jobs on the hosts go on'},
	'needs-decision': {mark: 'question', text: 'stopped for a decision of yours'},
	locked: {mark: 'failed', text: 'another kubewiz is at work here'},
};

/** What stands last on the screen: result, counts, failures (`step on host`), hosts set aside, the commands to go on with, and where the log is. */
export function summaryLines(
	end: RunEnd,
	about: {readonly simulation: boolean; readonly log: string | undefined; readonly failures: readonly string[]},
	look: Look,
): string[] {
	const {mark, text} = words[end.result];
	const count = (name: keyof RunEnd['counts'], word: string) => (end.counts[name] > 0 ? [`${end.counts[name]} ${word}`] : []);
	const open = end.counts.waiting + end.counts.checking + end.counts.running + end.counts.verifying + end.counts.reconnecting;
	const counts = [
		`${counted(end.counts.done, 'task')} done`,
		...count('failed', 'failed'),
		...count('unknown', 'unknown'),
		...count('set-aside', 'set aside'),
		...count('blocked', 'blocked'),
		...(open > 0 ? [`${open} not finished`] : []),
	];
	return [
		'',
		`${look.mark(mark)}: ${text}, after ${duration(end.ms)}`,
		`  ${counts.join(', ')}`,
		...about.failures.map((failure) => `  failed: ${failure}`),
		...(end.setAside.length > 0 ? [`  set aside: ${end.setAside.join(', ')}`] : []),
		...(end.next.length > 0 ? ['  next:', ...end.next.map((command) => `    ${look.tone('strong', look.say(command))}`)] : []),
		...(about.log ? [`  log: ${about.log}`] : []),
		...(about.simulation ? [simulationNote(look)] : []),
	];
}

/** Said at both ends of a demo run. */
export function simulationNote(look: Look): string {
	return look.tone('warn', 'SIMULATION: the hosts are played by kubewiz itself; no machine was touched');
}
