import type {ClusterReport, DoneBy, EventBody, Failure, RunEvent, TaskState} from '../events/event.ts';
import {type Said, told, within} from '../told.ts';
import {OutputLog} from './output-log.ts';
import {Tally} from './tally.ts';

/** What a screen shows of one task. Times are milliseconds of the caller's clock. */
export interface TaskCell {
	readonly state: TaskState;
	readonly since: number;
	readonly attempt: number;
	readonly detail?: Said;
	readonly ms?: number;
	readonly exitCode?: number;
	readonly doneBy?: DoneBy;
}

export interface HostLine {
	readonly state: 'idle' | 'connecting' | 'connected' | 'reconnecting' | 'failed' | 'set-aside';
	readonly detail?: Said;
	readonly latencyMs?: number;
	/** Step the host works on, when it does, and since when. */
	readonly step?: string;
	readonly stepSince?: number;
	/** Since when the line is in this state. */
	readonly since: number;
	/** When the run will go on without it, unless its line is back. */
	readonly givenUpAt?: number;
	/** A step that failed and is tried again by itself. */
	readonly retry?: {readonly step: string; readonly at: number; readonly attempt: number; readonly of?: number; readonly reason: Said};
	/** Warnings that concern this host. */
	readonly warnings?: number;
	readonly lastLine?: Said;
	/** When the last line came; silence for a minute is worth saying. */
	readonly lastOutput?: number;
}

export interface StepRow {
	readonly id: string;
	readonly title: Said;
	readonly hosts: readonly string[];
}

type Start = Extract<EventBody, {type: 'run.start'}>;
type End = Extract<EventBody, {type: 'run.end'}>;
type Warning = Extract<EventBody, {type: 'warning'}>;
type Refusal = Extract<EventBody, {type: 'error'}>;

/**
 * The fold of a run's events. It is one mutable value, because 500 hosts times
 * 60 steps copied at every event would cost more than the run: readers are told
 * by `version`, which the store publishes at most ten times a second.
 */
export class RunView {
	version = 0;
	/** Cells that the longest name of a host needs. */
	longestName = 0;
	start: Start | undefined;
	startedAt = 0;
	end: End | undefined;
	report: ClusterReport | undefined;
	/** Why the run could not begin or go on. */
	refusal: Refusal | undefined;
	readonly steps: StepRow[] = [];
	readonly hosts = new Map<string, HostLine>();
	readonly failures: Failure[] = [];
	readonly warnings: Warning[] = [];
	/** The last lines that came of all hosts. */
	readonly output = new OutputLog();
	#all = new Tally();
	readonly #byHost = new Map<string, Tally>();
	readonly #byStep = new Map<string, Tally>();
	/** By step, then by host: readers go through all hosts of a step. */
	readonly #cells = new Map<string, Map<string, TaskCell>>();
	#total = 0;

	/** What earlier runs of this session took: of the whole, and of each step's slowest host. */
	readonly #earlierMs: number;
	readonly #earlierSteps: ReadonlyMap<string, number>;

	/** `earlier` is the run that this one goes on with. */
	constructor(earlier?: RunView) {
		this.#earlierMs = earlier?.tookMs ?? 0;
		this.#earlierSteps = earlier?.stepTimes() ?? new Map();
	}

	/** Milliseconds of all runs that led to this end. */
	get tookMs(): number {
		return this.#earlierMs + (this.end?.ms ?? 0);
	}

	/** Milliseconds of each step's slowest host, over all runs that led to this end, in the order of the plan. */
	stepTimes(): ReadonlyMap<string, number> {
		const times = new Map(this.#earlierSteps);
		for (const {id} of this.steps) times.set(id, Math.max(times.get(id) ?? 0, this.tallyOfStep(id).slowestMs));
		return times;
	}

	/** Takes one event. `now` is the caller's clock in milliseconds. */
	apply(event: RunEvent, now: number): void {
		this.version += 1;
		switch (event.type) {
			case 'run.start':
				this.#begin(event, now);
				return;
			case 'host.state':
				this.#line(event, now);
				return;
			case 'task.state':
				this.#task(event, now);
				return;
			case 'task.output':
				this.#printed(event.host, event.step, event.lines, now);
				return;
			case 'task.retry':
				this.#retries(event, now);
				this.#printed(
					event.host,
					event.step,
					[within(event.reason, (why) => told(`${why.en} (${event.attempt})`, `${why.zh}（第 ${event.attempt} 次）`))],
					now,
				);
				return;
			case 'task.failed':
				this.failures.push(event.failure);
				return;
			case 'warning':
				this.#warned(event, now);
				return;
			case 'error':
				this.refusal = event;
				return;
			case 'report':
				this.report = event.report;
				return;
			case 'run.end':
				this.end = event;
				return;
			default:
				return;
		}
	}

	/** The cell of a task, or undefined when the step does not run on that host. */
	cell(step: string, host: string): TaskCell | undefined {
		return this.#cells.get(step)?.get(host);
	}

	/** The cells of a step by host. */
	cellsOf(step: string): ReadonlyMap<string, TaskCell> {
		return this.#cells.get(step) ?? noCells;
	}

	/** Tasks of the run by state. */
	get counts(): Readonly<Record<TaskState, number>> {
		return this.#all.counts;
	}

	/** Tasks of one host, or of one step, by state. */
	tallyOfHost(host: string): Readonly<Tally> {
		return this.#byHost.get(host) ?? nothing;
	}

	tallyOfStep(step: string): Readonly<Tally> {
		return this.#byStep.get(step) ?? nothing;
	}

	/** Number of tasks of the run. */
	get total(): number {
		return this.#total;
	}

	#begin(event: Start, now: number): void {
		this.start = event;
		this.startedAt = now;
		this.end = undefined;
		this.failures.length = 0;
		this.steps.splice(0, this.steps.length, ...event.steps);
		this.#cells.clear();
		this.#total = 0;
		this.#all = new Tally();
		this.#byHost.clear();
		this.#byStep.clear();
		this.longestName = Math.max(0, ...event.hosts.map((host) => host.length));
		for (const host of event.hosts) this.hosts.set(host, {state: 'idle', since: now});
		for (const step of event.steps) for (const host of step.hosts) this.#set(step.id, host, {state: 'waiting', since: now, attempt: 0});
	}

	#task(event: Extract<EventBody, {type: 'task.state'}>, now: number): void {
		const {host, step, state, attempt, detail, ms, exitCode, doneBy} = event;
		this.#set(step, host, {state, since: now, attempt, detail, ms, exitCode, doneBy} as TaskCell);
		const atWork = state === 'checking' || state === 'running' || state === 'verifying' || state === 'reconnecting';
		const line = this.hosts.get(host);
		if (line?.retry?.step === step && state !== 'waiting') this.#host(host, {retry: undefined});
		// Checking, running and verifying are one piece of work to the operator.
		if (atWork && line?.step !== step) this.#host(host, {step, stepSince: now, lastLine: undefined});
		else if (!atWork && line?.step === step) this.#host(host, {step: undefined, stepSince: undefined, lastLine: undefined});
	}

	/** It stands there until the step moves on from waiting. */
	#retries({host, step, attempt, of, reason, delayMs}: Extract<EventBody, {type: 'task.retry'}>, now: number): void {
		this.#host(host, {retry: {step, at: now + delayMs, attempt, ...(of !== undefined && {of}), reason}});
	}

	#set(step: string, host: string, cell: TaskCell): void {
		const cells = valueIn(this.#cells, step, () => new Map<string, TaskCell>());
		const before = cells.get(host)?.state;
		if (before === undefined) this.#total += 1;
		for (const tally of [this.#all, valueIn(this.#byHost, host, newTally), valueIn(this.#byStep, step, newTally)])
			tally.move(before, cell.state, cell.ms);
		cells.set(host, cell);
	}

	/** Each attempt at a line that is down is told; it is down since the first. */
	#line({host, state, detail, latencyMs, givenUpInMs}: Extract<EventBody, {type: 'host.state'}>, now: number): void {
		const before = this.hosts.get(host);
		const givenUpAt = state !== 'reconnecting' ? undefined : givenUpInMs === undefined ? before?.givenUpAt : now + givenUpInMs;
		this.#host(host, {state, detail, latencyMs, givenUpAt, since: before?.state === state ? before.since : now});
	}

	#host(host: string, change: {[Key in keyof HostLine]?: HostLine[Key] | undefined}): void {
		const before = this.hosts.get(host) ?? {state: 'idle' as const, since: 0};
		this.hosts.set(host, {...before, ...change} as HostLine);
	}

	/** It stands in the log of its host, too: where it belongs in time. */
	#warned(event: Warning, now: number): void {
		this.warnings.push(event);
		const {host, message} = event;
		const line = host === undefined ? undefined : this.hosts.get(host);
		if (host === undefined || !line) return;
		this.output.add(host, line.step ?? '', [within(message, (it) => told(`warning: ${it.en}`, `警告：${it.zh}`))], now);
		this.#host(host, {warnings: (line.warnings ?? 0) + 1});
	}

	#printed(host: string, step: string, lines: readonly Said[], now: number): void {
		this.output.add(host, step, lines, now);
		const last = lines.at(-1);
		if (last !== undefined) this.#host(host, {lastLine: last, lastOutput: now});
	}
}

const nothing = new Tally();
const noCells: ReadonlyMap<string, TaskCell> = new Map();
const newTally = () => new Tally();

/** The value of a name; made when it is not there yet. */
function valueIn<Value>(values: Map<string, Value>, name: string, make: () => Value): Value {
	const known = values.get(name);
	if (known !== undefined) return known;
	const fresh = make();
	values.set(name, fresh);
	return fresh;
}
