import {controlPlanes, leaderOf} from '../cluster/types.ts';
import type {Said} from '../told.ts';
import type {RunContext} from './context.ts';
import type {TaskRun} from './task-run.ts';
import {lookCommands, repairCommands} from './words.ts';

/** What the operator can run about a `once` step: to undo one that is half done, to look at one that was verified and is no longer so, or does not tell. */
export function repairs(context: RunContext, run: TaskRun, why: 'drift' | 'broken' | 'partial'): readonly Said[] {
	if (run.task.step.kind !== 'once') return [];
	const {cluster} = context.request.plan;
	const {host} = run.task;
	if (why !== 'partial') return lookCommands(host);
	const leader = leaderOf(cluster).name;
	const isPlane = controlPlanes(cluster).some((plane) => plane.name === host);
	return repairCommands(host, host === leader ? 'leader' : isPlane ? 'control-plane' : 'worker', leader);
}
