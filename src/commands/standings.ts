import {reasonWords} from '../../steps/reasons.ts';
import type {EventBody} from '../events/event.ts';
import type {Plan, Standing} from '../plan/types.ts';
import {told} from '../told.ts';

type PlanEvent = Extract<EventBody, {type: 'plan'}>;

/** A plan with how each of its tasks stands, as it is shown. Tasks that only make a value for others are left out. */
export function planEvent(plan: Plan, standings: ReadonlyMap<string, Standing>): PlanEvent {
	const tasks = plan.tasks.filter((task) => task.step.gives.length === 0);
	return {
		type: 'plan',
		plan: plan.hash,
		tasks: tasks.map((task) => {
			const standing = standings.get(task.id) ?? {kind: 'unknown', reason: told('not asked', '未询问')};
			return {
				step: task.step.id,
				host: task.host,
				standing: standing.kind,
				...('reason' in standing ? {reason: reasonWords(standing.reason)} : {}),
			};
		}),
	};
}

/** True when carrying out the plan would change a host, as far as can be told now. */
export function wouldChange(event: PlanEvent): boolean {
	return event.tasks.some((task) => task.standing !== 'done');
}
