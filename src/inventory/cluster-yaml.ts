import {parseSource} from '../cluster/document.ts';
import {hostFromWord} from '../cluster/draft.ts';
import {loadSpec} from '../cluster/load.ts';
import type {Problem} from '../cluster/problem.ts';
import {apiVersion, clusterDocument} from '../cluster/schema/cluster.ts';
import type {HostSpec} from '../cluster/schema/host.ts';
import {joined, semicolon} from '../told.ts';
import type {ReadHosts} from './types.ts';

/** True when the text says that it is a cluster of kubewiz. */
export function isClusterYaml(text: string): boolean {
	return new RegExp(`^apiVersion:\\s*["']?${apiVersion.split('/')[0]}/`, 'm').test(text);
}

/**
 * An existing cluster.yaml: its hosts and the whole document, hosts written as
 * one word taken apart. With mistakes of form there is no document; mistakes of
 * sense (two control planes without an endpoint) can be mended in the wizard.
 */
export function readClusterYaml(text: string, fileName: string): ReadHosts {
	const loaded = loadSpec(text, fileName);
	const problems = 'problems' in loaded ? loaded.problems.map(lineProblem) : [];
	const parsed = parseSource(text, fileName);
	const shape = parsed.kind === 'document' ? clusterDocument.safeParse(parsed.document.data) : undefined;
	if (!shape?.success) return {hosts: [], problems};
	const hosts = shape.data.spec.hosts.map((host): HostSpec => (typeof host === 'string' ? hostFromWord(host) : host));
	return {hosts, problems, document: {...shape.data, spec: {...shape.data.spec, hosts}}};
}

function lineProblem({line, path, message, remedy}: Problem): ReadHosts['problems'][number] {
	return {line, text: path, message: remedy ? joined([message, remedy], semicolon) : message};
}
