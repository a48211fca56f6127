import type {Behaviour} from './act.ts';
import {controlPlaneBehaviours} from './control-plane.ts';
import {generic} from './generic.ts';
import {mirrorAnswers, mirrorsUnit} from './mirrors.ts';
import {networkBehaviours} from './network.ts';
import {packageBehaviours} from './packages.ts';
import {prepareBehaviours} from './prepare.ts';
import {proofBehaviours} from './proof.ts';
import {runtimeBehaviours} from './runtime.ts';
import {unitBehaviours} from './units.ts';
import {workerBehaviours} from './workers.ts';

const known: Readonly<Record<string, Behaviour>> = {
	...unitBehaviours,
	mirrors: mirrorsUnit,
	'mirrors/answers': mirrorAnswers,
	...prepareBehaviours,
	...packageBehaviours,
	...runtimeBehaviours,
	...controlPlaneBehaviours,
	...networkBehaviours,
	...workerBehaviours,
	...proofBehaviours,
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
