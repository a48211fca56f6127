import {type Fixed, fixedIn} from '../cluster/fixed.ts';
import type {Cluster} from '../cluster/types.ts';
import type {RunView} from './run-view.ts';
import type {WizardState} from './state.ts';

/** Id of the step that runs `kubeadm init`. */
export const initStep = 'control-plane/init';

/** What `kubeadm init` has fixed in the cluster of the answers, in a run of this session or an unfinished one; undefined while everything may change. */
export function fixedOf({draft, fixed, unfinished}: Pick<WizardState, 'draft' | 'fixed' | 'unfinished'>): Fixed | undefined {
	if (fixed?.cluster === draft.name) return fixed.values;
	return unfinished.kind === 'here' ? unfinished.value.find((run) => run.cluster === draft.name)?.fixed : undefined;
}

/** What a run of `cluster` has fixed so far: all of it from the moment `kubeadm init` is begun. */
export function fixedBy(run: RunView, cluster: Cluster | undefined): WizardState['fixed'] {
	if (!cluster || run.start?.cluster !== cluster.name) return undefined;
	const begun = [...run.cellsOf(initStep).values()].some(({state}) => state !== 'waiting' && state !== 'checking' && state !== 'blocked');
	return begun ? {cluster: cluster.name, values: fixedIn(cluster)} : undefined;
}
