import {exitCodes} from '../events/event.ts';
import {openJournal} from '../journal/journal.ts';
import {keepPlan} from '../journal/read-run.ts';
import type {Journal} from '../journal/types.ts';
import {planCounts} from '../output/plan.ts';
import {savedPlanText, savePlan} from '../plan/saved-plan.ts';
import type {Plan} from '../plan/types.ts';
import type {Fleet} from '../remote/contract.ts';
import {askStandings} from '../runner/standings.ts';
import {labelled, told} from '../told.ts';
import {CommandError, needInput} from './command-error.ts';
import {comparePlans} from './compare.ts';
import type {Consent} from './consent.ts';
import {execute, type Steer} from './execute.ts';
import {blockedError} from './findings.ts';
import type {LoginFlags, RunFlags, SpecFlags} from './flags.ts';
import type {LoadedCluster} from './load-cluster.ts';
import {readManifests} from './manifests.ts';
import {oneLook} from './one-look.ts';
import {keepOwnManifests} from './own-manifests.ts';
import {type Place, withFleet} from './place.ts';
import {countRoundTrips} from './round-trips.ts';
import type {Session} from './session.ts';
import {planEvent, wouldChange} from './standings.ts';
import {stateOf, typedCommands} from './state.ts';
import {demandLeader, planOf, survey} from './survey.ts';

export type InstallFlags = SpecFlags & LoginFlags & RunFlags;

/**
 * From a cluster file to a cluster: lock, host keys, preflight, plan, the
 * operator's word, run. `apply` and `resume` differ only in what they expect of
 * the record. Gives the exit code.
 */
export async function install(
	session: Session,
	what: {
		readonly mode: 'apply' | 'resume';
		readonly loaded: LoadedCluster;
		readonly flags: InstallFlags;
		readonly place: Place;
		readonly steer?: Steer;
		readonly consent?: Consent;
	},
): Promise<number> {
	const {mode, loaded, flags, place, steer, consent} = what;
	const journal = await openJournal({
		dir: stateOf(session, loaded.cluster.name),
		kubewiz: session.environment.version,
		warn: (message) => session.warn('journal', message),
	});
	try {
		if (mode === 'resume' && !flags.adopt) demandRecord(session, journal, loaded);
		return await withFleet(session, place, loaded.cluster, flags, async (open) => {
			const counted = countRoundTrips(open);
			const {fleet} = counted;
			const common = {
				mode,
				fleet,
				journal,
				flags,
				simulation: place.simulation,
				...(place.patience && {patience: place.patience}),
				...(place.aside && {aside: place.aside}),
				file: loaded.file,
				roundTrips: counted.counts,
				...(steer && {steer}),
			};
			const unchanged = await oneLook(session, loaded, fleet, journal);
			if (unchanged) return execute(session, {...common, ...unchanged, unchanged});
			const {facts, findings, blocked} = await survey(session, loaded, fleet, {waive: flags.waive ?? [], lineage: journal.lineage});
			if (blocked) throw blockedError(findings, typedCommands(session, loaded.file).preflight);
			demandLeader(loaded.cluster, facts);
			const manifests = await readManifests(session, loaded, fleet, place, journal.dir);
			const plan = planOf(loaded, facts, manifests);
			await comparePlans(session, journal, plan, flags.yes === true, consent);
			if (flags.yes !== true) await askOperator(session, plan, fleet);
			await keepPlan(journal.dir, plan.hash, savedPlanText(savePlan(plan)));
			await keepOwnManifests(journal.dir, plan, manifests);
			return execute(session, {...common, plan, facts});
		});
	} finally {
		await journal.close();
	}
}

function demandRecord(session: Session, journal: Journal, {cluster, file}: LoadedCluster): void {
	if (journal.state.runs.length > 0) return;
	const {apply, resume} = typedCommands(session, file);
	throw new CommandError(
		'no-record',
		told(
			`there is nothing to resume: no run of ${cluster.name} is recorded in ${journal.dir}`,
			`没有可恢复的内容：${journal.dir} 中没有 ${cluster.name} 的运行记录`,
		),
		{
			exitCode: exitCodes.usage,
			details: [
				told(`begin with: ${apply}`, `请从这里开始：${apply}`),
				told(`or, when another machine began it: ${resume} --adopt`, `若由另一台机器开始：${resume} --adopt`),
			],
		},
	);
}

/** Shows what would be done, in numbers, and asks once. */
async function askOperator(session: Session, plan: Plan, fleet: Fleet): Promise<void> {
	const event = planEvent(plan, await askStandings({plan, fleet}));
	if (!wouldChange(event)) return;
	const counts = labelled(plan.cluster.name, planCounts(event));
	if (!session.ask)
		throw needInput('confirm', told(`${counts.en}; nobody to ask whether to go on`, `${counts.zh}；无人可问是否继续`), [
			told('agree beforehand with --yes', '可用 --yes 预先同意'),
		]);
	session.say([counts, told('The whole list: kubewiz plan', '完整列表：kubewiz plan')]);
	if (await session.ask.confirm(told('Change these hosts?', '更改这些主机吗？'))) return;
	throw new CommandError('declined', told('not agreed; nothing was changed', '未同意；未作任何更改'), {
		exitCode: exitCodes['needs-decision'],
	});
}
