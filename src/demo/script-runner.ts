import type {Phase} from '../remote/contract.ts';
import type {LateName} from '../shell/sh.ts';
import type {FaultPlan} from './faults.ts';
import type {Machine} from './machine.ts';
import type {Act, Behaviour, Verdict, World} from './model/act.ts';
import {type ClusterModel, count} from './model/cluster.ts';
import type {HostModel} from './model/host.ts';
import {type Performance, perform} from './performer.ts';

/** What all hosts of one simulation share. */
export interface Simulation {
	readonly hosts: ReadonlyMap<string, HostModel>;
	readonly cluster: ClusterModel;
	readonly faults: FaultPlan;
	readonly speed: number;
	/** How a unit behaves, by its id. */
	behaviourOf(unit: string): Behaviour;
}

/** One script of a unit, to be run on a machine. */
export interface ScriptCall {
	readonly unit: string;
	readonly phase: Phase;
	readonly scripts: World['scripts'];
	readonly values: Readonly<Record<string, string>>;
	readonly onLines: (lines: readonly string[]) => void;
	/** `NAME VALUE`, as `kw_give` writes it. */
	readonly onGave: (line: string) => void;
}

/** Starts a script: the model decides what it prints, what it changes and how it ends; faults strike while it applies. */
export function startScript(simulation: Simulation, machine: Machine, call: ScriptCall): Performance {
	const step = call.unit.replace(/#verify$/, '');
	const behaviour = simulation.behaviourOf(step);
	const world: World = {
		host: machine.model,
		hosts: simulation.hosts,
		cluster: simulation.cluster,
		values: call.values,
		scripts: call.scripts,
		give: (name: LateName, value: string) => call.onGave(`${name} ${value}`),
	};
	const {speed} = simulation;
	if (call.phase !== 'apply') {
		const asked = call.phase === 'verify' || call.unit.endsWith('#verify');
		const verdict = asked && behaviour.verify ? behaviour.verify(world) : behaviour.check(world);
		return perform(answer(verdict), {speed, onLines: call.onLines});
	}
	count(simulation.cluster.counters.applies, `${step}@${machine.model.name}`);
	const fault = simulation.faults.strike(step, machine.model.name);
	const act = fault?.kind === 'fail' ? fail(behaviour, world) : behaviour.apply(world);
	return perform(act, {
		speed,
		onLines: call.onLines,
		goesOn(beat) {
			if (beat !== 1 || !fault) return true;
			if (fault.kind === 'drop') setImmediate(() => machine.dropLinks());
			if (fault.kind === 'die') machine.die();
			if (fault.kind === 'reboot') machine.reboot(8000 / speed);
			return fault.kind === 'drop';
		},
	});
}

function* answer(verdict: Verdict): Act {
	if (verdict.reason) yield verdict.reason;
	return verdict.code;
}

function* fail(behaviour: Behaviour, world: World): Act {
	yield {pause: 1500};
	const failure = behaviour.failure?.(world) ?? {lines: ['simulated failure, asked for with --fail'], code: 1};
	yield* failure.lines;
	return failure.code;
}
