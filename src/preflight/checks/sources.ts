import {joined, labelled, semicolon} from '../../told.ts';
import {sourceDetail} from '../probes/source-detail.ts';
import type {SourceProbe} from '../probes/types.ts';
import type {Check, Subject, Verdict} from '../subject.ts';
import type {CheckName} from '../words/words.ts';
import {collect} from './probed.ts';

/**
 * Mirrors and registries as the nodes see them. A host that has the wanted
 * packages installed needs no mirror of them. Errors can be waived: images may
 * be on the hosts already.
 */
export const sourceChecks: Check = (subject) => [
	...sources(subject, 'packages-unreachable', {severity: 'error'}, 'packages', ['failed', 'refused']),
	...sources(subject, 'packages-lack-version', {severity: 'error'}, 'packages', ['lacking']),
	...sources(subject, 'runtime-packages-unreachable', {severity: 'error'}, 'runtime-packages', ['failed', 'refused', 'lacking']),
	...sources(subject, 'images-unreachable', {severity: 'error'}, 'images', ['failed']),
	...sources(subject, 'images-refused', {severity: 'error'}, 'images', ['refused']),
	...sources(subject, 'images-lack-version', {severity: 'error'}, 'images', ['lacking']),
	...sources(subject, 'registry-mirror-unreachable', {severity: 'warning'}, 'registry-mirror', ['failed', 'lacking']),
	...collect(subject, 'source-untested', {severity: 'info'}, (_host, {sources: probed}) => {
		const untold = probed.filter((probe) => probe.result === 'unknown').map((probe) => probe.url);
		return untold.length > 0 ? [...new Set(untold)].join(', ') : undefined;
	}),
];

function sources(
	subject: Subject,
	check: CheckName,
	verdict: Verdict,
	kind: SourceProbe['kind'],
	results: readonly SourceProbe['result'][],
) {
	return collect(subject, check, verdict, (host, {sources: probed}) => {
		if (isInstalled(subject, host.name, kind)) return undefined;
		const found = probed.filter((probe) => probe.kind === kind && results.includes(probe.result));
		return found.length > 0
			? joined(
					found.map((probe) => labelled(probe.url, sourceDetail(probe))),
					semicolon,
				)
			: undefined;
	});
}

function isInstalled(subject: Subject, host: string, kind: SourceProbe['kind']): boolean {
	const packages = subject.facts.get(host)?.packages ?? {};
	if (kind === 'runtime-packages') return packages['containerd.io'] !== undefined;
	const version = subject.cluster.kubernetesVersion;
	return kind === 'packages' && ['kubeadm', 'kubelet', 'kubectl'].every((name) => packages[name]?.startsWith(`${version}-`));
}
