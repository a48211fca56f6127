import type {Unit} from '../remote/contract.ts';
import {factsScript} from './facts-script.ts';

/** Id of the facts unit, for those who wait for its lines. */
export const factsUnitId = 'facts';

/** The facts script as one unit for `Session.run`: one round trip, nothing changed. Its `check` prints the lines that `parseFacts` reads. */
export function factsUnit(options: {readonly measureStorage: boolean}): Unit {
	return {id: factsUnitId, check: factsScript(options).text, timeoutMs: 60_000};
}
