import type {Phase} from '../remote/contract.ts';
import type {LateName} from '../shell/sh.ts';
import type {FaultPlan} from './faults.ts';
import type {Machine} from './machine.ts';
import type {Act, Behaviour, Verdict, World} from './model/act.ts';
import {type ClusterModel, count} from './model/cluster.ts';
import type {HostModel} from './model/host.ts';
import {type Performance, perform, type Stage} from './performer.ts';

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
	/** `NAME VALUE`, as `kw_give` writes it. */
	readonly onGave: (line: string) => void;
}

/** What a check or verify finds. It takes no time and changes nothing. */
export function judge(simulation: Simulation, machine: Machine, call: ScriptCall): Verdict {
	const behaviour = simulation.behaviourOf(stepOf(call.unit));
	const world = worldOf(simulation, machine, call);
	return world.asksEffect && behaviour.verify ? behaviour.verify(world) : behaviour.check(world);
}

/** Starts an apply: the model decides what it prints, what it changes and how it ends; faults strike on the way. */
export function startApply(simulation: Simulation, machine: Machine, call: ScriptCall & {readonly onLines: Stage['onLines']}): Performance {
	const step = stepOf(call.unit);
	const behaviour = simulation.behaviourOf(step);
	const world = worldOf(simulation, machine, call);
	count(simulation.cluster.counters.applies, `${step}@${machine.model.name}`);
	const fault = simulation.faults.strike(step, machine.model.name);
	const act = fault?.kind === 'fail' ? fail(behaviour, world) : behaviour.apply(world);
	return perform(act, {
		speed: simulation.speed,
		onLines: call.onLines,
		goesOn(beat) {
			if (!fault || beat !== (fault.beat ?? 1)) return true;
			if (fault.kind === 'drop') setImmediate(() => machine.dropLinks());
			if (fault.kind === 'die') machine.die();
			if (fault.kind === 'reboot') machine.reboot(8000 / simulation.speed);
			return fault.kind === 'drop' || fault.kind === 'fail';
		},
	});
}

/** The runner asks for the effect of a job by the step's id with this at its end. */
const verifySuffix = '#verify';

function stepOf(unit: string): string {
	return unit.endsWith(verifySuffix) ? unit.slice(0, -verifySuffix.length) : unit;
}

function worldOf({hosts, cluster}: Simulation, machine: Machine, {unit, phase, values, scripts, onGave}: ScriptCall): World {
	const give = (name: LateName, value: string) => onGave(`${name} ${value}`);
	const asksEffect = phase === 'verify' || unit.endsWith(verifySuffix);
	return {asksEffect, host: machine.model, hosts, cluster, values, scripts, give};
}

function* fail(behaviour: Behaviour, world: World): Act {
	yield {pause: 1500};
	const failure = behaviour.failure?.(world) ?? {lines: ['simulated failure, asked for with --fail'], code: 1};
	yield* failure.lines;
	return failure.code;
}
