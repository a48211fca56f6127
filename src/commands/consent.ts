import {canonicalJson} from '../plan/canonical.ts';
import {diffPlans} from '../plan/diff-plans.ts';
import type {PlanDiff, SavedPlan} from '../plan/types.ts';
import {joined, type Said, type Told, told, within} from '../told.ts';

/** The word of an operator who looks at a plan on a screen, and is to get that one or be asked. */
export interface Consent {
	/** What he looked at just now; undefined when he goes on with a recorded run. */
	readonly shown?: SavedPlan | undefined;
	/** Whether to go on with another plan; the lines say what is different. */
	ask(lines: readonly Said[]): Promise<boolean>;
}

/** What another plan differs from. */
type Against = 'last-run' | 'shown';

/**
 * What the operator has to be asked before `now` is carried out; empty when
 * there is nothing. Who goes on with a recorded run gets the plan of that run;
 * who comes from a review gets the one he has read, and may have changed
 * answers since the last run, but not unawares take over the record of a
 * cluster of other machines.
 */
export function toAskAbout({shown}: Consent, now: SavedPlan, last?: {readonly was: SavedPlan; readonly diff: PlanDiff}): readonly Said[] {
	const taken = last && (shown ? last.diff.confirm.length > 0 || otherHosts(last.was, now) : isAnother(last.was, now));
	return [
		...(taken ? differences('last-run', last.was, now, last.diff) : []),
		...(shown && isAnother(shown, now) ? differences('shown', shown, now, diffPlans(shown, now, 'untouched')) : []),
	];
}

/** What is different, one line each. */
export function differences(against: Against, was: SavedPlan, now: SavedPlan, diff: PlanDiff): readonly Said[] {
	const list = (title: Told, items: readonly string[]) =>
		items.length > 0 ? [within(joined(items), (it) => told(`  ${title.en}: ${it.en}`, `  ${title.zh}：${it.zh}`))] : [];
	return [
		against === 'last-run'
			? told('The plan differs from that of the last run:', '计划与上次运行的不同：')
			: told('The plan differs from the one that was shown:', '计划与刚才显示的不同：'),
		...list(told('changed settings', '有更改的设置'), changedSettings(was, now)),
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

/** Another cluster, or other work on a host that both plans have. One that did not answer, or does again, makes no other plan. */
function isAnother(was: SavedPlan, now: SavedPlan): boolean {
	if (was.hash === now.hash) return false;
	return changedSettings(was, now).length > 0 || workOn(was, now) !== workOn(now, was);
}

/** The tasks of a plan on the hosts that the other has, too. */
function workOn(plan: SavedPlan, other: SavedPlan): string {
	const known = new Set(other.tasks.map((task) => task.host));
	const work = plan.tasks.filter((task) => known.has(task.host)).map(({id, inputs}) => `${id} ${inputs}`);
	return work.sort().join('\n');
}

function changedSettings({cluster: was}: SavedPlan, {cluster: now}: SavedPlan): readonly string[] {
	const keys = new Set([...Object.keys(was), ...Object.keys(now)]) as ReadonlySet<keyof typeof was>;
	return [...keys].filter((key) => json(was[key]) !== json(now[key]));
}

function otherHosts(was: SavedPlan, now: SavedPlan): boolean {
	const machines = ({cluster}: SavedPlan) => json(cluster.hosts.map(({name, address, ssh}) => [name, address, ssh.port ?? null]));
	return machines(was) !== machines(now);
}

function json(value: unknown): string {
	return value === undefined ? '' : canonicalJson(value);
}
