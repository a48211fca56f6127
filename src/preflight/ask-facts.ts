import type {Facts} from '../cluster/facts.ts';
import {RemoteError, type Session, type Unit} from '../remote/contract.ts';
import {factsUnit} from './facts-unit.ts';
import {parseFacts} from './parse-facts.ts';

/** Output of a read-only unit's check with the times around it, milliseconds since the epoch. */
export interface Answer {
	readonly lines: readonly string[];
	readonly sentMs: number;
	readonly receivedMs: number;
}

/**
 * Reads a host's facts in one round trip. `measureStorage` writes a small file
 * beside etcd's directory to time the disk; ask for it on control planes only.
 * Throws RemoteError when the link broke, FactsError when the answer is cut.
 */
export async function askFacts(
	session: Session,
	options: {readonly measureStorage: boolean; readonly signal?: AbortSignal},
): Promise<Facts> {
	const answer = await askUnit(session, factsUnit(options), options.signal);
	return parseFacts(answer.lines, answer);
}

/** Runs a unit's check only and collects what it prints. Throws RemoteError when it did not run to its end. */
export async function askUnit(session: Session, unit: Unit, signal?: AbortSignal): Promise<Answer> {
	const lines: string[] = [];
	const sentMs = Date.now();
	const [result] = await session.run([unit], {
		checkOnly: true,
		...(signal ? {signal} : {}),
		onEvent: (event) => {
			if (event.kind === 'lines' && event.unit === unit.id) lines.push(...event.lines);
		},
	});
	const receivedMs = Date.now();
	const outcome = result?.phases.at(-1)?.outcome;
	if (outcome?.kind === 'exit' && outcome.code === 0) return {lines, sentMs, receivedMs};
	if (outcome?.kind === 'exit')
		throw new RemoteError('protocol', session.host, `the ${unit.id} script ended with exit code ${outcome.code}`, result?.tail ?? []);
	const cause = outcome?.reason ?? 'no answer';
	const code = cause === 'timeout' ? 'timeout' : 'unreachable';
	throw new RemoteError(code, session.host, `the ${unit.id} script did not finish: ${cause}`, outcome ? [outcome.detail] : []);
}
