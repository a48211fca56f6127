import type {PlanView} from '../../src/store/engine.ts';
import type {Words} from '../text/words.ts';
import type {Opens} from './rows.ts';

type Task = PlanView['tasks'][number];

/** The commands behind a line of the review, for reading. */
export interface Commands {
	readonly title: string;
	readonly lines: readonly string[];
	/** What the key for another host opens. */
	readonly other?: Opens;
}

/** Everything that would be run: of a step on one host its check, its change and its proof; of a host every step's change. */
export function commandsOf(plan: PlanView, opens: Opens, words: Words): Commands | undefined {
	return opens.kind === 'step' ? ofStep(plan, opens.step, opens.host, words) : ofHost(plan, opens.host, words);
}

function ofStep(plan: PlanView, id: string, host: string | undefined, words: Words): Commands | undefined {
	const tasks = plan.tasks.filter((task) => task.step === id);
	const at = Math.max(
		0,
		tasks.findIndex((task) => task.host === host),
	);
	const task = tasks[at];
	const step = plan.steps.find((one) => one.id === id);
	if (!task || !step) return undefined;
	const next = tasks[(at + 1) % tasks.length];
	const {parts} = words.review;
	return {
		title: words.review.script(words.say(step.title), task.host),
		lines: [
			`# ${words.say(step.why)}`,
			`# ${standingOf(task, words)}`,
			'',
			...section(parts.check, task.check),
			...section(parts.apply, task.script),
			...(task.verify === task.check ? [`# ${parts.verifySame}`] : section(parts.verify, task.verify)),
		],
		...(next && next !== task && {other: {kind: 'step', step: id, host: next.host}}),
	};
}

function ofHost(plan: PlanView, host: string, words: Words): Commands | undefined {
	const hosts = [...new Set(plan.tasks.map((task) => task.host))];
	const tasks = plan.tasks.filter((task) => task.host === host);
	if (tasks.length === 0) return undefined;
	const next = hosts[(hosts.indexOf(host) + 1) % hosts.length];
	const titles = new Map(plan.steps.map((step) => [step.id, words.say(step.title)]));
	return {
		title: words.review.hostScript(host, tasks.length),
		lines: tasks.flatMap((task) => section(`${titles.get(task.step) ?? task.step}: ${standingOf(task, words)}`, task.script)),
		...(next !== undefined && next !== host && {other: {kind: 'host', host: next}}),
	};
}

function section(head: string, script: string): readonly string[] {
	// A terminal would move on by eight at a tab, whatever the widths that were counted.
	return [`# ${head}`, ...script.trimEnd().replaceAll('\t', '  ').split('\n'), ''];
}

function standingOf({standing, reason}: Task, words: Words): string {
	const word = words.review.standing[standing];
	return reason === undefined ? word : `${word}${words.common.aside(words.say(reason))}`;
}
