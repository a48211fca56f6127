import {setClock} from '../../shell/set-clock.ts';
import type {Repair} from '../types.ts';
import {keeping} from './repair.ts';

/** Sets the clock at once, by what can tell the time there. */
export function stepClock(servers: readonly string[]): Repair {
	return keeping(setClock(servers));
}
