import {chmodSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {readJournal} from '../../src/journal/read-journal.ts';
import {readRun} from '../../src/journal/read-run.ts';
import {encodeRecord} from '../../src/journal/record.ts';
import {networkWarning} from '../../src/journal/state-dir.ts';
import {saying} from '../saying.ts';
import {base, data, dir, journalsPerTest, opened, path, plan, warnings, written} from './journals.ts';

journalsPerTest();

describe('openJournal', () => {
	test('makes directory and files that only the owner can read', async () => {
		await written(1);
		expect(statSync(dir).mode & 0o777).toBe(0o700);
		for (const file of ['journal.jsonl', 'owner.json', 'lock.db']) expect(statSync(join(dir, file)).mode & 0o777).toBe(0o600);
	});

	test('keeps lineage, raises the epoch, and gives back what was recorded', async () => {
		await written(2);
		const journal = await opened();
		const {lineage} = journal;
		expect(journal.state).toMatchObject({epoch: 1, plan, lineage});
		expect(journal.state.tasks.get('s1@cp1')).toMatchObject({last: 'intent', job: 'kw-s1-1', attempts: 1, machineId: 'm1'});
		await journal.begin({plan, mode: 'resume', minimumEpoch: 7});
		expect([journal.lineage, journal.epoch]).toEqual([lineage, 8]);
	});

	test('refuses a directory that is a link, open to others, or no directory', async () => {
		mkdirSync(join(base, 'real'), {mode: 0o700});
		symlinkSync(join(base, 'real'), dir);
		await expect(opened()).rejects.toThrow('is a symbolic link');
		rmSync(dir);
		mkdirSync(dir);
		chmodSync(dir, 0o770);
		await expect(opened()).rejects.toMatchObject({code: 'unsafe', message: expect.stringContaining('can be changed by other users')});
		rmSync(dir, {recursive: true});
		writeFileSync(dir, '');
		await expect(opened()).rejects.toThrow('is not a directory');
	});

	test.runIf(process.getuid?.() === 0)('refuses a directory of another user', async () => {
		mkdirSync(dir, {mode: 0o700});
		const {chownSync} = await import('node:fs');
		chownSync(dir, 12345, 12345);
		await expect(opened()).rejects.toThrow('belongs to uid 12345');
	});

	test('refuses a journal that is a link, and does not follow it', async () => {
		mkdirSync(dir, {mode: 0o700});
		symlinkSync(join(base, 'elsewhere'), path());
		await expect(opened()).rejects.toThrow('is a symbolic link');
		expect(existsSync(join(base, 'elsewhere'))).toBe(false);
	});

	test('warns of file systems whose locks may not hold', () => {
		expect(networkWarning('/x', 0x6969)[0]).toEqual(saying('NFS'));
		expect(networkWarning('/x', 0xff534d42 | 0)[0]).toEqual(saying('CIFS'));
		expect(networkWarning('/x', 0xef53)).toEqual([]);
	});

	test('a second opener is refused with the owner, and let in when the first is gone', async () => {
		const first = await opened();
		await expect(opened()).rejects.toMatchObject({name: 'LockedError', owner: {pid: process.pid, kubewiz: '0.1.0'}});
		expect((await readRun(dir))?.owner).toMatchObject({pid: process.pid});
		first.abandon();
		await opened();
	});
});

describe('damage', () => {
	test('a last record cut at any byte is found torn, and everything before it is read', async () => {
		await written(2);
		const whole = Buffer.from(data());
		const last = whole.lastIndexOf(0x0a) + 1;
		for (let cut = last + 1; cut <= whole.length; cut += 1) {
			const content = readJournal(whole.subarray(0, cut), 'journal');
			expect(content).toMatchObject({end: last, torn: {offset: last, bytes: cut - last}});
			expect(content.records).toHaveLength(2);
		}
	});

	test('a torn last record is cut off with a warning, and the next run goes on', async () => {
		await written(2);
		writeFileSync(path(), data().slice(0, -10));
		const journal = await opened();
		expect(warnings).toEqual([saying('not written to its end')]);
		expect([...journal.state.tasks.keys()]).toEqual(['s1@cp1']);
		await journal.begin({plan, mode: 'resume'});
		await journal.close();
		expect((await readRun(dir))?.state).toMatchObject({epoch: 2});
	});

	test('the same cut inside the padding is found as well', async () => {
		await written(2);
		const bytes = readFileSync(path());
		const end = data().length;
		bytes.fill(0x0a, end - 5);
		writeFileSync(path(), bytes);
		warnings.length = 0;
		const journal = await opened();
		expect(warnings).toHaveLength(1);
		expect(journal.state.tasks.size).toBe(1);
	});

	test('a changed bit in the middle is refused with its offset, wherever it is', async () => {
		await written(3);
		const whole = Buffer.from(`${data()}\n`);
		const second = whole.indexOf(0x0a) + 1;
		const third = whole.indexOf(0x0a, second) + 1;
		for (let at = second; at < third - 1; at += 7) {
			const bent = Buffer.from(whole);
			bent[at] = (bent[at] as number) ^ 0x04;
			writeFileSync(path(), bent);
			await expect(opened()).rejects.toMatchObject({
				code: 'corrupt',
				message: expect.stringContaining(`at byte ${second} (after 1 whole records)`),
			});
		}
	});

	test('a missing record in the middle is noticed by the chain', async () => {
		await written(3);
		const lines = data().split('\n');
		writeFileSync(path(), `${[lines[0], lines[2], lines[3]].join('\n')}\n`);
		await expect(opened()).rejects.toThrow('a record before it is missing');
	});

	test('a journal of a newer kubewiz is refused, not cut', async () => {
		await written(1);
		const newer = encodeRecord({v: 2} as never).line;
		writeFileSync(path(), newer);
		await expect(opened()).rejects.toMatchObject({code: 'newer'});
		await expect(readRun(dir)).rejects.toMatchObject({code: 'newer'});
		expect(readFileSync(path(), 'utf8')).toBe(newer);
	});
});
