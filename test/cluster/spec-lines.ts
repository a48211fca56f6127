import {expect, it} from 'vitest';
import {loadSpec} from '../../src/cluster/load.ts';
import type {Problem} from '../../src/cluster/problem.ts';
import type {Cluster} from '../../src/cluster/types.ts';
import {load} from './fixtures.ts';
import {formatProblem} from './format-problem.ts';

/** What stands above the spec, in four lines. */
export const head = 'apiVersion: kubewiz.io/v1alpha1\nkind: Cluster\nmetadata: {name: demo}\nspec:\n';

/** Loads a spec given as the lines under `spec:`; they begin on line 5. */
function loadLines(lines: readonly string[]): ReturnType<typeof loadSpec> {
	return loadSpec(`${head}${lines.map((line) => `  ${line}\n`).join('')}`, 'c.yaml');
}

export function problemsOf(...lines: string[]): readonly Problem[] {
	const loaded = loadLines(lines);
	return 'problems' in loaded ? loaded.problems : [];
}

export function warningsOf(...lines: string[]): readonly Problem[] {
	const loaded = loadLines(lines);
	if ('problems' in loaded) throw new Error(loaded.problems.map(formatProblem).join('\n'));
	return loaded.warnings;
}

export function clusterOf(...lines: string[]): Cluster {
	return load(`${head}${lines.map((line) => `  ${line}\n`).join('')}`);
}

/** The smallest cluster. */
export const one = 'hosts: [{name: cp1, address: 10.0.0.11}]';
/** So many control planes, and what else is to stand in the list of hosts. */
export const planes = (count: number, extra = '') =>
	`hosts: [${Array.from({length: count}, (_, index) => `{name: cp${index}, address: 10.0.0.${index + 1}, roles: [control-plane]}`).join(', ')}${extra}]`;

/** Name, lines under `spec:`, where the one problem is, its path, and what it says. */
export type Case = readonly [name: string, lines: readonly string[], place: string, path: string, says: RegExp];

/** Each case has exactly this one problem. */
export function testOneProblem(cases: readonly Case[]): void {
	it.each(cases)('%s', (_, lines, place, path, says) => {
		const problems = problemsOf(...lines);
		expect(problems.map(formatProblem)).toHaveLength(1);
		const [problem] = problems as [Problem];
		expect(formatProblem(problem)).toMatch(says);
		expect(`${problem.line}:${problem.column}`).toBe(place);
		expect(problem.path).toBe(path);
		expect(problem.file).toBe('c.yaml');
	});
}
