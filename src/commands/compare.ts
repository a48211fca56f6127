import {initControlPlane} from '../../steps/control-plane/init.ts';
import {leaderOf} from '../cluster/types.ts';
import {exitCodes} from '../events/event.ts';
import {readPlan} from '../journal/read-run.ts';
import type {Journal, RunState} from '../journal/types.ts';
import {diffPlans} from '../plan/diff-plans.ts';
import {taskId} from '../plan/graph.ts';
import {parseSavedPlan, savePlan} from '../plan/saved-plan.ts';
import type {Plan, PlanDiff, Progress, SavedPlan} from '../plan/types.ts';
import {told, within} from '../told.ts';
import {CommandError, needInput} from './command-error.ts';
import {type Consent, differences, toAskAbout} from './consent.ts';
import type {Session} from './session.ts';

/**
 * Holds the plan against the one the last run had. Says what differs. Throws
 * CommandError (exit 6) for what can no longer be changed, and for what needs
 * the operator's word when he gave none. With `consent` he is asked on his
 * screen instead, and `yes` is not asked for.
 */
export async function comparePlans(session: Session, journal: Journal, plan: Plan, yes: boolean, consent?: Consent): Promise<void> {
	const now = savePlan(plan);
	const was = await lastPlan(session, journal, now.hash);
	const last = was && {was, diff: diffPlans(was, now, progressOf(journal.state, was))};
	if (last) {
		demandPossible(last.diff, consent !== undefined);
		session.say(differences('last-run', last.was, now, last.diff));
	}
	if (!consent) {
		if (last && last.diff.confirm.length > 0 && !yes) await askToGoOn(session, last.diff);
		return;
	}
	const lines = toAskAbout(consent, now, last);
	if (lines.length > 0 && !(await consent.ask(lines))) throw declined();
}

/** The plan of the last run; undefined when there was none, when it was the one with this hash, or when it was lost, which is warned of. */
async function lastPlan(session: Session, journal: Journal, now: string): Promise<SavedPlan | undefined> {
	const hash = journal.state.plan;
	if (hash === undefined || hash === now) return undefined;
	const text = await readPlan(journal.dir, hash);
	if (text !== undefined) return parseSavedPlan(text);
	session.warn(
		'plan-lost',
		told(
			`the plan of the last run (${hash.slice(0, 19)}) was not kept; each task is judged by itself`,
			`上次运行的计划（${hash.slice(0, 19)}）没有保留；将逐个判断任务`,
		),
	);
	return undefined;
}

function demandPossible({refused}: PlanDiff, onScreen: boolean): void {
	if (refused.length === 0) return;
	throw new CommandError(
		'plan-refused',
		onScreen
			? told('the answers ask for what can no longer be changed', '当前配置要求更改已不能更改的内容')
			: told('the cluster file asks for what can no longer be changed', '集群文件要求更改已不能更改的内容'),
		{
			exitCode: exitCodes['needs-decision'],
			details: refused.map((change) =>
				within(change.reason, (why) =>
					told(
						`${change.field}: was ${change.was}, now ${change.now}; ${why.en}`,
						`${change.field}：原为 ${change.was}，现为 ${change.now}；${why.zh}`,
					),
				),
			),
		},
	);
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
	throw declined();
}

function declined(): CommandError {
	return new CommandError('declined', told('not agreed; nothing was changed', '未同意；未作任何更改'), {
		exitCode: exitCodes['needs-decision'],
	});
}

/** How far the last run came, by what its journal knows of kubeadm init. */
export function progressOf(state: RunState, was: SavedPlan): Progress {
	const last = state.tasks.get(taskId(initControlPlane.id, leaderOf(was.cluster).name))?.last;
	if (last === undefined) return 'untouched';
	return last === 'verified' ? 'initialised' : 'begun';
}
