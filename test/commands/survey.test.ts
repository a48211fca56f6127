import {describe, expect, test} from 'vitest';
import {CommandError} from '../../src/commands/command-error.ts';
import {demandLeader} from '../../src/commands/survey.ts';
import {clusterOf, factsOf} from '../plan/steps.ts';

function refusal(planes: number, workers: number, answered: readonly string[]): CommandError | undefined {
	const cluster = clusterOf(planes, workers);
	const facts = new Map([...factsOf(cluster)].filter(([name]) => answered.includes(name)));
	try {
		demandLeader(cluster, facts);
		return undefined;
	} catch (error) {
		if (error instanceof CommandError) return error;
		throw error;
	}
}

describe('a plan without the first control plane', () => {
	test.each([
		[[], 1, 2, 'none of the 3 hosts answered, so no plan can be made'],
		[[], 1, 0, 'the only host, cp1, did not answer, so no plan can be made'],
		[['cp2', 'w1'], 3, 1, 'cp1, the first control plane, did not answer, so no plan can be made'],
	] as const)('%j answered of %d control planes and %d workers: %s', (answered, planes, workers, words) => {
		const error = refusal(planes, workers, answered);
		expect(error?.message).toBe(words);
		expect(error?.exitCode).toBe(1);
	});

	test('other hosts may be away', () => {
		expect(refusal(3, 1, ['cp1'])).toBeUndefined();
	});
});
