import {controlPlanes, leaderOf} from '../cluster/types.ts';
import type {RunContext} from './context.ts';
import type {TaskRun} from './task-run.ts';
import {repairCommands} from './words.ts';

/** What the operator can run to undo a half-done `once` step; for other steps there is nothing to undo. */
export function repairs(context: RunContext, run: TaskRun): readonly string[] {
	if (run.task.step.kind !== 'once') return [];
	const {cluster} = context.request.plan;
	const {host} = run.task;
	const leader = leaderOf(cluster).name;
	const isPlane = controlPlanes(cluster).some((plane) => plane.name === host);
	return repairCommands(host, host === leader ? 'leader' : isPlane ? 'control-plane' : 'worker', leader);
}
