import type {Script} from '../../shell/sh.ts';
import type {Repair} from '../types.ts';

/** A fix that only sets something right: nothing goes that the host may still need. */
export function keeping(script: Script): Repair {
	return {script, destroys: false};
}

/** A fix that deletes or moves away what the host may still need. */
export function takingAway(script: Script): Repair {
	return {script, destroys: true};
}
