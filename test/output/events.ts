import type {EventBody, RunEvent, TaskState} from '../../src/events/event.ts';
import {type Look, lookOf} from '../../src/output/look.ts';
import type {Renderer} from '../../src/output/renderer.ts';
import type {Sink} from '../../src/output/sink.ts';

export const noCounts: Readonly<Record<TaskState, number>> = {
	waiting: 0,
	checking: 0,
	running: 0,
	verifying: 0,
	reconnecting: 0,
	unknown: 0,
	done: 0,
	failed: 0,
	'set-aside': 0,
	blocked: 0,
};

export const asciiLook: Look = lookOf({colour: false, unicode: false, canAsk: false, columns: 80});

/** A sink that keeps what was written. */
export function memorySink(): Sink & {readonly text: () => string} {
	const parts: string[] = [];
	return {closed: false, write: (text) => void parts.push(text), drain: () => Promise.resolve(), text: () => parts.join('')};
}

/** Numbers the events and puts them into the renderer, one a second from 10:00:00 local time. */
export function play(renderer: Renderer, bodies: readonly EventBody[]): void {
	for (const [index, body] of bodies.entries()) renderer.event(stamped(body, index));
}

export function stamped(body: EventBody, index = 0): RunEvent {
	return {...body, seq: index + 1, time: new Date(2026, 10, 21, 10, 0, index).toISOString()};
}

export const runStart: Extract<EventBody, {type: 'run.start'}> = {
	type: 'run.start',
	mode: 'apply',
	cluster: 'lab',
	run: '20261121T100000Z',
	lineage: 'l1',
	epoch: 1,
	plan: 'sha256:0123456789abcdef',
	simulation: false,
	hosts: ['cp1', 'w1'],
	steps: [
		{id: 'prepare/swap', title: 'Turn swap off', hosts: ['cp1', 'w1']},
		{id: 'workers/join', title: 'Join the workers', hosts: ['w1']},
	],
};
