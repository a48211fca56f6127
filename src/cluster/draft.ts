import type * as z from 'zod';
import {hostWord} from './patterns.ts';
import {type ClusterSpec, clusterDocument, specSchema} from './schema/cluster.ts';
import {type HostSpec, hostObject} from './schema/host.ts';
import {kubeadmSchema} from './schema/kubeadm.ts';
import {type NetworkSpec, networkSchema} from './schema/network.ts';

/**
 * What can be read of a spec that may still have mistakes in it: every part
 * that is valid by itself. So the rules can look at the rest of a file and all
 * problems are told at once. What is missing or invalid is undefined.
 */
export interface Draft {
	readonly name: string | undefined;
	readonly spec: Partial<Omit<ClusterSpec, 'hosts' | 'network' | 'kubeadm'>>;
	readonly network: Partial<NetworkSpec>;
	readonly kubeadm: Partial<NonNullable<ClusterSpec['kubeadm']>>;
	readonly hosts: readonly DraftHost[];
	/** Keys written under `network`, even those that could not be read. */
	readonly networkGiven: readonly string[];
	/** True when a version, mirrors or an endpoint are written, even such as could not be read. */
	readonly mirrorsGiven: boolean;
	readonly versionGiven: boolean;
	readonly endpointGiven: boolean;
}

export interface DraftHost extends Partial<HostSpec> {
	readonly index: number;
	/** False when something about its roles could not be read, so that nothing is concluded from them. */
	readonly rolesKnown: boolean;
}

/** Reads what is valid of a document. */
export function draftOf(data: unknown): Draft {
	const root = mapping(data);
	const spec = mapping(root.spec);
	const hosts = Array.isArray(spec.hosts) ? spec.hosts : [];
	const metadata = valid(clusterDocument.shape.metadata, mapping(root.metadata));
	return {
		name: metadata.name,
		spec: valid(specSchema, spec),
		network: valid(networkSchema, mapping(spec.network)),
		kubeadm: valid(kubeadmSchema, mapping(spec.kubeadm)),
		hosts: hosts.map(draftHost),
		networkGiven: Object.keys(mapping(spec.network)),
		mirrorsGiven: spec.mirrors !== undefined,
		versionGiven: spec.kubernetesVersion !== undefined,
		endpointGiven: spec.controlPlaneEndpoint !== undefined,
	};
}

/** A host written as one word, taken apart. */
export function hostFromWord(word: string): HostSpec {
	const [, user, address, port] = hostWord.exec(word) ?? [];
	const ssh = {...(user ? {user} : {}), ...(port ? {port: Number(port)} : {})};
	return {address: address ?? word, ...(user || port ? {ssh} : {})};
}

function draftHost(data: unknown, index: number): DraftHost {
	if (typeof data === 'string') {
		const good = hostWord.test(data);
		return {...(good ? hostFromWord(data) : {}), index, rolesKnown: true};
	}
	const given = mapping(data);
	const host = valid(hostObject, given);
	return {...host, index, rolesKnown: given.roles === undefined || host.roles !== undefined};
}

/** The properties that satisfy their own schema. */
function valid<Shape extends z.core.$ZodShape>(
	schema: z.ZodObject<Shape>,
	data: Record<string, unknown>,
): Partial<z.output<z.ZodObject<Shape>>> {
	const entries = Object.entries(schema.shape).flatMap(([key, property]) => {
		if (data[key] === undefined) return [];
		const result = (property as unknown as z.ZodType).safeParse(data[key]);
		return result.success ? [[key, result.data]] : [];
	});
	return Object.fromEntries(entries) as Partial<z.output<z.ZodObject<Shape>>>;
}

function mapping(value: unknown): Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}
