import type {Behaviour} from './act.ts';
import {factLines} from './facts.ts';
import {generic, readOnly} from './generic.ts';

/** Units that are no steps. */
const units: Readonly<Record<string, Behaviour>> = {
	facts: {
		...readOnly,
		check: (world) => ({code: 0, reason: factLines(world.host).join('\n')}),
	},
};

const generics = new Map<string, Behaviour>();

/** How simulated hosts carry out a unit, by its id: what the model knows of it, else a step that is done once applied. */
export function behaviourOf(unit: string): Behaviour {
	const known = units[unit] ?? generics.get(unit);
	if (known) return known;
	const made = generic(unit);
	generics.set(unit, made);
	return made;
}
