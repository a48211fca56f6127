import type {Behaviour} from './act.ts';
import {controlPlaneBehaviours} from './control-plane.ts';
import {factLines} from './facts.ts';
import {generic, readOnly} from './generic.ts';
import {packageBehaviours} from './packages.ts';
import {prepareBehaviours} from './prepare.ts';
import {runtimeBehaviours} from './runtime.ts';
import {workerBehaviours} from './workers.ts';

/** Units that are no steps. */
const units: Readonly<Record<string, Behaviour>> = {
	facts: {
		...readOnly,
		check: (world) => ({code: 0, reason: factLines(world.host).join('\n')}),
	},
};

const known: Readonly<Record<string, Behaviour>> = {
	...units,
	...prepareBehaviours,
	...packageBehaviours,
	...runtimeBehaviours,
	...controlPlaneBehaviours,
	...workerBehaviours,
};

const generics = new Map<string, Behaviour>();

/** How simulated hosts carry out a unit, by its id: what the model knows of it, else a step that is done once applied. */
export function behaviourOf(unit: string): Behaviour {
	const existing = known[unit] ?? generics.get(unit);
	if (existing) return existing;
	const made = generic(unit);
	generics.set(unit, made);
	return made;
}
