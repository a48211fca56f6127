import {X509Certificate} from 'node:crypto';
import {Document, isMap, isSeq, parseDocument, type YAMLMap, type YAMLSeq} from 'yaml';
import {type Said, told} from '../told.ts';
import {type CommandError, usageError} from './command-error.ts';

/** The three lists of a kubeconfig (kubernetes.io: Organizing Cluster Access) and the key of an entry's content. */
const lists = {clusters: 'cluster', users: 'user', contexts: 'context'} as const;

export interface Merged {
	readonly text: string;
	readonly context: string;
	/** False when the file had another current context, which is kept: a switch unseen could send the next command to the wrong cluster. */
	readonly current: boolean;
}

/**
 * Merges a cluster's admin.conf into the text of a kubeconfig (empty for a new
 * one): cluster and context are called `context`, the user `CONTEXT-admin`;
 * comments and all other entries stay. Throws CommandError (exit 2) when the
 * text is not a kubeconfig, or when the name already stands for another server.
 */
export function mergeKubeconfig(existing: string, admin: string, context: string): Merged {
	const entries = adminEntries(admin);
	const document = existing.trim() === '' ? new Document({apiVersion: 'v1', kind: 'Config'}) : parseDocument(existing);
	const root = rootOf(document);
	const was = entryIn(root, 'clusters', context)?.getIn(['cluster', 'server']);
	if (was !== undefined && was !== entries.server)
		throw usageError(
			'kubeconfig-name',
			told(
				`context ${context} in the kubeconfig stands for ${String(was)}, not for ${entries.server}`,
				`kubeconfig 中的上下文 ${context} 指向 ${String(was)}，而不是 ${entries.server}`,
			),
			[
				told(
					'give the new one another name with --context NAME, or use another file with --kubeconfig FILE',
					'请用 --context NAME 为新的上下文另取名称，或用 --kubeconfig FILE 使用另一个文件',
				),
			],
		);

	const user = `${context}-admin`;
	put(document, root, 'clusters', context, entries.cluster);
	put(document, root, 'users', user, entries.user);
	put(document, root, 'contexts', context, {cluster: context, user});
	const current = root.get('current-context');
	const free = current === undefined || current === null || current === '' || current === context;
	if (free) root.set('current-context', context);
	return {text: document.toString({lineWidth: 0}), context, current: free};
}

/** True when the text is a kubeconfig that has this context with its cluster and user. */
export function namesContext(text: string, context: string): boolean {
	const document = parseDocument(text);
	if (document.errors.length > 0 || !isMap(document.contents)) return false;
	const root = document.contents as YAMLMap;
	return [entryIn(root, 'contexts', context), entryIn(root, 'clusters', context), entryIn(root, 'users', `${context}-admin`)].every(
		(entry) => entry !== undefined,
	);
}

/**
 * True when the context's certificate ends at another time than the
 * administrator's does on the host (ISO 8601): it was renewed there since
 * (kubeadm certs renew). What is no certificate can't be told.
 */
export function holdsOldCertificate(text: string, context: string, expires: string): boolean {
	const document = parseDocument(text);
	if (document.errors.length > 0 || !isMap(document.contents)) return false;
	const data = entryIn(document.contents as YAMLMap, 'users', `${context}-admin`)?.getIn(['user', 'client-certificate-data']);
	const held = typeof data === 'string' ? endOf(Buffer.from(data, 'base64')) : undefined;
	return held !== undefined && held !== Date.parse(expires);
}

function endOf(certificate: Buffer): number | undefined {
	try {
		return Date.parse(new X509Certificate(certificate).validTo);
	} catch (error) {
		// Not one: a simulated host's, say.
		if (error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_OSSL')) return undefined;
		throw error;
	}
}

interface AdminEntries {
	readonly server: string;
	readonly cluster: unknown;
	readonly user: unknown;
}

/** The one cluster and the one user of the admin.conf that kubeadm writes. */
function adminEntries(text: string): AdminEntries {
	const root = rootOf(parseDocument(text)).toJSON() as {
		clusters?: {cluster?: {server?: string}}[];
		users?: {user?: unknown}[];
	};
	const cluster = root.clusters?.[0]?.cluster;
	const user = root.users?.[0]?.user;
	if (!cluster?.server || !user)
		throw unusable(told('admin.conf of the cluster holds no cluster or no user', '集群的 admin.conf 中没有集群或没有用户'));
	return {server: cluster.server, cluster, user};
}

function unusable(why: Said): CommandError {
	return usageError('kubeconfig', why);
}

function rootOf(document: Document.Parsed | Document): YAMLMap {
	const [error] = document.errors;
	if (error) throw unusable(told(`not YAML: ${error.message}`, `不是 YAML：${error.message}`));
	if (!isMap(document.contents)) throw unusable(told('not a kubeconfig: its top is not a mapping', '不是 kubeconfig：顶层不是映射'));
	return document.contents as YAMLMap;
}

function listOf(root: YAMLMap, list: keyof typeof lists): YAMLSeq | undefined {
	const found = root.get(list);
	if (found === undefined || found === null) return undefined;
	if (!isSeq(found)) throw unusable(told(`not a kubeconfig: ${list} is not a list`, `不是 kubeconfig：${list} 不是列表`));
	return found as YAMLSeq;
}

function entryIn(root: YAMLMap, list: keyof typeof lists, name: string): YAMLMap | undefined {
	return listOf(root, list)?.items.find((item): item is YAMLMap => isMap(item) && item.get('name') === name);
}

function put(document: Document, root: YAMLMap, list: keyof typeof lists, name: string, content: unknown): void {
	const entry = document.createNode({name, [lists[list]]: content});
	const items = listOf(root, list);
	if (!items) {
		root.set(list, document.createNode([entry]));
		return;
	}
	// `clusters: []`, as kubectl writes an empty one, would otherwise go on in braces.
	items.flow = false;
	const at = items.items.findIndex((item) => isMap(item) && item.get('name') === name);
	if (at >= 0) items.items[at] = entry;
	else items.items.push(entry);
}
