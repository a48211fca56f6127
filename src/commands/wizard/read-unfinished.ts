import {stat} from 'node:fs/promises';
import {join} from 'node:path';
import {fixedIn} from '../../cluster/fixed.ts';
import {workers} from '../../cluster/types.ts';
import {clusterToYaml} from '../../cluster/write.ts';
import {type RunReading, readRun} from '../../journal/read-run.ts';
import type {TaskEvidence} from '../../journal/types.ts';
import {parseSavedPlan} from '../../plan/saved-plan.ts';
import type {SavedPlan} from '../../plan/types.ts';
import type {UnfinishedRun} from '../../store/engine.ts';
import {inWords, type Said, saidBy, type Told, ToldError, told, within} from '../../told.ts';
import {progressOf} from '../compare.ts';
import {stepTitle} from '../step-title.ts';

/**
 * The last run in the record `name` of the state home, when it is not done and
 * nobody works on it now. One whose record or plan can't be read is told as
 * damaged: it is there, and not to be hidden. Never throws for what is in a record.
 */
export async function readUnfinished(home: string, name: string): Promise<UnfinishedRun | undefined> {
	const record = join(home, name);
	let reading: RunReading | undefined;
	try {
		reading = await readRun(record);
	} catch (error) {
		return damaged(name, record, saidBy(error), await lastWritten(record));
	}
	if (!reading || reading.owner !== undefined || reading.planText === undefined) return undefined;
	const last = reading.state.runs.at(-1);
	if (!last || last.ended?.result === 'done') return undefined;
	try {
		const plan = parseSavedPlan(reading.planText);
		if (plan.cluster.name !== name) throw new ToldError(told(`it is of ${plan.cluster.name}`, `它属于 ${plan.cluster.name}`));
		return ofPlan(name, record, reading, plan);
	} catch (error) {
		const why = within(saidBy(error), (it) => told(`the plan kept for it: ${it.en}`, `为它保留的计划：${it.zh}`));
		return damaged(name, record, why, Date.parse(last.started));
	}
}

function ofPlan(cluster: string, record: string, {state}: RunReading, plan: SavedPlan): UnfinishedRun {
	const isDone = (task: SavedPlan['tasks'][number]) => state.tasks.get(task.id)?.last === 'verified';
	const byStep = Map.groupBy(plan.tasks, (task) => task.step);
	const event = [...state.tasks.values()].toSorted((a, b) => a.time.localeCompare(b.time)).at(-1);
	const started = state.runs.at(-1)?.started ?? '';
	return {
		...{cluster, record, plan: plan.hash},
		started: Date.parse(started),
		lastEvent: {time: Date.parse(event?.time ?? started), text: event ? wordsOf(event) : told('begun', '已开始')},
		done: plan.tasks.filter(isDone).length,
		total: plan.tasks.length,
		steps: [...byStep].map(([step, tasks]) => ({title: stepTitle(step), done: tasks.filter(isDone).length, total: tasks.length})),
		hosts: plan.cluster.hosts.map((host) => host.name),
		workers: workers(plan.cluster).map((host) => host.name),
		// A host that was out of reach then is now tried, and set aside again only if it still is.
		waived: (state.runs.at(-1)?.waived ?? []).filter((check) => check !== 'host-unusable'),
		spec: clusterToYaml(plan.cluster),
		...(progressOf(state, plan) !== 'untouched' && {fixed: fixedIn(plan.cluster)}),
	};
}

function damaged(cluster: string, record: string, why: Said, time: number): UnfinishedRun {
	const nothing = {plan: '', spec: '', done: 0, total: 0, steps: [], hosts: [], workers: [], waived: []};
	return {...{cluster, record}, ...nothing, started: time, lastEvent: {time, text: why}, damaged: why};
}

/** Epoch milliseconds of the journal's last change; 0 when not even that can be had. */
async function lastWritten(record: string): Promise<number> {
	const journal = await stat(join(record, 'journal.jsonl')).catch(() => undefined);
	return journal?.mtimeMs ?? 0;
}

const standings: Readonly<Record<TaskEvidence['last'], Told>> = {
	intent: told('begun', '已开始'),
	started: told('at work as a job of the host', '作为主机上的任务执行中'),
	applied: told('carried out, not verified', '已执行，未验证'),
	verified: told('done', '完成'),
	failed: told('failed', '失败'),
	unknown: told('line lost', '连接中断'),
};

function wordsOf({step, host, last, reason}: TaskEvidence): Told {
	const title = stepTitle(step);
	const standing = standings[last];
	const why = reason === undefined ? '' : reason;
	const of = (language: 'en' | 'zh', colon: string) => {
		const said = inWords(why, language);
		return `${host}${colon}${inWords(title, language)}${colon}${standing[language]}${said === '' ? '' : `${colon}${said}`}`;
	};
	return told(of('en', ': '), of('zh', '：'));
}
