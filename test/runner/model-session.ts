import {setImmediate as tick} from 'node:timers/promises';
import {outward} from '../../src/outward.ts';
import {
	checkCode,
	type JobState,
	type Outcome,
	type Phase,
	RemoteError,
	type RunOptions,
	type Session,
	type Unit,
	type UnitResult,
} from '../../src/remote/contract.ts';
import {Secret} from '../../src/shell/secret.ts';
import type {LateName} from '../../src/shell/sh.ts';
import type {ModelHost, ModelJob} from './model-host.ts';

export type Call = 'open' | 'run' | 'start' | 'state' | 'attach' | 'upload';
/** `before`: the request was lost; `after`: it was carried out and the answer was lost; `down`: the host does not answer. */
export type Break = 'before' | 'after' | 'down' | undefined;

const lostOutcome: Outcome = {kind: 'unknown', reason: 'connection-lost', detail: 'the line broke'};
const lost = {kind: 'unknown', detail: 'the line broke'} as const;

/** A session with a modelled host; every call asks first whether the line breaks at it. */
export class ModelSession implements Session {
	readonly host: string;
	readonly latencyMs = 1;
	readonly #breaks: (call: Call) => Break | RemoteError;
	readonly #host: ModelHost;
	readonly #epoch: number | undefined;

	constructor(host: ModelHost, epoch: number | undefined, breaks: (call: Call) => Break | RemoteError) {
		this.#breaks = breaks;
		this.#host = host;
		this.#epoch = epoch;
		this.host = host.name;
	}

	async #send(call: Call): Promise<Break> {
		await tick();
		await this.#host.gate;
		outward('send', `${this.host} ${call}`);
		const fault = this.#breaks(call);
		if (fault instanceof RemoteError) throw fault;
		if (this.#host.dead) return 'before';
		if (this.#epoch !== undefined && this.#epoch < this.#host.epoch)
			throw new RemoteError('fenced', this.host, 'another run has taken over');
		return fault;
	}

	async run(units: readonly Unit[], options: RunOptions = {}): Promise<readonly UnitResult[]> {
		const fault = await this.#send('run');
		const results: UnitResult[] = [];
		const silent = fault === 'before' || fault === 'down';
		if (!silent) this.#host.frames.push({units: units.map((unit) => unit.id), checkOnly: options.checkOnly ?? false});
		for (const unit of units) {
			if (silent) return [{unit: unit.id, phases: [{phase: 'check', outcome: lostOutcome, ms: 0}], tail: [], gave: {}}];
			const result = this.#unit(unit, options, fault === 'after');
			results.push(result);
			const last = result.phases.at(-1);
			if (fault === 'after')
				return [...results.slice(0, -1), {...result, phases: [{phase: last?.phase ?? 'check', outcome: lostOutcome, ms: 0}]}];
			if (!options.checkOnly && !(last?.outcome.kind === 'exit' && last.outcome.code === 0)) break;
			await tick();
		}
		return results;
	}

	#unit(unit: Unit, {onEvent = () => {}, checkOnly}: RunOptions, mute: boolean): UnitResult {
		const phases: {phase: Phase; outcome: Outcome; ms: number}[] = [];
		const gave: Partial<Record<LateName, Secret | string>> = {};
		let tail: readonly string[] = [];
		const step = unit.id.replace(/#verify$/, '');
		const tell: typeof onEvent = (event) => mute || onEvent(event);
		const phase = (name: Phase, act: () => {code: number; lines: readonly string[]}): number => {
			tell({kind: 'phase', unit: unit.id, phase: name});
			const {code, lines} = act();
			tail = lines;
			if (lines.length > 0) tell({kind: 'lines', unit: unit.id, phase: name, lines});
			const ended = {phase: name, outcome: {kind: 'exit', code} as const, ms: 1};
			phases.push(ended);
			tell({kind: 'phase-end', unit: unit.id, ...ended});
			return code;
		};
		const check = () => {
			const code = this.#host.check(step);
			return {code, lines: code === 0 ? [] : [`${step}: code ${code}`]};
		};
		const give = (name: LateName, value: string) => {
			gave[name] = new Secret(name, value);
		};
		const finish = () => ({unit: unit.id, phases, tail, gave});
		const found = unit.check === undefined ? checkCode.todo : phase('check', check);
		if (found === checkCode.done) return this.#mark(unit, finish());
		if (checkOnly || !(found === checkCode.todo || (found === checkCode.partial && unit.repair))) return finish();
		if (unit.apply !== undefined && phase('apply', () => this.#host.apply(step, give, unit.values)) !== 0) return finish();
		if ((unit.verify ?? unit.check) !== undefined) {
			if (step === 'control-plane/values') phase('verify', () => ({code: 0, lines: []}));
			else if (phase('verify', check) !== 0) return finish();
		}
		return this.#mark(unit, finish());
	}

	#mark(unit: Unit, result: UnitResult): UnitResult {
		if (unit.mark !== undefined) this.#host.files.set(`steps/${unit.id}`, unit.mark);
		return result;
	}

	async startJob(id: string, unit: Unit): Promise<JobState | typeof lost> {
		const fault = await this.#send('start');
		if (fault === 'before' || fault === 'down') return lost;
		if (!this.#host.jobs.has(id)) this.#begin(id, unit);
		return fault === 'after' ? lost : (this.#host.jobs.get(id) as ModelJob).state;
	}

	#begin(id: string, unit: Unit): void {
		const host = this.#host;
		const job: ModelJob = {unit, state: {kind: 'running'}, out: [], gave: []};
		host.jobs.set(id, job);
		let turns = host.jobTurns;
		host.onJob(unit.id, host);
		// The job is the host's: it goes on whatever becomes of the session.
		const turn = () => {
			if (job.state.kind !== 'running') return;
			if (host.busy || turns-- > 0) return void setImmediate(turn);
			const {code, lines} = host.apply(unit.id, (name, value) => job.gave.push([name, value]), unit.values);
			job.out = lines;
			job.state = {kind: 'exited', code};
		};
		setImmediate(turn);
	}

	async jobState(id: string): Promise<JobState | typeof lost> {
		const fault = await this.#send('state');
		return fault ? lost : (this.#host.jobs.get(id)?.state ?? {kind: 'none'});
	}

	async attachJob(id: string, offset: number, options: Parameters<Session['attachJob']>[2]): ReturnType<Session['attachJob']> {
		const fault = await this.#send('attach');
		if (fault) return {state: lost, offset, tail: []};
		const job = this.#host.jobs.get(id);
		if (!job) return {state: {kind: 'none'}, offset, tail: []};
		while (job.state.kind === 'running') {
			await tick();
			if (options.signal?.aborted || this.#host.dead) return {state: lost, offset, tail: []};
		}
		if (offset < job.out.length) options.onLines(job.out.slice(offset), job.out.length);
		for (const [name, value] of job.gave) options.onGave?.(name, new Secret(name, value));
		return {state: job.state, offset: job.out.length, tail: job.out};
	}

	async cancelJob(): Promise<void> {}

	async upload(content: Uint8Array, path: string): Promise<Outcome> {
		const fault = await this.#send('upload');
		if (fault === 'before' || fault === 'down') return lostOutcome;
		this.#host.files.set(path, Buffer.from(content).toString());
		return fault ? lostOutcome : {kind: 'exit', code: 0};
	}

	async download(): Promise<Uint8Array> {
		throw new RemoteError('file-absent', this.host, 'no file');
	}

	async close(): Promise<void> {}
}
