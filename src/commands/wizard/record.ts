import {dirname, join} from 'node:path';
import type {Cluster} from '../../cluster/types.ts';
import {clusterToYaml} from '../../cluster/write.ts';
import {writeAtomically} from '../../journal/atomic-file.ts';
import {readPlan} from '../../journal/read-run.ts';
import {prepareStateDir} from '../../journal/state-dir.ts';
import {sha256} from '../../plan/canonical.ts';
import {parseSavedPlan} from '../../plan/saved-plan.ts';
import type {UnfinishedRun} from '../../store/engine.ts';
import {ToldError, told} from '../../told.ts';
import {clusterOf, type LoadedCluster} from '../load-cluster.ts';
import {readOwnManifests} from '../own-manifests.ts';
import type {Session} from '../session.ts';
import {stateOf} from '../state.ts';

/**
 * A cluster of the wizard as `apply` would have read it from a file. The file
 * lies in the cluster's record and is named by what is in it: a command in the
 * scrollback never means another cluster than it did. It is not written yet.
 */
export function asFile(session: Session, cluster: Cluster, quiet = false): LoadedCluster {
	const text = clusterToYaml(cluster);
	const sum = sha256(text)
		.replace(/^sha256:/, '')
		.slice(0, 12);
	return clusterOf(session, text, join(stateOf(session, cluster.name), `cluster-${sum}.yaml`), quiet);
}

/** Writes the file of a cluster from `asFile`. */
export async function writeFileOf({cluster, file}: LoadedCluster): Promise<void> {
	await prepareStateDir(dirname(file));
	await writeAtomically(file, clusterToYaml(cluster));
}

/** The cluster of an unfinished run, made of the plan that was shown: what else was answered or written since is not asked. */
export async function recordedCluster(session: Session, {cluster, plan}: UnfinishedRun): Promise<LoadedCluster> {
	const record = stateOf(session, cluster);
	const text = await readPlan(record, plan);
	if (text === undefined)
		throw new ToldError(
			told(
				`the plan of ${cluster} was not kept: resume it with kubewiz resume -f FILE`,
				`${cluster} 的计划没有保留：请用 kubewiz resume -f FILE 继续`,
			),
		);
	return {...asFile(session, parseSavedPlan(text).cluster), manifests: await readOwnManifests(record, plan)};
}
