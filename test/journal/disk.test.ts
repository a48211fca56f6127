import {execFileSync, spawnSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {onOutward} from '../../src/outward.ts';
import {data, dir, intent, journalsPerTest, opened, path, plan} from './journals.ts';

journalsPerTest();

function canMount(): boolean {
	const probe = mkdtempSync(join(tmpdir(), 'kubewiz-mount-'));
	const mounted = spawnSync('mount', ['-t', 'tmpfs', 'tmpfs', probe]).status === 0;
	if (mounted) execFileSync('umount', [probe]);
	rmSync(probe, {recursive: true});
	return mounted;
}

function fillUp(file: string): void {
	try {
		writeFileSync(file, Buffer.alloc(8 << 20));
	} catch (error) {
		expect((error as NodeJS.ErrnoException).code).toBe('ENOSPC');
	}
}

describe('the disk', () => {
	test('every write, fsync and rename is announced; a record is synced before commit resolves', async () => {
		const journal = await opened();
		await journal.begin({plan, mode: 'apply'});
		const calls: string[] = [];
		const off = onOutward((kind) => calls.push(kind));
		journal.append(intent('init'));
		expect(calls).toEqual([]);
		await journal.commit();
		off();
		expect(calls).toEqual(['write', 'fsync']);
	});

	test('records go to disk by themselves, many in one write', async () => {
		const journal = await opened();
		await journal.begin({plan, mode: 'apply'});
		let writes = 0;
		const synced = new Promise<void>((resolve) => {
			const off = onOutward((kind) => {
				if (kind === 'write') writes += 1;
				if (kind !== 'fsync') return;
				off();
				resolve();
			});
		});
		for (let n = 0; n < 40; n += 1) journal.append(intent(`s${n}`));
		await synced;
		expect(writes).toBe(1);
	});

	test('a full disk: what is known still fits into the padding, and the run is told', async () => {
		const journal = await opened();
		await journal.begin({plan, mode: 'apply'});
		const troubles: string[] = [];
		journal.onTrouble((trouble) => troubles.push(trouble.kind));
		journal.append({ev: 'ack', what: 'x'.repeat(1_700_000)});
		const size = statSync(path()).size;
		let first = true;
		const off = onOutward((kind) => {
			// The first write renews the padding: the one that makes the file longer.
			if (kind === 'write' && first) {
				first = false;
				throw Object.assign(new Error('ENOSPC: no space left on device'), {code: 'ENOSPC'});
			}
		});
		await journal.commit();
		off();
		expect(troubles).toEqual(['full']);
		expect(statSync(path()).size).toBe(size);
		expect(data()).toContain('xxx');
	});

	test.runIf(canMount())('a real full disk: outcomes are kept until the padding is used up', async () => {
		mkdirSync(dir);
		execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=3m,mode=700', 'tmpfs', dir]);
		try {
			const journal = await opened();
			await journal.begin({plan, mode: 'apply'});
			const troubles: string[] = [];
			journal.onTrouble((trouble) => troubles.push(trouble.kind));
			fillUp(join(dir, 'ballast'));
			for (let n = 0; n < 18; n += 1) {
				journal.append({ev: 'ack', what: `${n} ${'x'.repeat(100_000)}`});
				await journal.commit();
			}
			expect(troubles).toEqual(['full']);
			await journal.close();
			expect(data()).toContain('"what":"17 ');
		} finally {
			execFileSync('umount', ['-l', dir]);
		}
	});

	test('an fsync error ends it: nothing is tried again, nothing is taken', async () => {
		const journal = await opened();
		await journal.begin({plan, mode: 'apply'});
		const troubles: string[] = [];
		journal.onTrouble((trouble) => troubles.push(trouble.kind));
		const off = onOutward((kind) => {
			if (kind === 'fsync') throw Object.assign(new Error('EIO: i/o error'), {code: 'EIO'});
		});
		journal.append(intent('init'));
		await expect(journal.commit()).rejects.toThrow('EIO');
		off();
		await expect(journal.commit()).rejects.toThrow('EIO');
		expect(() => journal.append(intent('init'))).toThrow('EIO');
		expect(troubles).toEqual(['broken']);
	});
});
