import type {EventBody} from '../events/event.ts';
import {joined, type Said, told} from '../told.ts';
import {duration, type MarkName, marks} from './look.ts';

type TaskEvent = Extract<EventBody, {type: 'task.state'}>;

/** Gathers a step's hosts, so that 500 of them are one line. */
export interface StepFold {
	/** Gives the line when the last host of the step has come to its end. */
	take(event: TaskEvent): {readonly hosts: number; readonly mark: MarkName; readonly text: Said} | undefined;
}

const ends = new Set<TaskEvent['state']>(['done', 'failed', 'blocked', 'set-aside', 'unknown']);

export function stepFold(steps: readonly {readonly id: string; readonly hosts: readonly string[]}[]): StepFold {
	const sizes = new Map(steps.map((step) => [step.id, step.hosts.length]));
	const last = new Map<string, Map<string, TaskEvent>>();

	return {
		take(event) {
			if (!ends.has(event.state)) return undefined;
			const byHost = last.get(event.step) ?? new Map<string, TaskEvent>();
			last.set(event.step, byHost);
			byHost.set(event.host, event);
			if (byHost.size < (sizes.get(event.step) ?? 0)) return undefined;
			// A task that ends twice (set aside, then joined) tells the step's line again, corrected.
			return lineOf([...byHost.values()]);
		},
	};
}

function lineOf(events: readonly TaskEvent[]): {hosts: number; mark: MarkName; text: Said} {
	const in_ = (state: TaskEvent['state']) => events.filter((event) => event.state === state);
	const done = in_('done');
	const changed = done.filter((event) => event.doneBy === 'changed').length;
	const bad = in_('failed').length;
	const parts = [
		...(changed > 0 ? [told(`${changed} changed`, `${changed} 台已更改`)] : []),
		...(done.length > changed ? [told(`${done.length - changed} so already`, `${done.length - changed} 台原本如此`)] : []),
		...(['failed', 'unknown', 'set-aside', 'blocked'] as const).flatMap((state) => {
			const count = in_(state).length;
			return count > 0 ? [told(`${count} ${state}`, `${count} 台${marks[state].word.zh}`)] : [];
		}),
	];
	const slowest = Math.max(0, ...done.map((event) => event.ms ?? 0));
	const mark = bad > 0 ? 'failed' : done.length === events.length ? 'done' : 'set-aside';
	return {
		hosts: events.length,
		mark,
		text: joined([...parts, ...(slowest > 0 ? [told(`slowest ${duration(slowest)}`, `最慢 ${duration(slowest)}`)] : [])]),
	};
}
