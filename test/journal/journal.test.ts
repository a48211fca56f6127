import {execFileSync, spawnSync} from 'node:child_process';
import {chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {openJournal} from '../../src/journal/journal.ts';
import {readJournal} from '../../src/journal/read-journal.ts';
import {keepPlan, readRun} from '../../src/journal/read-run.ts';
import {encodeRecord} from '../../src/journal/record.ts';
import {networkWarning, stateDir, stateHome} from '../../src/journal/state-dir.ts';
import type {Journal, JournalEvent} from '../../src/journal/types.ts';
import {onOutward} from '../../src/outward.ts';

let base = '';
let dir = '';
let open: Journal[] = [];
const warnings: string[] = [];

beforeEach(() => {
	base = mkdtempSync(join(tmpdir(), 'kubewiz-journal-'));
	dir = join(base, 'c1');
});
afterEach(() => {
	for (const journal of open) journal.abandon();
	open = [];
	warnings.length = 0;
	rmSync(base, {recursive: true});
});

async function opened(): Promise<Journal> {
	const journal = await openJournal({dir, kubewiz: '0.1.0', warn: (message) => warnings.push(message)});
	open.push(journal);
	return journal;
}

const path = () => join(dir, 'journal.jsonl');
const data = () => readFileSync(path(), 'utf8').trimEnd();
const plan = `sha256:${'a'.repeat(64)}`;

function intent(step: string, attempt = 1): JournalEvent {
	return {ev: 'intent', host: 'cp1', mid: 'm1', step, in: 'sha256:1', try: attempt, job: `kw-${step}-${attempt}`};
}

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

/** A journal with one finished run of `steps` intents, closed again. */
async function written(steps: number): Promise<void> {
	const journal = await opened();
	await journal.begin({plan, mode: 'apply'});
	for (let n = 1; n <= steps; n += 1) journal.append(intent(`s${n}`));
	await journal.close();
}

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
		expect(networkWarning('/x', 0x6969)[0]).toContain('NFS');
		expect(networkWarning('/x', 0xff534d42 | 0)[0]).toContain('CIFS');
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
		expect(warnings).toEqual([expect.stringContaining('not written to its end')]);
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

describe('readRun', () => {
	test('gives nothing where there is no record, and changes nothing', async () => {
		expect(await readRun(dir)).toBeUndefined();
		expect(existsSync(dir)).toBe(false);
	});

	test('gives state, plan text and runs', async () => {
		const journal = await opened();
		await keepPlan(dir, plan, '{"plan":1}');
		await journal.begin({plan, mode: 'apply'});
		journal.append(intent('init'));
		journal.append({
			ev: 'failed',
			host: 'cp1',
			mid: 'm1',
			step: 'init',
			in: 'sha256:1',
			try: 1,
			phase: 'apply',
			rc: 2,
			reason: 'port in use',
		});
		journal.append({ev: 'end', result: 'failed', exitCode: 1});
		await journal.close();
		const reading = await readRun(dir);
		expect(reading).toMatchObject({planText: '{"plan":1}', warnings: []});
		expect(reading?.owner).toBeUndefined();
		expect(reading?.state.runs).toMatchObject([{epoch: 1, mode: 'apply', ended: {result: 'failed', exitCode: 1}}]);
		expect(reading?.state.tasks.get('init@cp1')).toMatchObject({last: 'failed', exitCode: 2, job: 'kw-init-1', reason: 'port in use'});
	});
});

describe('stateDir', () => {
	test('follows XDG_STATE_HOME when absolute', () => {
		expect(stateHome({XDG_STATE_HOME: '/x'})).toBe('/x/kubewiz');
		expect(stateHome({XDG_STATE_HOME: 'relative'})).toMatch(/\/\.local\/state\/kubewiz$/);
		expect(stateDir('prod', '/s')).toBe('/s/prod');
		expect(() => stateDir('../etc', '/s')).toThrow("can't be the name");
	});
});
