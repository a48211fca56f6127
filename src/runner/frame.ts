import type {Outcome, Phase, UnitEvent, UnitResult} from '../remote/contract.ts';
import type {Said} from '../told.ts';
import type {RunContext} from './context.ts';
import {stopsAtDrift} from './drift.ts';
import type {Line} from './line.ts';
import {keepMarks} from './marks.ts';
import {record, recordDone} from './record.ts';
import {retryOrFail} from './retry-or-fail.ts';
import {isGiver, isSettled, type TaskRun} from './task-run.ts';
import {isLost, unitOf} from './units.ts';
import {words} from './words.ts';

/** A line lost so many times in one task is no accident. */
const maxLost = 5;

/**
 * Runs tasks in one frame: one round trip, each reported as it ends. What the
 * line took with it is asked for again later: these steps may be repeated.
 */
export async function runFrame(context: RunContext, line: Line, runs: readonly TaskRun[]): Promise<void> {
	if (stopsAtDrift(context, runs)) return;
	const session = await line.session();
	await keepMarks(context, line.host, session);
	const frame = new Frame(context, runs);
	let results: readonly UnitResult[] = [];
	try {
		const units = runs.map((run) => unitOf(context, run));
		results = await session.run(units, {onEvent: (event) => frame.take(event), signal: line.signal});
	} finally {
		frame.end(results);
	}
	if (results.length < runs.length || results.some(({phases}) => phases.some(({outcome}) => isLost(outcome)))) {
		const failed = runs.some((run) => run.state === 'failed' || run.held);
		if (!failed) throw line.lost(words.lineLost.frame);
	}
}

const stateOf = {check: 'checking', apply: 'running', verify: 'verifying'} as const satisfies Record<Phase, string>;

class Frame {
	readonly #context: RunContext;
	readonly #runs: ReadonlyMap<string, TaskRun>;
	readonly #spent = new Map<TaskRun, number>();

	constructor(context: RunContext, runs: readonly TaskRun[]) {
		this.#context = context;
		this.#runs = new Map(runs.map((run) => [run.task.step.id, run]));
	}

	take(event: UnitEvent): void {
		const run = this.#runs.get(event.unit);
		if (!run || isSettled(run)) return;
		switch (event.kind) {
			case 'phase':
				this.#phase(run, event.phase);
				break;
			case 'lines':
				this.#context.emit({type: 'task.output', host: run.task.host, step: event.unit, phase: event.phase, lines: event.lines});
				break;
			case 'gave':
				this.#context.values.give(event.name, event.value);
				break;
			case 'phase-end':
				this.#phaseEnd(run, event);
		}
	}

	#phase(run: TaskRun, phase: Phase): void {
		this.#context.atWork.set(run.task.host, run);
		if (phase === 'apply') {
			run.attempt += 1;
			this.#context.board.begins(run);
			record(this.#context, run, {ev: 'intent'});
		}
		this.#context.board.move(run, stateOf[phase]);
	}

	#phaseEnd(run: TaskRun, {phase, outcome, ms}: UnitEvent & {readonly kind: 'phase-end'}): void {
		this.#spent.set(run, (this.#spent.get(run) ?? 0) + ms);
		if (outcome.kind !== 'exit' || outcome.code !== 0) return;
		// A task that gives values is done when they have come, which is known at the end of the frame.
		if (phase === 'apply' || isGiver(run)) return;
		recordDone(this.#context, run, phase === 'verify' ? 'changed' : foundBy(run), this.#spent.get(run));
	}

	/** The results say the same as the events did, and how the last unit ended. */
	end(results: readonly UnitResult[]): void {
		for (const result of results) {
			const run = this.#runs.get(result.unit);
			if (run && !isSettled(run)) this.#settle(run, result);
		}
		for (const run of this.#runs.values()) if (!isSettled(run) && !run.held && run.state !== 'waiting') this.#lost(run, words.noAnswer);
	}

	#settle(run: TaskRun, result: UnitResult): void {
		for (const [name, value] of Object.entries(result.gave)) this.#context.values.give(name as keyof typeof result.gave, value);
		const last = result.phases.at(-1);
		if (!last) return;
		const {outcome, phase} = last;
		if (isLost(outcome)) this.#lost(run, outcome.kind === 'unknown' ? outcome.detail : '');
		else if (outcome.kind === 'exit' && outcome.code === 0) this.#succeeded(run, phase);
		else this.#failed(run, result, phase, outcome);
	}

	#failed(run: TaskRun, {tail}: UnitResult, phase: Phase, outcome: Outcome): void {
		const ended = outcome.kind === 'exit' ? {exitCode: outcome.code} : {words: words.timeout(Math.ceil(run.task.step.timeoutMs / 60_000))};
		retryOrFail(this.#context, run, {phase, lines: tail, ...ended});
	}

	#succeeded(run: TaskRun, phase: Phase): void {
		const missing = run.task.step.gives.filter((name) => !this.#context.values.isFresh(name));
		if (missing.length > 0) retryOrFail(this.#context, run, {phase: 'apply', lines: [], words: words.noValue(missing)});
		else recordDone(this.#context, run, phase === 'check' ? foundBy(run) : 'changed', this.#spent.get(run));
	}

	#lost(run: TaskRun, detail: Said): void {
		if (run.tries > 0) record(this.#context, run, {ev: 'unknown', reason: detail});
		this.#context.board.move(run, 'unknown', detail);
		run.lost += 1;
		if (run.lost > maxLost)
			this.#context.troubles.failed(this.#context, run, {phase: 'apply', lines: [detail], words: words.lostTooOften(run.lost)});
		// Whatever it has done is found out by its check.
		else this.#context.board.move(run, 'waiting');
	}
}

function foundBy(run: TaskRun): 'already' | 'adopted' | 'journal' {
	if (run.evidence === undefined) return 'already';
	return run.evidence.last === 'verified' ? 'journal' : 'adopted';
}
