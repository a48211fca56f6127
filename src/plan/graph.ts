import {closest, distance} from 'fastest-levenshtein';
import type {Step} from '../../steps/step.ts';

/** The steps contradict each other: a fault of kubewiz (or of an added step), not of the operator. */
export class PlanError extends Error {
	override readonly name = 'PlanError';
}

/** Task id of a step on a host. */
export function taskId(step: string, host: string): string {
	return `${step}@${host}`;
}

/** An edge between steps: wait for `step` on the same host, or on all hosts where it runs. */
interface StepEdge {
	readonly step: string;
	readonly everywhere: boolean;
}

/**
 * What `step` waits for: its own `after`, and everywhere the steps that give a
 * value it needs. Throws PlanError when an edge names a step that does not
 * exist, or when nobody gives a needed value.
 */
export function edgesOf(step: Step, steps: readonly Step[]): readonly StepEdge[] {
	const named = step.after.map((after) =>
		typeof after === 'string' ? {step: after, everywhere: false} : {step: after.everywhere, everywhere: true},
	);
	const ids = steps.map((other) => other.id);
	for (const edge of named) if (!ids.includes(edge.step)) throw new PlanError(missingEdge(step, edge.step, ids));
	const givers = step.needs.map((name) => {
		const giver = steps.find((other) => other.gives.includes(name));
		if (!giver) throw new PlanError(`step ${step.id} needs the value ${name}, but no step gives it`);
		return {step: giver.id, everywhere: true};
	});
	return [...named, ...givers];
}

function missingEdge(step: Step, name: string, known: readonly string[]): string {
	const nearest = closest(name, known);
	const hint = distance(name, nearest) <= 4 ? ` (did you mean ${nearest}?)` : '';
	return `step ${step.id} comes after ${name}, which does not exist${hint}`;
}

/**
 * Steps in an order in which each comes after all it waits for; otherwise the
 * given order is kept. As every edge between tasks comes from one between steps,
 * tasks in this order can't wait for each other either. Throws PlanError naming
 * the circle, a step that is listed twice, or a wrong edge.
 */
export function inOrder(steps: readonly Step[]): readonly Step[] {
	const byId = new Map(steps.map((step) => [step.id, step]));
	if (byId.size !== steps.length) throw new PlanError(`listed twice: ${twice(steps.map((step) => step.id)).join(', ')}`);
	const ordered = new Set<Step>();
	const visit = (step: Step, path: readonly string[]) => {
		if (ordered.has(step)) return;
		if (path.includes(step.id))
			throw new PlanError(`these wait for each other: ${[...path.slice(path.indexOf(step.id)), step.id].join(' → ')}`);
		for (const edge of edgesOf(step, steps)) visit(byId.get(edge.step) as Step, [...path, step.id]);
		ordered.add(step);
	};
	for (const step of steps) visit(step, []);
	return [...ordered];
}

function twice(ids: readonly string[]): readonly string[] {
	return [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))];
}
