import type {Secret} from '../shell/secret.ts';
import type {LateName} from '../shell/sh.ts';
import {told} from '../told.ts';
import type {Outcome, Phase, Unit, UnitEvent, UnitResult} from './contract.ts';
import {readReports} from './late-reports.ts';
import {OutputLines} from './output-lines.ts';
import {ProtocolError, type Reply} from './protocol.ts';
import type {Redactor} from './redact.ts';

interface PhaseRecord {
	readonly phase: Phase;
	readonly outcome: Outcome;
	readonly ms: number;
}

interface Building {
	readonly unit: string;
	readonly phases: PhaseRecord[];
	readonly gave: Partial<Record<LateName, Secret | string>>;
	tail: readonly string[];
}

/** Turns the replies to one `run` request into events as they come, and into results at the end. */
export class RunCollector {
	readonly #units: readonly Unit[];
	readonly #checkOnly: boolean;
	readonly #redactor: Redactor;
	readonly #onEvent: (event: UnitEvent) => void;
	readonly #results: Building[] = [];
	#output: OutputLines | undefined;
	/** The phase that began and has not ended. */
	#open: {readonly unit: number; readonly phase: Phase; readonly since: number} | undefined;

	constructor(units: readonly Unit[], checkOnly: boolean, redactor: Redactor, onEvent: (event: UnitEvent) => void) {
		this.#units = units;
		this.#checkOnly = checkOnly;
		this.#redactor = redactor;
		this.#onEvent = onEvent;
	}

	take(reply: Reply): void {
		if (reply.kind === 'phase') this.#begin(reply.unit, reply.phase);
		else if (reply.kind === 'out') this.#output?.push(reply.bytes);
		else if (reply.kind === 'dropped') this.#output?.skip(reply.count);
		else if (reply.kind === 'gave') this.#give(reply.unit, reply.bytes);
		else if (reply.kind === 'result') this.#end(outcomeOf(reply.code, this.#units[reply.unit]), reply.ms);
	}

	/** What is known when no more replies come. `lost` stands for the phase, or the unit, that was under way. */
	finish(lost?: Outcome): readonly UnitResult[] {
		if (lost) {
			const next = this.#results.length;
			const last = this.#results.at(-1);
			if (this.#open) this.#end(lost, Math.round(performance.now() - this.#open.since));
			// Between two phases: it is not known whether the next one began.
			else if (last && !this.#checkOnly && !settled(last, this.#units[next - 1] as Unit))
				last.phases.push({phase: nextPhase(last), outcome: lost, ms: 0});
			else if (next < this.#units.length)
				this.#building(next).phases.push({phase: firstPhase(this.#units[next] as Unit), outcome: lost, ms: 0});
		}
		return this.#results;
	}

	#begin(unit: number, phase: Phase): void {
		const building = this.#building(unit);
		this.#open = {unit, phase, since: performance.now()};
		this.#output = new OutputLines(this.#redactor, (lines) => this.#onEvent({kind: 'lines', unit: building.unit, phase, lines}));
		this.#onEvent({kind: 'phase', unit: building.unit, phase});
	}

	#end(outcome: Outcome, ms: number): void {
		if (!this.#open) return;
		const {unit, phase} = this.#open;
		const building = this.#building(unit);
		this.#output?.end();
		building.tail = this.#output?.tail ?? [];
		building.phases.push({phase, outcome, ms});
		this.#open = undefined;
		this.#output = undefined;
		this.#onEvent({kind: 'phase-end', unit: building.unit, phase, outcome, ms});
	}

	#give(unit: number | undefined, bytes: Uint8Array): void {
		const building = this.#building(unit ?? 0);
		for (const {name, value} of readReports(bytes, this.#redactor)) {
			building.gave[name] = value;
			this.#onEvent({kind: 'gave', unit: building.unit, name, value});
		}
	}

	#building(index: number): Building {
		while (this.#results.length <= index && this.#results.length < this.#units.length) {
			const {id} = this.#units[this.#results.length] as Unit;
			this.#results.push({unit: id, phases: [], gave: {}, tail: []});
		}
		const found = this.#results[index];
		if (!found) throw new ProtocolError(`the host spoke of unit ${index}, of ${this.#units.length} sent`);
		return found;
	}
}

function outcomeOf(code: number | 'timeout' | 'cancelled', unit: Unit | undefined): Outcome {
	if (code === 'cancelled')
		return {kind: 'unknown', reason: 'cancelled', detail: told('ended by kubewiz on the host', '已由 kubewiz 在主机上结束')};
	if (code !== 'timeout') return {kind: 'exit', code};
	return {
		kind: 'unknown',
		reason: 'timeout',
		detail: told(`ended on the host after ${(unit?.timeoutMs ?? 0) / 1000} s`, `${(unit?.timeoutMs ?? 0) / 1000} 秒后在主机上结束`),
	};
}

/** True when the last phase seen leaves nothing more to come of this unit. */
function settled(building: Building, unit: Unit): boolean {
	const last = building.phases.at(-1);
	if (last?.outcome.kind !== 'exit') return true;
	const {code} = last.outcome;
	if (last.phase === 'check') return !(code === 10 || (code === 11 && unit.repair));
	return last.phase === 'verify' || code !== 0;
}

function nextPhase(building: Building): Phase {
	return building.phases.at(-1)?.phase === 'check' ? 'apply' : 'verify';
}

function firstPhase(unit: Unit): Phase {
	return unit.check ? 'check' : 'apply';
}
