import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {alive, end, startDetached} from './processes.ts';

test('a started process is known by pid and start time, and only it is ended', async () => {
	const dir = mkdtempSync(join(tmpdir(), 'kubewiz-process-'));
	const log = join(dir, 'log');
	const one = startDetached('sh', ['-c', 'echo hello; exec sleep 100'], log);
	expect(alive(one)).toBe(true);
	await expect.poll(() => readFileSync(log, 'utf8')).toBe('hello\n');

	// The same pid with another start time is another process, come by the number later.
	const stranger = {...one, start: '1'};
	expect(alive(stranger)).toBe(false);
	await end(stranger);
	expect(alive(one)).toBe(true);

	await end(one);
	expect(alive(one)).toBe(false);
	await end(one);
	rmSync(dir, {recursive: true});
});
