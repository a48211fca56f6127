import type {Plan, Standing, Task} from '../plan/types.ts';
import {type Fleet, RemoteError, type UnitResult} from '../remote/contract.ts';
import {type Said, told} from '../told.ts';
import {answerOf} from './units.ts';
import {words} from './words.ts';

/**
 * What each task's check says now, by task id; one round trip per host, all
 * hosts at once, nothing is changed and no lock is taken. A host that can't be
 * asked gives `unknown` for its tasks.
 */
export async function askStandings({
	plan,
	fleet,
	signal,
}: {
	readonly plan: Plan;
	readonly fleet: Fleet;
	readonly signal?: AbortSignal;
}): Promise<ReadonlyMap<string, Standing>> {
	const byHost = [...Map.groupBy(plan.tasks, (task) => task.host)];
	const answers = await Promise.all(byHost.map(([host, tasks]) => askHost(fleet, host, tasks, signal)));
	return new Map(answers.flat());
}

async function askHost(
	fleet: Fleet,
	host: string,
	tasks: readonly Task[],
	signal?: AbortSignal,
): Promise<readonly (readonly [string, Standing])[]> {
	const asked = tasks.filter((task) => task.step.gives.length === 0);
	const units = asked.map((task) => ({id: task.step.id, check: task.scripts.check, timeoutMs: task.step.timeoutMs}));
	let results: readonly UnitResult[] = [];
	let reason: Said = words.noHostAnswer;
	try {
		const session = await fleet.open(host, signal ? {signal} : {});
		results = await session.run(units, {checkOnly: true, ...(signal && {signal})});
	} catch (error) {
		if (!(error instanceof RemoteError)) throw error;
		reason = error.told;
	}
	const byUnit = new Map(results.map((result) => [result.unit, result]));
	return tasks.map((task) => [task.id, standingOf(task, byUnit.get(task.step.id), reason)]);
}

function standingOf(task: Task, result: UnitResult | undefined, reason: Said): Standing {
	if (task.step.gives.length > 0) return {kind: 'unknown', reason: told('made only when another step needs it', '仅在其他步骤需要时生成')};
	const answer = answerOf(result);
	if (!answer) return {kind: 'unknown', reason};
	if (answer.kind === 'done') return {kind: 'done'};
	return {kind: answer.kind === 'broken' ? 'unknown' : answer.kind, reason: answer.reason};
}
