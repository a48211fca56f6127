import type {PlanView} from '../../src/store/engine.ts';
import type {Words} from '../text/words.ts';

/** Commands that a line of the review opens: those of a step, from one of its hosts on, or all of a host. */
export type Opens = {readonly kind: 'step'; readonly step: string; readonly host?: string} | {readonly kind: 'host'; readonly host: string};

export interface ReviewRow {
	readonly key: string;
	readonly left: string;
	/** Stands at the right edge and is never cut. */
	readonly right?: string;
	readonly head?: boolean;
	readonly dim?: boolean;
	readonly warning?: boolean;
	readonly opens?: Opens;
	/** Also found by the search: commands behind the line. */
	readonly behind?: readonly string[];
}

/** What the review is made of. */
export interface Reviewed {
	readonly plan: PlanView;
	/** What to think of before the start. */
	readonly warnings: readonly string[];
	/** Label and value of every answer, defaults included. */
	readonly answers: readonly (readonly [label: string, value: string])[];
	readonly hosts: readonly {readonly name: string; readonly address: string; readonly role: string}[];
	/** Text of cluster.yaml. */
	readonly spec: string;
}

/** All that the review shows, as lines: answers, hosts, tasks by step, files, cluster.yaml. */
export function reviewRows({plan, warnings, answers, hosts, spec}: Reviewed, words: Words): readonly ReviewRow[] {
	const text = words.review;
	return [
		...warnings.map((warning) => ({key: `warning ${warning}`, left: warning, warning: true})),
		head('answers', text.answers),
		...answers.map(([label, value]) => ({key: `answer ${label}`, left: `${words.common.field(label)}${value}`})),
		head('hosts', text.hosts),
		...hostRows(plan, hosts, words),
		head('steps', text.tasks),
		...stepRows(plan, words),
		head('files', text.files),
		...fileRows(plan, words),
		head('spec', text.spec),
		...spec.split('\n').map((line, number) => ({key: `spec ${number}`, left: line})),
	];
}

/** The lines that hold the words, each under the head of its section. */
export function found(rows: readonly ReviewRow[], search: string): readonly ReviewRow[] {
	const wanted = search.trim().toLowerCase();
	if (wanted === '') return rows;
	const holds = (text: string | undefined) => text?.toLowerCase().includes(wanted) ?? false;
	const kept = rows.filter((row) => row.head || holds(row.left) || holds(row.right) || row.behind?.some(holds));
	return kept.filter((row, at) => !row.head || (kept[at + 1] !== undefined && !kept[at + 1]?.head));
}

/** True for a task that would change its host, as far as can be told now. */
export function isTodo({standing}: PlanView['tasks'][number]): boolean {
	return standing !== 'done' && standing !== 'on-demand';
}

function onDemand({standing}: PlanView['tasks'][number]): boolean {
	return standing === 'on-demand';
}

function head(key: string, left: string): ReviewRow {
	return {key: `head ${key}`, left, head: true};
}

function hostRows(plan: PlanView, hosts: Reviewed['hosts'], words: Words): readonly ReviewRow[] {
	const byHost = grouped(plan.tasks, ({host}) => host);
	const files = grouped(plan.files, ({host}) => host);
	return hosts.map(({name, address, role}): ReviewRow => {
		const tasks = byHost.get(name);
		const left = `${name}  ${address}  ${role}`;
		if (!tasks) return {key: `host ${name}`, left, right: words.review.absent};
		const done = tasks.filter((task) => task.standing === 'done').length;
		const todo = tasks.filter(isTodo).length;
		const right = `${words.review.task(todo, done)}  ${words.review.filesCount(files.get(name)?.length ?? 0)}`;
		return {key: `host ${name}`, left, right, opens: {kind: 'host', host: name}};
	});
}

function stepRows(plan: PlanView, words: Words): readonly ReviewRow[] {
	const byStep = grouped(plan.tasks, ({step}) => step);
	const whom = hostWords(plan, words);
	return plan.steps.map(({id, title}): ReviewRow => {
		const tasks = byStep.get(id) ?? [];
		const done = tasks.filter((task) => task.standing === 'done').length;
		return {
			key: `step ${id}`,
			left: words.say(title),
			right: `${tasks.every(onDemand) ? words.review.standing['on-demand'] : words.review.task(tasks.length - done, done)}  ${whom(tasks.map((task) => task.host))}`,
			dim: done === tasks.length,
			opens: {kind: 'step', step: id},
			behind: [...new Set(tasks.map((task) => task.script))],
		};
	});
}

function fileRows(plan: PlanView, words: Words): readonly ReviewRow[] {
	const whom = hostWords(plan, words);
	return [...grouped(plan.files, ({path}) => path)]
		.sort(([a], [b]) => (a < b ? -1 : 1))
		.map(([path, files]): ReviewRow => {
			const [first] = files;
			const hosts = [...new Set(files.map((file) => file.host))];
			return {
				key: `file ${path}`,
				left: path,
				right: whom(hosts),
				...(first && {opens: {kind: 'step', step: first.step, host: first.host}}),
			};
		});
}

/** Hosts in few words: all of them, their names, or how many. */
function hostWords(plan: PlanView, words: Words): (hosts: readonly string[]) => string {
	const everyone = new Set(plan.tasks.map((task) => task.host)).size;
	return (hosts) => {
		if (hosts.length === everyone && everyone > 1) return words.review.allHosts;
		return hosts.length > 3 ? words.review.hostsCount(hosts.length) : hosts.join(' ');
	};
}

function grouped<Item>(items: readonly Item[], keyOf: (item: Item) => string): ReadonlyMap<string, readonly Item[]> {
	return Map.groupBy(items, keyOf);
}
