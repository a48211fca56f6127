import type {PlanView} from '../../src/store/engine.ts';
import type {Words} from '../text/words.ts';

export interface ReviewRow {
	readonly key: string;
	readonly text: string;
	readonly head: boolean;
	readonly dim: boolean;
	/** Step whose commands can be shown. */
	readonly step?: string;
}

/** All that the review shows, as searchable lines: tasks by step, files, answers. */
export function reviewRows(plan: PlanView, spec: string, words: Words): readonly ReviewRow[] {
	const everyone = new Set(plan.tasks.map((task) => task.host)).size;
	const whom = (hosts: readonly string[]) =>
		hosts.length === everyone && everyone > 1 ? words.review.allHosts : hosts.length > 4 ? `${hosts.length}` : hosts.join(' ');
	const head = (text: string): ReviewRow => ({key: `head ${text}`, text, head: true, dim: false});
	const steps = plan.steps.map((step): ReviewRow => {
		const tasks = plan.tasks.filter((task) => task.step === step.id);
		const done = tasks.filter((task) => task.standing === 'done').length;
		const hosts = whom(tasks.map((task) => task.host));
		return {
			key: `step ${step.id}`,
			text: `  ${words.steps[step.id] ?? step.title}: ${words.review.task(tasks.length - done, done)} (${hosts})`,
			head: false,
			dim: done === tasks.length,
			step: step.id,
		};
	});
	const files = [...new Set(plan.files.map((file) => file.path))].sort().map((path): ReviewRow => {
		const hosts = plan.files.filter((file) => file.path === path).map((file) => file.host);
		return {key: `file ${path}`, text: `  ${path} (${whom(hosts)})`, head: false, dim: false};
	});
	const answers = spec.split('\n').map((text, line): ReviewRow => ({key: `spec ${line}`, text: `  ${text}`, head: false, dim: false}));
	return [head(words.review.tasks), ...steps, head(words.review.files), ...files, head(words.review.answers), ...answers];
}
