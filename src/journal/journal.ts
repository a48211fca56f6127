import {randomUUID} from 'node:crypto';
import {hostname, userInfo} from 'node:os';
import {join} from 'node:path';
import {type Told, told, within} from '../told.ts';
import {StateError} from './errors.ts';
import {type Lock, takeLock} from './lock.ts';
import {PaddedFile} from './padded-file.ts';
import {type JournalContent, readJournal, tornRecord} from './read-journal.ts';
import {chainStart, encodeRecord} from './record.ts';
import {foldRecords} from './run-state.ts';
import {prepareStateDir} from './state-dir.ts';
import type {Journal, JournalEvent, JournalTrouble, RunState} from './types.ts';

interface JournalOptions {
	/** State directory of the cluster, see `stateDir`. */
	readonly dir: string;
	/** Version of this kubewiz. */
	readonly kubewiz: string;
	/** Takes warnings: a torn last record, a network file system. */
	readonly warn?: (message: Told) => void;
	readonly clock?: {now(): number; monotonic(): number};
}

/** Records are on disk after this time at the latest… */
const groupMs = 5;
/** …or once so many are waiting. */
const groupSize = 50;

/**
 * Opens a cluster's journal for a run and holds its lock. Throws LockedError
 * when another process works on the cluster, StateError when the directory is
 * unsafe or the journal damaged or newer; nothing was changed then.
 */
export async function openJournal(options: JournalOptions): Promise<Journal> {
	const {dir, clock = {now: Date.now, monotonic: () => performance.now()}, warn = () => {}} = options;
	for (const warning of await prepareStateDir(dir)) warn(warning);
	const lock = await takeLock(dir, options.kubewiz, new Date(clock.now()));
	try {
		const path = join(dir, 'journal.jsonl');
		let content: JournalContent = {records: [], end: 0};
		const file = await PaddedFile.open(path, (bytes) => {
			content = readJournal(bytes, path);
			return {end: content.end, blank: content.torn?.bytes ?? 0};
		});
		if (content.torn) warn(within(tornRecord(path, content.torn.reason), (it) => told(`${it.en}; it was cut off`, `${it.zh}；已将其截去`)));
		return new FileJournal({...options, clock}, lock, file, content);
	} catch (error) {
		lock.release();
		throw error instanceof StateError ? error : unopened(dir, error as NodeJS.ErrnoException);
	}
}

function unopened(dir: string, error: NodeJS.ErrnoException): Error {
	if (error.code === 'ELOOP')
		return new StateError(
			'unsafe',
			told(`${dir}/journal.jsonl is a symbolic link`, `${dir}/journal.jsonl 是符号链接`),
			[told('Put the real file in its place.', '请换成真正的文件。')],
			error,
		);
	// Without a code it is no error of the disk: hand it on as it is.
	return error.code === undefined ? error : diskError(dir, error);
}

class FileJournal implements Journal {
	readonly dir: string;
	readonly kubewiz: string;
	readonly state: RunState;
	lineage: string | undefined;
	epoch: number;
	trouble: JournalTrouble | undefined;
	readonly #options: Required<Pick<JournalOptions, 'dir' | 'kubewiz' | 'clock'>>;
	readonly #lock: Lock;
	readonly #file: PaddedFile;
	readonly #listeners = new Set<(trouble: JournalTrouble) => void>();
	#plan = '';
	#seq: number;
	#previous: string;
	#waiting: string[] = [];
	#abandoned = false;
	#timer: NodeJS.Timeout | undefined;
	#writing: Promise<void> = Promise.resolve();

	constructor(options: Required<Pick<JournalOptions, 'dir' | 'kubewiz' | 'clock'>>, lock: Lock, file: PaddedFile, content: JournalContent) {
		this.dir = options.dir;
		this.kubewiz = options.kubewiz;
		this.#options = options;
		this.#lock = lock;
		this.#file = file;
		this.state = foldRecords(content.records);
		this.lineage = this.state.lineage;
		this.epoch = this.state.epoch;
		const last = content.records.at(-1);
		this.#seq = last?.seq ?? 0;
		this.#previous = last?.c ?? chainStart;
	}

	onTrouble(listener: (trouble: JournalTrouble) => void): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	async begin(run: Parameters<Journal['begin']>[0]): Promise<void> {
		this.lineage = run.lineage ?? this.lineage ?? randomUUID();
		this.epoch = Math.max(this.epoch, run.minimumEpoch ?? 0) + 1;
		this.#plan = run.plan;
		const owner = `${userInfo().username}@${hostname()}`;
		const {mode, adopted, waived = []} = run;
		const more = {...(adopted && {adopted}), ...(waived.length > 0 && {waived})};
		this.append({ev: 'run', mode, kubewiz: this.kubewiz, owner, ...more});
		await this.commit();
	}

	append(event: JournalEvent): void {
		if (this.trouble?.kind === 'broken') throw this.trouble.error;
		if (this.lineage === undefined || this.#plan === '') throw new Error('a record came before the run had begun');
		const {clock} = this.#options;
		const envelope = {
			v: 1 as const,
			seq: ++this.#seq,
			t: new Date(clock.now()).toISOString(),
			mono: Math.round(clock.monotonic() * 10) / 10,
		};
		const chain = {lineage: this.lineage, epoch: this.epoch, plan: this.#plan};
		const {line, checksum} = encodeRecord({...envelope, ...chain, ...event, p: this.#previous});
		this.#previous = checksum;
		this.#waiting.push(line);
		// What goes wrong is told through `trouble`, and to the next one who waits for a commit.
		const commit = () => void this.commit().catch(() => {});
		if (this.#waiting.length === groupSize) commit();
		else this.#timer ??= setTimeout(commit, groupMs);
	}

	commit(): Promise<void> {
		clearTimeout(this.#timer);
		this.#timer = undefined;
		// A failed write stays failed: after an fsync error the kernel may have dropped the pages, so trying again proves nothing.
		this.#writing = this.#writing.then(() => this.#write());
		return this.#writing;
	}

	async #write(): Promise<void> {
		if (this.#waiting.length === 0) return;
		const lines = this.#waiting.splice(0).join('');
		try {
			const {full} = await this.#file.append(Buffer.from(lines));
			if (full) this.#troubled({kind: 'full', error: diskError(this.dir, full)});
		} catch (error) {
			const broken = diskError(this.dir, error as Error);
			this.#troubled({kind: 'broken', error: broken});
			throw broken;
		}
	}

	#troubled(trouble: JournalTrouble): void {
		if (this.trouble?.kind === trouble.kind) return;
		this.trouble = trouble;
		for (const listener of [...this.#listeners]) listener(trouble);
	}

	async close(): Promise<void> {
		try {
			// A broken disk has been told through `trouble`; there is nothing left to write.
			if (this.trouble?.kind !== 'broken') await this.commit();
		} finally {
			this.abandon();
		}
	}

	abandon(): void {
		clearTimeout(this.#timer);
		this.#waiting = [];
		this.trouble ??= {kind: 'broken', error: new Error('the journal is closed')};
		if (this.#abandoned) return;
		this.#abandoned = true;
		// Nothing is written by closing, so nothing can be lost by its failing.
		this.#file.close().catch(() => {});
		this.#lock.release();
	}
}

function diskError(dir: string, error: Error): StateError {
	return new StateError(
		'disk',
		told(`the record in ${dir} can't be written: ${error.message}`, `无法写入 ${dir} 中的记录：${error.message}`),
		[told('Jobs on the hosts go on; free the disk, then resume.', '主机上的作业继续执行；请腾出磁盘空间，然后执行 resume。')],
		error,
	);
}
