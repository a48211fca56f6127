import {fixesFor} from '../../preflight/fixes-for.ts';
import type {WizardEngine} from '../../store/engine.ts';
import {ToldError, told} from '../../told.ts';
import {lockedForFixes, runFix} from '../run-fix.ts';
import type {Session} from '../session.ts';
import type {judging} from './judging.ts';
import type {Reach} from './reach.ts';

/**
 * Runs a finding's fix as `preflight --fix` does: under the record's lock, over
 * connections that hold the hosts' locks and are given back when it is over, so
 * that a wizard left open on the screen hinders nobody.
 */
export function fixing(session: Session, reach: Reach, judge: ReturnType<typeof judging>): Pick<WizardEngine, 'fix'> {
	return {
		async fix(cluster, check, hosts, {onLines, signal}) {
			const finding = judge.last?.findings.find((entry) => entry.check === check && hosts.every((host) => entry.hosts.includes(host)));
			if (!finding)
				throw new ToldError(told(`the finding ${check} is no longer there: check again`, `检查项 ${check} 已不存在：请重新检查`));
			const fixes = fixesFor(finding).filter((fix) => hosts.includes(fix.host));
			return lockedForFixes(session, cluster.name, async (lock) => {
				judge.held(lock.lineage);
				const fleet = reach.apart(cluster.hosts);
				try {
					return await Promise.all(
						fixes.map((fix) => runFix(fleet, finding, fix, {lock, signal, onLines: (lines) => onLines(fix.host, lines)})),
					);
				} finally {
					await fleet.close();
				}
			});
		},
	};
}
