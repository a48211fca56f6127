import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {withLock} from './lock.ts';

test('two holders of one lock never overlap, and a failure gives it back', async () => {
	const dir = mkdtempSync(join(tmpdir(), 'kubewiz-lock-'));
	const seen: string[] = [];
	const hold = (name: string): Promise<void> =>
		withLock(join(dir, 'lock'), async () => {
			seen.push(`${name} in`);
			await new Promise((resolve) => setTimeout(resolve, 50));
			seen.push(`${name} out`);
			if (name === 'a') throw new Error('a fails');
		});
	const ended = await Promise.allSettled([hold('a'), hold('b')]);
	expect(ended.map((one) => one.status)).toEqual(['rejected', 'fulfilled']);
	expect(seen.map((line) => line.slice(2))).toEqual(['in', 'out', 'in', 'out']);
	expect(seen[0]?.[0]).toBe(seen[1]?.[0]);
	rmSync(dir, {recursive: true});
});
