import type {Failure} from '../../events/event.ts';
import {runDirectory} from '../../output/run-directory.ts';
import {runLog} from '../../output/run-log.ts';
import {type Fleet, type HostLock, type Session as HostSession, RemoteError, type UnitResult} from '../../remote/contract.ts';
import type {MendResult, WizardEngine} from '../../store/engine.ts';
import {inEnglish, ToldError, told} from '../../told.ts';
import {cutOff, lockedForFixes, notBegun} from '../run-fix.ts';
import type {Session} from '../session.ts';
import {stateOf} from '../state.ts';
import type {LastRun} from './last-run.ts';
import type {Reach} from './reach.ts';

/** As long as a package manager takes that has waited ten minutes for another one. */
const mendTimeoutMs = 20 * 60_000;

interface Tools {
	/** Makes the session whose events go to `tell`. */
	readonly sessionFor: (tell: NonNullable<LastRun['tell']>) => Session;
	readonly reach: Reach;
	readonly run: LastRun;
}

/** How a mend reaches the hosts, and tells what they print. */
interface Reached {
	open(host: string): Promise<HostSession>;
	readonly emit: Session['emit'];
}

type Options = Parameters<WizardEngine['mend']>[1];

/**
 * Runs what mends a failure, under the same locks as the run it failed in: over
 * its own connections while it goes on, which are kept for as long as it lasts
 * should the run end before; else with the record's lock and the hosts' taken
 * for it. What is run, and its output, goes to the run's log too.
 */
export function mending({sessionFor, reach, run}: Tools): Pick<WizardEngine, 'mend'> {
	return {
		async mend(failure, options) {
			const {live, loaded, name, tell} = run;
			const {signal} = options;
			if (!loaded || name === undefined || !tell) throw new ToldError(told('there was no run', '还没有执行过安装'));
			// The run's own session ends its log with the run.
			const session = sessionFor(tell);
			const directory = runDirectory(stateOf(session, loaded.cluster.name), name);
			session.attach(runLog(directory, (error) => session.warn('log', error.message)));
			const over = (fleet: Fleet, lock?: HostLock) =>
				carryOut(failure, {open: (host) => fleet.open(host, {signal, ...(lock && {lock})}), emit: session.emit}, options);
			try {
				if (live) return await live.keep((fleet) => over(fleet));
				return await lockedForFixes(session, loaded.cluster.name, async (lock) => {
					const fleet = reach.apart(loaded.cluster.hosts);
					try {
						return await over(fleet, lock);
					} finally {
						await fleet.close();
					}
				});
			} finally {
				await session.end();
			}
		},
	};
}

async function carryOut(failure: Failure, {open, emit}: Reached, {onLines, signal}: Options): Promise<readonly MendResult[]> {
	const results: MendResult[] = [];
	for (const {host, script} of failure.mend?.scripts ?? []) {
		// Each stands on what those before it have done.
		if (results.some(({ok}) => !ok)) {
			results.push({host, ok: false, detail: notBegun});
			continue;
		}
		const record = (lines: readonly string[]) => emit({type: 'task.output', host, step: failure.step, phase: 'apply', lines});
		const tell = (lines: readonly string[]) => {
			onLines(host, lines);
			record(lines);
		};
		tell(script.split('\n').map((line, at) => `${at === 0 ? '$' : '>'} ${line}`));
		const end = await runOn(() => open(host), script, tell, signal);
		if (signal.aborted) record([`kubewiz: the fix was ${inEnglish(end.detail)}`]);
		results.push({host, ...end});
	}
	return results;
}

async function runOn(
	open: () => Promise<HostSession>,
	script: string,
	tell: (lines: readonly string[]) => void,
	signal: AbortSignal,
): Promise<Omit<MendResult, 'host'>> {
	try {
		const session = await open();
		const unit = {id: 'kubewiz/mend', apply: script, verify: ':', timeoutMs: mendTimeoutMs};
		const [result] = await session.run([unit], {signal, onEvent: (event) => event.kind === 'lines' && tell(event.lines)});
		return endOf(result);
	} catch (error) {
		if (error instanceof RemoteError && signal.aborted) return {ok: false, detail: notBegun};
		throw error;
	}
}

function endOf(result: UnitResult | undefined): Omit<MendResult, 'host'> {
	const outcome = result?.phases.at(-1)?.outcome;
	if (outcome?.kind === 'exit' && outcome.code === 0) return {ok: true, detail: told('done', '已完成')};
	if (outcome?.kind === 'exit') return {ok: false, detail: told(`exit code ${outcome.code}`, `退出码 ${outcome.code}`)};
	if (outcome?.reason === 'cancelled') return {ok: false, detail: cutOff};
	return {ok: false, detail: told('the line was lost; how it ended is not known', '连接中断，执行结果未知')};
}
