import type {Facts} from '../cluster/facts.ts';
import {type Outcome, RemoteError, type Session, type Unit, type UnitResult} from '../remote/contract.ts';
import {type Told, told} from '../told.ts';
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
	mustHaveEnded(session.host, unit, result);
	return {lines, sentMs, receivedMs};
}

/** Throws RemoteError unless a read-only unit's check ran to its end and succeeded. */
export function mustHaveEnded(host: string, unit: Unit, result: UnitResult | undefined): void {
	const outcome = result?.phases.at(-1)?.outcome;
	if (outcome?.kind === 'exit' && outcome.code === 0) return;
	if (outcome?.kind === 'exit')
		throw new RemoteError(
			'protocol',
			host,
			told(`the ${unit.id} script ended with exit code ${outcome.code}`, `${unit.id} 脚本以退出码 ${outcome.code} 结束`),
			result?.tail ?? [],
		);
	const cause = outcome ? causes[outcome.reason] : told('no answer', '没有应答');
	throw new RemoteError(
		outcome?.reason === 'timeout' ? 'timeout' : 'unreachable',
		host,
		told(`the ${unit.id} script did not finish: ${cause.en}`, `${unit.id} 脚本没有执行完：${cause.zh}`),
		outcome ? [outcome.detail] : [],
	);
}

const causes: Readonly<Record<Extract<Outcome, {kind: 'unknown'}>['reason'], Told>> = {
	'connection-lost': told('the connection was lost', '连接中断'),
	timeout: told('its time ran out', '超时'),
	cancelled: told('it was cancelled', '已取消'),
	'agent-died': told('the agent on the host ended', '主机上的代理已退出'),
	protocol: told('its answer cannot be read', '应答无法解析'),
};
