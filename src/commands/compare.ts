import {initControlPlane} from '../../steps/control-plane/init.ts';
import {leaderOf} from '../cluster/types.ts';
import {exitCodes} from '../events/event.ts';
import {readPlan} from '../journal/read-run.ts';
import type {Journal, RunState} from '../journal/types.ts';
import {diffPlans} from '../plan/diff-plans.ts';
import {taskId} from '../plan/graph.ts';
import {parseSavedPlan, savePlan} from '../plan/saved-plan.ts';
import type {Plan, PlanDiff, Progress, SavedPlan} from '../plan/types.ts';
import {joined, type Said, type Told, told, within} from '../told.ts';
import {CommandError, needInput} from './command-error.ts';
import type {Session} from './session.ts';

/**
 * Holds the plan against the one the last run had. Says what differs. Throws
 * CommandError (exit 6) for what can no longer be changed, and for what needs
 * the operator's word when he gave none.
 */
export async function comparePlans(session: Session, journal: Journal, plan: Plan, yes: boolean): Promise<void> {
	const hash = journal.state.plan;
	if (hash === undefined || hash === plan.hash) return;
	const text = await readPlan(journal.dir, hash);
	if (text === undefined)
		return session.warn(
			'plan-lost',
			told(
				`the plan of the last run (${hash.slice(0, 19)}) was not kept; each task is judged by itself`,
				`上次运行的计划（${hash.slice(0, 19)}）没有保留；将逐个判断任务`,
			),
		);
	const was = parseSavedPlan(text);
	const diff = diffPlans(was, savePlan(plan), progressOf(journal.state, was));
	if (diff.refused.length > 0)
		throw new CommandError(
			'plan-refused',
			told('the cluster file asks for what can no longer be changed', '集群文件要求更改已不能更改的内容'),
			{
				exitCode: exitCodes['needs-decision'],
				details: diff.refused.map((change) =>
					within(change.reason, (why) =>
						told(
							`${change.field}: was ${change.was}, now ${change.now}; ${why.en}`,
							`${change.field}：原为 ${change.was}，现为 ${change.now}；${why.zh}`,
						),
					),
				),
			},
		);
	session.say(diffLines(diff));
	if (diff.confirm.length > 0 && !yes) await askToGoOn(session, diff);
}

async function askToGoOn(session: Session, diff: PlanDiff): Promise<void> {
	const details = diff.confirm.map(({field, was, now}) => told(`${field}: was ${was}, now ${now}`, `${field}：原为 ${was}，现为 ${now}`));
	if (!session.ask)
		throw needInput('plan-changed', told('the cluster file has changed since the last run', '集群文件自上次运行后已更改'), [
			...details,
			told('agree with --yes', '可用 --yes 同意'),
		]);
	session.say(details);
	if (await session.ask.confirm(told('Go on with these changes?', '按这些更改继续吗？'))) return;
	throw new CommandError('declined', told('not agreed; nothing was changed', '未同意；未作任何更改'), {
		exitCode: exitCodes['needs-decision'],
	});
}

/** How far the last run came, by what its journal knows of kubeadm init. */
function progressOf(state: RunState, was: SavedPlan): Progress {
	const last = state.tasks.get(taskId(initControlPlane.id, leaderOf(was.cluster).name))?.last;
	if (last === undefined) return 'untouched';
	return last === 'verified' ? 'initialised' : 'begun';
}

function diffLines(diff: PlanDiff): Said[] {
	const list = (title: Told, items: readonly string[]) =>
		items.length > 0 ? [within(joined(items), (it) => told(`  ${title.en}: ${it.en}`, `  ${title.zh}：${it.zh}`))] : [];
	return [
		told('The plan differs from that of the last run:', '计划与上次运行的不同：'),
		...list(told('new hosts', '新增主机'), diff.addedHosts),
		...list(told('hosts left out (they stay in the cluster)', '去掉的主机（它们仍留在集群中）'), diff.removedHosts),
		...list(
			told('changed steps', '有更改的步骤'),
			diff.changed.map(({step, hosts}) => `${step} (${hosts.length})`),
		),
		...list(told('new steps', '新增步骤'), diff.addedSteps),
		...list(told('steps that are gone', '不再有的步骤'), diff.removedSteps),
		told(`  unchanged: ${diff.untouched.length} tasks`, `  不变：${diff.untouched.length} 个任务`),
	];
}
