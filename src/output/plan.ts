import type {EventBody} from '../events/event.ts';
import {joined, type Said, type Told, told, within} from '../told.ts';
import {hostList} from './findings.ts';
import {counted, type Look, type MarkName, padCells} from './look.ts';

type PlanEvent = Extract<EventBody, {type: 'plan'}>;
type Standing = PlanEvent['tasks'][number]['standing'];

const standings: Readonly<Record<Standing, {readonly mark: MarkName; readonly word: Told}>> = {
	done: {mark: 'done', word: told('so already', '已是如此')},
	todo: {mark: 'running', word: told('to do', '待执行')},
	partial: {mark: 'warning', word: told('half done', '完成一半')},
	foreign: {mark: 'failed', word: told('not ours', '不属于我们')},
	unknown: {mark: 'unknown', word: told('known later', '稍后可知')},
};

/** The plan by step and host: what would change, and what is so already. Hosts that stand alike share a line. */
export function planLines(plan: PlanEvent, look: Look): string[] {
	const steps = Map.groupBy(plan.tasks, (task) => task.step);
	const lines = [...steps].flatMap(([step, tasks]) => [
		look.tone('strong', step),
		...[...Map.groupBy(tasks, (task) => `${task.standing}\n${look.say(task.reason ?? '')}`).values()].map((alike) =>
			standingLine(alike, look),
		),
	]);
	return [
		...lines,
		'',
		look.say(within(planCounts(plan), (it) => told(`Plan: ${it.en}.`, `计划：${it.zh}。`))),
		look.say(told(`Hash: ${plan.plan}`, `哈希：${plan.plan}`)),
	];
}

function standingLine(alike: PlanEvent['tasks'], look: Look): string {
	const [first] = alike;
	const {mark, word} = standings[first?.standing ?? 'unknown'];
	const reason = first?.reason ? `: ${look.say(first.reason)}` : '';
	return `  ${look.glyph(mark)} ${padCells(look.say(word), 11)} ${look.say(hostList(alike.map((task) => task.host)))}${reason}`;
}

/** `12 tasks to do, 30 so already, 2 known later`. */
export function planCounts(plan: PlanEvent): Said {
	const count = (standing: Standing) => plan.tasks.filter((task) => task.standing === standing).length;
	const rest = (['done', 'partial', 'foreign', 'unknown'] as const).flatMap((standing) =>
		count(standing) > 0
			? [within(standings[standing].word, (it) => told(`${count(standing)} ${it.en}`, `${count(standing)} 个${it.zh}`))]
			: [],
	);
	return joined([within(counted(count('todo'), 'task'), (it) => told(`${it.en} to do`, `${it.zh}待执行`)), ...rest]);
}
