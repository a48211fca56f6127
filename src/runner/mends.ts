import {mendOf, resetHost} from '../../steps/mends.ts';
import {controlPlanes, leaderOf} from '../cluster/types.ts';
import type {Failure} from '../events/event.ts';
import type {RunContext} from './context.ts';
import type {TaskRun} from './task-run.ts';

/** What kubewiz can run against a failure that the catalogue knows. */
export function mendOfDiagnosis({request: {plan, facts}}: RunContext, id: string | undefined, name: string): Failure['mend'] {
	const {cluster} = plan;
	const host = cluster.hosts.find((candidate) => candidate.name === name);
	const known = facts.get(name);
	const mend = id !== undefined && host && known ? mendOf(id, {cluster, host, facts: known, files: {}}) : undefined;
	return mend && {destroys: mend.destroys, scripts: [{host: name, script: mend.script.text}]};
}

/**
 * What undoes a `once` step that is half done, so that it can be begun anew.
 * Undefined for a further control plane: its etcd member has to be taken out by
 * its number first, which a person reads from the list.
 */
export function mendOfPartial(context: RunContext, run: TaskRun): Failure['mend'] {
	if (run.task.step.kind !== 'once') return undefined;
	const {cluster} = context.request.plan;
	const {host} = run.task;
	const leader = leaderOf(cluster).name;
	const reset = {host, script: resetHost.text};
	if (host === leader) return {destroys: true, scripts: [reset]};
	if (controlPlanes(cluster).some((plane) => plane.name === host)) return undefined;
	const forget = `kubectl --kubeconfig /etc/kubernetes/admin.conf delete node ${host} --ignore-not-found`;
	return {destroys: true, scripts: [reset, {host: leader, script: forget}]};
}
