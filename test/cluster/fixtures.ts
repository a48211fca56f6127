import {readdirSync, readFileSync} from 'node:fs';
import {loadSpec} from '../../src/cluster/load.ts';
import type {Cluster} from '../../src/cluster/types.ts';
import {formatProblem} from './format-problem.ts';

const folder = new URL('fixtures/', import.meta.url);

/** Texts of the clusters in `fixtures/`, by name (the file's, without `.yaml`). */
export const fixtureTexts: Readonly<Record<string, string>> = Object.fromEntries(
	readdirSync(folder)
		.filter((file) => file.endsWith('.yaml'))
		.sort()
		.map((file) => [file.replace(/\.yaml$/, ''), readFileSync(new URL(file, folder), 'utf8')]),
);

/** Those clusters, loaded: one node to four, every configuration API, official, Chinese and own mirrors, every CNI. */
export const fixtureClusters: Readonly<Record<string, Cluster>> = Object.fromEntries(
	Object.entries(fixtureTexts).map(([name, text]) => [name, load(text, `${name}.yaml`)]),
);

/** A fixture by name. Throws when there is none. */
export function fixtureCluster(name: string): Cluster {
	const cluster = fixtureClusters[name];
	if (!cluster) throw new Error(`no fixture ${name}: there are ${Object.keys(fixtureClusters).join(', ')}`);
	return cluster;
}

/** Loads a text that has to be right. Throws with all problems when it is not. */
export function load(text: string, file = 'cluster.yaml'): Cluster {
	const loaded = loadSpec(text, file);
	if ('problems' in loaded) throw new Error(loaded.problems.map(formatProblem).join('\n'));
	return loaded.cluster;
}
