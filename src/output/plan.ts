import type {EventBody} from '../events/event.ts';
import {hostList} from './findings.ts';
import {counted, type Look, type MarkName} from './look.ts';

type PlanEvent = Extract<EventBody, {type: 'plan'}>;
type Standing = PlanEvent['tasks'][number]['standing'];

const standings: Readonly<Record<Standing, {readonly mark: MarkName; readonly word: string}>> = {
	done: {mark: 'done', word: 'so already'},
	todo: {mark: 'running', word: 'to do'},
	partial: {mark: 'warning', word: 'half done'},
	foreign: {mark: 'failed', word: 'not ours'},
	unknown: {mark: 'unknown', word: 'known later'},
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
	return [...lines, '', `Plan: ${planCounts(plan)}.`, `Hash: ${plan.plan}`];
}

function standingLine(alike: PlanEvent['tasks'], look: Look): string {
	const [first] = alike;
	const {mark, word} = standings[first?.standing ?? 'unknown'];
	const reason = first?.reason ? `: ${look.say(first.reason)}` : '';
	return `  ${look.glyph(mark)} ${word.padEnd(11)} ${hostList(alike.map((task) => task.host))}${reason}`;
}

/** `12 tasks to do, 30 so already, 2 known later`. */
export function planCounts(plan: PlanEvent): string {
	const count = (standing: Standing) => plan.tasks.filter((task) => task.standing === standing).length;
	const rest = (['done', 'partial', 'foreign', 'unknown'] as const).flatMap((standing) =>
		count(standing) > 0 ? [`${count(standing)} ${standings[standing].word}`] : [],
	);
	return [`${counted(count('todo'), 'task')} to do`, ...rest].join(', ');
}
