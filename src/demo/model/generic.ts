import {createHash} from 'node:crypto';
import {type Act, type Behaviour, done, pause, todo, type World} from './act.ts';

/** A step the model knows nothing special about: done once its script was applied, and to be done again when the script is another one. */
export function generic(id: string): Behaviour {
	return {
		check(world) {
			const {applied: all, asked} = world.host;
			const applied = all.get(id);
			if (world.asksEffect) return applied === undefined ? todo('not done yet') : done;
			asked.set(id, fingerprint(world.scripts.check));
			if (applied === undefined) return todo('not done yet');
			return isAsApplied(applied, world.scripts) ? done : todo('its settings have changed');
		},
		*apply(world): Act {
			const ms = 200 + 400 * world.host.random.fraction(id);
			yield pause(ms / 2);
			yield pause(ms / 2);
			world.host.applied.set(id, `${fingerprint(world.scripts.apply)} ${world.host.asked.get(id)}`);
			return 0;
		},
	};
}

/** Are the settings those that were applied? A check that is sent on its own comes without the apply script. */
function isAsApplied(applied: string, {apply, check}: World['scripts']): boolean {
	const [appliedBy, foundBy] = applied.split(' ');
	return apply === '' ? foundBy === fingerprint(check) : appliedBy === fingerprint(apply);
}

/** A unit that only reads, and finds all well. */
export const readOnly: Behaviour = {
	check: () => done,
	// biome-ignore lint/correctness/useYield: an act without a beat
	*apply(): Act {
		return 0;
	},
};

/** By this a host knows which script of a step was applied. */
export function fingerprint(script: string): string {
	return createHash('sha256').update(script).digest('hex').slice(0, 16);
}
