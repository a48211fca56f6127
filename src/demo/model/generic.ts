import {createHash} from 'node:crypto';
import {type Act, type Behaviour, done, pause, todo} from './act.ts';

/** A step the model knows nothing special about: done once its script was applied, and to be done again when the script is another one. */
export function generic(id: string): Behaviour {
	return {
		check(world) {
			const applied = world.host.applied.get(id);
			if (applied === undefined) return todo('not done yet');
			// A check sent on its own comes without the apply script: then nothing can have changed.
			return world.scripts.apply === '' || applied === fingerprint(world.scripts.apply) ? done : todo('its settings have changed');
		},
		*apply(world): Act {
			const ms = 200 + 400 * world.host.random.fraction(id);
			yield pause(ms / 2);
			yield pause(ms / 2);
			world.host.applied.set(id, fingerprint(world.scripts.apply));
			return 0;
		},
	};
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
