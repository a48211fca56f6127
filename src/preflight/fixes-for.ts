import type {Unit} from '../remote/contract.ts';
import type {Script} from '../shell/sh.ts';
import type {Told} from '../told.ts';
import type {Finding} from './types.ts';

export interface Fix {
	readonly host: string;
	readonly title: Told;
	readonly script: Script;
}

/** The finding's fix for each host it concerns; empty when it has none. Show them before running. */
export function fixesFor(finding: Finding): readonly Fix[] {
	const {fix} = finding;
	return fix ? finding.hosts.map((host) => ({host, title: fix.title, script: fix.script})) : [];
}

/** A fix as a unit for `Session.run`. Facts have to be read again to see whether it helped. */
export function fixUnit(finding: Finding, fix: Fix): Unit {
	return {id: `fix/${finding.check}`, apply: fix.script.text, verify: ':', timeoutMs: 10 * 60_000};
}
