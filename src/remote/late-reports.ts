import {Secret} from '../shell/secret.ts';
import {type LateName, lateValues} from '../shell/sh.ts';
import type {Redactor} from './redact.ts';

interface LateReport {
	readonly name: LateName;
	readonly value: Secret | string;
}

/**
 * Reads what scripts reported with `kw_give NAME VALUE`. Values that `lateValues`
 * calls secret become Secrets, and the redactor knows them from here on. Lines
 * with other names are left out: no step may invent a value nobody declared.
 */
export function readReports(bytes: Uint8Array, redactor: Redactor): LateReport[] {
	const reports: LateReport[] = [];
	for (const line of Buffer.from(bytes).toString('utf8').split('\n')) {
		const [, name, value] = /^([a-z-]+) (.+)$/.exec(line) ?? [];
		if (name === undefined || value === undefined || !Object.hasOwn(lateValues, name)) continue;
		reports.push({name: name as LateName, value: wrap(name as LateName, value, redactor)});
	}
	return reports;
}

function wrap(name: LateName, value: string, redactor: Redactor): Secret | string {
	if (!lateValues[name].secret) return value;
	const secret = new Secret(name, value);
	redactor.add(secret);
	return secret;
}
