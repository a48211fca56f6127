import type {ClusterDocument, ClusterSpec} from '../cluster/schema/cluster.ts';
import {apiVersion} from '../cluster/schema/cluster.ts';
import type {HostSpec} from '../cluster/schema/host.ts';

export const screenIds = ['resume', 'hosts', 'preflight', 'topology', 'mirrors', 'review', 'install', 'done'] as const;
export type ScreenId = (typeof screenIds)[number];

/**
 * The operator's answers so far. Kept on disk at each answer, so it never holds
 * a secret; passwords live in the engine's memory only.
 */
export interface Draft {
	readonly format: 1;
	readonly screen: ScreenId;
	readonly name: string;
	/** Everything of the spec but the hosts. */
	readonly spec: Omit<ClusterSpec, 'hosts'>;
	readonly hosts: readonly HostSpec[];
	/** Findings that may pass, by the name of their check. */
	readonly waived: readonly string[];
	/** Own mirror URLs to probe, by use. */
	readonly ownMirrors: readonly {readonly use: 'packages' | 'images' | 'docker-ce' | 'registries'; readonly url: string}[];
	/** Mirrors the operator goes on with though they did not answer. */
	readonly trustedMirrors: readonly string[];
	/** Where cluster.yaml was written last. */
	readonly savedTo?: string;
}

export const emptyDraft: Draft = {
	format: 1,
	screen: 'hosts',
	name: 'kubernetes',
	spec: {},
	hosts: [],
	waived: [],
	ownMirrors: [],
	trustedMirrors: [],
};

/** The draft as `cluster.yaml` holds it. */
export function documentOf(draft: Draft): ClusterDocument {
	return {apiVersion, kind: 'Cluster', metadata: {name: draft.name}, spec: {...draft.spec, hosts: [...draft.hosts]}};
}

/** Takes a whole document over into the draft, hosts included. */
export function withDocument(draft: Draft, document: ClusterDocument): Draft {
	const {hosts, ...spec} = document.spec;
	return {...draft, name: document.metadata.name, spec, hosts: hosts.filter((host): host is HostSpec => typeof host !== 'string')};
}

/** Adds hosts; one with a known address replaces what is missing in the old entry and keeps its answers. */
export function withHosts(draft: Draft, hosts: readonly HostSpec[]): Draft {
	const merged = new Map(draft.hosts.map((host) => [keyOf(host), host]));
	for (const host of hosts) merged.set(keyOf(host), {...host, ...merged.get(keyOf(host))});
	return {...draft, hosts: [...merged.values()]};
}

/** Changes one host, found by its position. */
export function withHost(draft: Draft, index: number, change: Partial<HostSpec>): Draft {
	return {...draft, hosts: draft.hosts.map((host, at) => (at === index ? dropUndefined({...host, ...change}) : host))};
}

export function withoutHost(draft: Draft, index: number): Draft {
	return {...draft, hosts: draft.hosts.filter((_, at) => at !== index)};
}

export function withSpec(draft: Draft, change: Partial<Draft['spec']>): Draft {
	return {...draft, spec: dropUndefined({...draft.spec, ...change})};
}

/** Name a host is called by before its spec is resolved. */
export function nameOf(host: HostSpec): string {
	return host.name ?? host.address;
}

function keyOf(host: HostSpec): string {
	return `${host.address}:${host.ssh?.port ?? ''}`;
}

function dropUndefined<Value extends object>(value: Value): Value {
	return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined)) as Value;
}
