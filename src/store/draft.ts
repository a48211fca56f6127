import {nodeNameOf} from '../cluster/hosts.ts';
import {type OwnMirror, ownMirrorsIn} from '../cluster/own-mirrors.ts';
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
	/** Mirrors of the operator's own that he typed, chosen or not. */
	readonly ownMirrors: readonly OwnMirror[];
	/** Mirrors the operator goes on with though they did not answer, each with its use: `packages official`. */
	readonly trustedMirrors: readonly string[];
	/** Which secrets were given, as `secretName` calls them; the secrets themselves end with the process. */
	readonly secrets?: readonly string[];
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

/**
 * Adds hosts; one with a known address replaces what is missing in the old entry
 * and keeps its answers. Two machines behind one address (forwarded ports) are
 * told apart by their names.
 */
export function withHosts(draft: Draft, hosts: readonly HostSpec[]): Draft {
	const merged = new Map(draft.hosts.map((host) => [hostKey(host), host]));
	for (const host of hosts) {
		const known = merged.get(hostKey(host));
		const ssh = {...host.ssh, ...known?.ssh};
		const both = {...host, ...known, ...(Object.keys(ssh).length > 0 ? {ssh} : {})};
		merged.set(hostKey(host), known ? both : withOwnName(both, [...merged.values()]));
	}
	return {...draft, hosts: [...merged.values()]};
}

/** True when the draft has this machine already: the same address at the same port. */
export function knowsHost(draft: Draft, host: HostSpec): boolean {
	return draft.hosts.some((known) => hostKey(known) === hostKey(host));
}

function withOwnName(host: HostSpec, others: readonly HostSpec[]): HostSpec {
	const taken = new Set(others.map(nameOf));
	const name = nameOf(host);
	if (!taken.has(name)) return host;
	const free = [host.ssh?.port, ...others.map((_, index) => index + 2)].find((end) => end !== undefined && !taken.has(`${name}-${end}`));
	return {...host, name: `${name}-${free ?? others.length + 2}`};
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

/** Every own mirror there is to choose: those typed, and those of an imported file. */
export function ownMirrorsOf({ownMirrors, spec}: Pick<Draft, 'ownMirrors' | 'spec'>): readonly OwnMirror[] {
	const all = [...ownMirrors, ...ownMirrorsIn(spec.mirrors)];
	return [...new Map(all.map((own) => [`${own.use} ${own.url}`, own])).values()];
}

/** The name its node will have: what the engine calls the host too, in tests, host keys and findings. */
export function nameOf(host: HostSpec): string {
	return nodeNameOf(host);
}

/** What makes it this machine and no other: address, port, and the way there. */
export function hostKey(host: HostSpec): string {
	return `${host.address.toLowerCase()} ${host.ssh?.port ?? 22} ${host.ssh?.jump ?? ''}`;
}

function dropUndefined<Value extends object>(value: Value): Value {
	return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined)) as Value;
}
