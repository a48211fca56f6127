import {expect, test} from 'vitest';
import {jobId} from '../../src/runner/job-evidence.ts';

test('the id of a job is the same for the same attempt, and differs in every part', () => {
	const identity = {lineage: 'l', host: 'h', machineId: 'm', step: 's', attempt: 1};
	const ids = [{}, {lineage: 'l2'}, {host: 'h2'}, {machineId: 'm2'}, {step: 's2'}, {attempt: 2}, {epoch: 3}].map((change) =>
		jobId({...identity, ...change}),
	);
	expect(new Set(ids).size).toBe(ids.length);
	expect(jobId(identity)).toBe(ids[0]);
	expect(ids[0]).toMatch(/^kw-[0-9a-f]{32}$/);
});
