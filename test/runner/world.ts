import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {setImmediate as tick} from 'node:timers/promises';
import type {Facts} from '../../src/cluster/facts.ts';
import type {Cluster} from '../../src/cluster/types.ts';
import type {RunEvent} from '../../src/events/event.ts';
import {openJournal} from '../../src/journal/journal.ts';
import {readRun} from '../../src/journal/read-run.ts';
import type {Journal} from '../../src/journal/types.ts';
import {makePlan} from '../../src/plan/make-plan.ts';
import type {Plan} from '../../src/plan/types.ts';
import {marksPath} from '../../src/runner/marks.ts';
import {run} from '../../src/runner/run.ts';
import type {Clock, RunRequest, RunSummary} from '../../src/runner/types.ts';
import type {Step} from '../../steps/step.ts';
import {clusterOf, factsOf, installSteps} from '../plan/steps.ts';
import {ModelFleet} from './model-fleet.ts';

/** Time that costs none: short waits are over at once, long ones (patience) only by `advance`. */
export class ModelClock implements Clock {
	#now = Date.UTC(2026, 0, 1);
	readonly slept: number[] = [];
	readonly #long = new Set<{due: number; wake: () => void}>();

	now(): number {
		return this.#now;
	}

	monotonic(): number {
		return this.#now;
	}

	async sleep(ms: number, signal?: AbortSignal): Promise<void> {
		if (ms <= 60_000) {
			this.slept.push(ms);
			this.#now += ms;
			await tick();
			return;
		}
		const {promise, resolve} = Promise.withResolvers<void>();
		this.#long.add({due: this.#now + ms, wake: resolve});
		signal?.addEventListener('abort', () => resolve(), {once: true});
		await promise;
	}

	advance(ms: number): void {
		this.#now += ms;
		for (const sleeper of this.#long) if (sleeper.due <= this.#now) sleeper.wake();
	}
}

/** A fleet, a state directory and everything to run a plan on them again and again. */
export class World {
	readonly cluster: Cluster;
	readonly fleet: ModelFleet;
	readonly base = mkdtempSync(join(tmpdir(), 'kubewiz-runner-'));
	readonly dir = join(this.base, 'state');
	readonly clock = new ModelClock();
	readonly steps: readonly Step[];
	events: RunEvent[] = [];
	#open: Journal | undefined;

	constructor(planes: number, workers: number, steps: readonly Step[] = installSteps) {
		this.cluster = clusterOf(planes, workers);
		this.steps = steps;
		this.fleet = new ModelFleet(this.cluster.hosts.map((host) => host.name));
	}

	/** Facts as the hosts would tell them now, marks included. Hosts that are dead tell nothing. */
	facts(cluster = this.cluster): ReadonlyMap<string, Facts> {
		const alive = [...factsOf(cluster, (name) => this.#marks(name))].filter(([name]) => !this.fleet.host(name).dead);
		return new Map(alive);
	}

	#marks(name: string): Partial<Facts> {
		const text = this.fleet.host(name).files.get(marksPath);
		return text === undefined ? {} : {marks: JSON.parse(text)};
	}

	plan(cluster = this.cluster): Plan {
		return makePlan({cluster, facts: this.facts(cluster), files: {}, steps: this.steps});
	}

	/** One run from opening the journal to closing it. `events` holds its events afterwards. */
	async run(change: Partial<RunRequest> = {}): Promise<RunSummary> {
		this.events = [];
		// What the kernel does when a process ends: its locks are gone.
		for (const host of this.fleet.hosts.values()) host.lock = undefined;
		const journal = await openJournal({dir: this.dir, kubewiz: '0.1.0', clock: this.clock});
		this.#open = journal;
		const facts = this.facts();
		const request: RunRequest = {
			plan: this.plan(),
			facts,
			fleet: this.fleet,
			journal,
			mode: 'apply',
			emit: (event) => this.events.push(event),
			diagnose: () => undefined,
			clock: this.clock,
			random: () => 0.5,
			...change,
		};
		try {
			const summary = await run(request);
			await journal.close();
			return summary;
		} finally {
			journal.abandon();
		}
	}

	/** What is recorded now. */
	async recorded() {
		const reading = await readRun(this.dir);
		if (!reading) throw new Error('nothing is recorded');
		return reading.state;
	}

	states(): Readonly<Record<string, string>> {
		const states: Record<string, string> = {};
		for (const event of this.events) if (event.type === 'task.state') states[`${event.step}@${event.host}`] = event.doneBy ?? event.state;
		return states;
	}

	violations(): readonly string[] {
		return [...this.fleet.hosts.values()].flatMap((host) => host.violations);
	}

	applied(step: string): Readonly<Record<string, number>> {
		return Object.fromEntries(
			[...this.fleet.hosts.values()].flatMap((host) => (host.applied.has(step) ? [[host.name, host.applied.get(step) as number]] : [])),
		);
	}

	dispose(): void {
		this.#open?.abandon();
		rmSync(this.base, {recursive: true});
	}
}
