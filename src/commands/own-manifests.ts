import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {manifestRefs, sourceKey} from '../../steps/network/manifest.ts';
import type {Cluster} from '../cluster/types.ts';
import {writeAtomically} from '../journal/atomic-file.ts';
import {ownDirectory} from '../journal/state-dir.ts';
import type {Plan} from '../plan/types.ts';

/**
 * Keeps the texts of the operator's manifest files in the record `dir`, by the
 * plan: who goes on with the run from that record has no cluster file beside
 * which they lie, and they may have changed since. Those of URLs are kept apart.
 */
export async function keepOwnManifests(dir: string, {cluster, hash}: Plan, texts: Readonly<Record<string, string>>): Promise<void> {
	const own = Object.fromEntries(ownPaths(cluster).map((path) => [path, texts[path] ?? '']));
	if (Object.keys(own).length === 0) return;
	await ownDirectory(join(dir, 'manifests'));
	await writeAtomically(keptIn(dir, hash), `${JSON.stringify(own)}\n`);
}

/** What was kept for the plan with this hash, by path; empty where nothing was. */
export async function readOwnManifests(dir: string, hash: string): Promise<Readonly<Record<string, string>>> {
	try {
		return JSON.parse(await readFile(keptIn(dir, hash), 'utf8')) as Record<string, string>;
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
		throw error;
	}
}

function ownPaths(cluster: Cluster): readonly string[] {
	return manifestRefs(cluster).flatMap((source) => ('file' in source ? [sourceKey(source)] : []));
}

function keptIn(dir: string, hash: string): string {
	return join(dir, 'manifests', `${hash.replace(/^sha256:/, '')}.json`);
}
