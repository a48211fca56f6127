import {loadSpec} from '../../cluster/load.ts';
import type {ClusterDocument} from '../../cluster/schema/cluster.ts';
import {specToYaml} from '../../cluster/write.ts';
import type {WizardEngine} from '../../store/engine.ts';
import {joined, semicolon} from '../../told.ts';

/** Checks the wizard's answers as the cluster.yaml they will be. Without hosts there is nothing to say yet. */
export function resolveAnswers(document: ClusterDocument): ReturnType<WizardEngine['resolve']> {
	if (document.spec.hosts.length === 0) return {problems: []};
	const loaded = loadSpec(specToYaml(document), 'answers');
	if ('cluster' in loaded) return {cluster: loaded.cluster};
	return {
		problems: loaded.problems.map(({path, message, remedy}) => ({
			path,
			message: remedy === undefined ? message : joined([message, remedy], semicolon),
		})),
	};
}
