import {Secret} from '../shell/secret.ts';
import {lateValues} from '../shell/sh.ts';
import type {Unit} from './contract.ts';
import type {UnitFrame} from './protocol.ts';

/** The unit as the agent gets it. Throws TypeError for a mark of more than one line. */
export function unitFrame(unit: Unit): UnitFrame {
	if (unit.mark?.includes('\n')) throw new TypeError(`the mark of ${unit.id} has more than one line`);
	return {
		id: unit.id,
		timeoutSeconds: timeoutSeconds(unit),
		repair: unit.repair ?? false,
		mark: unit.mark ?? '',
		values: shellValues(unit),
		check: unit.check ?? '',
		apply: unit.apply ?? '',
		verify: unit.verify ?? '',
	};
}

/** Whole seconds, rounded up, at least one. */
export function timeoutSeconds(unit: Unit): number {
	return Math.max(1, Math.ceil(unit.timeoutMs / 1000));
}

/** Run-time values under the names the scripts know them by. The only place where their text is taken out. */
export function shellValues(unit: Unit): Record<string, string> {
	const values: Record<string, string> = {};
	for (const [name, value] of Object.entries(unit.values ?? {})) {
		const {variable} = lateValues[name as keyof typeof lateValues];
		values[variable] = value instanceof Secret ? value.reveal() : value;
	}
	return values;
}
