import {randomUUID} from 'node:crypto';
import {openJournal} from '../journal/journal.ts';
import {type Fix, fixUnit} from '../preflight/fixes-for.ts';
import type {Finding} from '../preflight/types.ts';
import {type Fleet, type HostLock, RemoteError, type UnitResult} from '../remote/contract.ts';
import {type Said, saidBy, told} from '../told.ts';
import type {Session} from './session.ts';
import {stateOf} from './state.ts';

/**
 * Holds the record's lock of a cluster while `use` lasts, and gives the lock its
 * hosts are to be opened with: a fix changes hosts, so no install, and no fix of
 * another operator, may be at work on them. Throws LockedError.
 */
export async function lockedForFixes<Result>(session: Session, cluster: string, use: (lock: HostLock) => Promise<Result>): Promise<Result> {
	const {owner, version} = session.environment;
	const journal = await openJournal({dir: stateOf(session, cluster), kubewiz: version});
	try {
		// Before the first run there is no lineage: one of its own keeps every other out just as well.
		const {lineage = randomUUID(), epoch} = journal;
		return await use({cluster, lineage, epoch: Math.max(1, epoch), owner});
	} finally {
		await journal.close();
	}
}

/** How a fix ended on a host. */
interface FixEnd {
	readonly host: string;
	readonly ok: boolean;
	/** Its title where it succeeded, else the reason. */
	readonly detail: Said;
}

/** Runs one fix. `signal` ends its process group on the host. Never throws: a host that can't be used is an end like others. */
export async function runFix(
	fleet: Fleet,
	finding: Finding,
	fix: Fix,
	options: {readonly lock: HostLock; readonly signal: AbortSignal; readonly onLines?: (lines: readonly string[]) => void},
): Promise<FixEnd> {
	const {lock, signal, onLines = () => {}} = options;
	const {host} = fix;
	try {
		const remote = await fleet.open(host, {lock, signal});
		const [result] = await remote.run([fixUnit(finding, fix)], {
			signal,
			onEvent: (event) => event.kind === 'lines' && onLines(event.lines),
		});
		return {host, ...endOf(result, fix)};
	} catch (error) {
		if (!(error instanceof RemoteError)) throw error;
		return {host, ok: false, detail: signal.aborted ? notBegun : saidBy(error)};
	}
}

export const notBegun = told('not begun', '未开始');
/** Said of what the operator cut off, once the host has told that its processes are gone. */
export const cutOff = told(
	'cut off half-way: its processes on the host have ended, what it did stays; a check tells how far it came',
	'中途被中断：它在主机上的进程已结束，已做的改动保留；再检查一次就知道做到了哪一步',
);
const lineLost = told('the line was lost; a check tells how far it came', '连接中断；再检查一次就知道做到了哪一步');

function endOf(result: UnitResult | undefined, fix: Fix): {readonly ok: boolean; readonly detail: Said} {
	const outcome = result?.phases.at(-1)?.outcome;
	if (outcome === undefined) return {ok: false, detail: lineLost};
	if (outcome.kind === 'unknown') return {ok: false, detail: outcome.reason === 'cancelled' ? cutOff : lineLost};
	if (outcome.code === 0) return {ok: true, detail: fix.title};
	return {ok: false, detail: result?.tail.at(-1) ?? told(`exit code ${outcome.code}`, `退出码 ${outcome.code}`)};
}
