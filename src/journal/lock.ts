import {readFile} from 'node:fs/promises';
import {hostname, userInfo} from 'node:os';
import {join} from 'node:path';
import type {DatabaseSync} from 'node:sqlite';
import {told} from '../told.ts';
import {writeAtomically} from './atomic-file.ts';
import {LockedError, type Owner, StateError} from './errors.ts';

/** A lock held until `release`, or until the process dies: the kernel keeps it, so it can't go stale. */
export interface Lock {
	release(): void;
}

const busy = 5;

/** Takes the state directory's lock. Throws LockedError naming the owner when another process has it. */
export async function takeLock(dir: string, kubewiz: string, now: Date): Promise<Lock> {
	const db = openLock(dir, false);
	try {
		db.exec('BEGIN EXCLUSIVE');
	} catch (error) {
		db.close();
		if (codeOf(error) === busy) throw new LockedError(dir, await readOwner(dir));
		throw new StateError(
			'disk',
			told(`${dir}/lock.db can't be locked: ${(error as Error).message}`, `无法锁定 ${dir}/lock.db：${(error as Error).message}`),
			[],
			error,
		);
	}
	const owner: Owner = {who: userInfo().username, host: hostname(), pid: process.pid, started: now.toISOString(), kubewiz};
	try {
		await writeAtomically(join(dir, 'owner.json'), `${JSON.stringify(owner)}\n`);
	} catch (error) {
		db.close();
		throw error;
	}
	return {release: () => db.close()};
}

/** Tells who works on the cluster now, without taking the lock; undefined when nobody does. */
export async function lockOwner(dir: string): Promise<Owner | 'unknown' | undefined> {
	let db: DatabaseSync;
	try {
		db = openLock(dir, true);
	} catch (error) {
		// No lock.db: never locked.
		if ((error as NodeJS.ErrnoException).code === 'ERR_SQLITE_ERROR') return undefined;
		throw error;
	}
	try {
		db.prepare('SELECT count(*) FROM sqlite_master').get();
		return undefined;
	} catch (error) {
		if (codeOf(error) !== busy) throw error;
		return (await readOwner(dir)) ?? 'unknown';
	} finally {
		db.close();
	}
}

function openLock(dir: string, readOnly: boolean): DatabaseSync {
	const {DatabaseSync} = sqlite();
	// The wait outlasts the moment in which `lockOwner` of another process looks.
	return new DatabaseSync(join(dir, 'lock.db'), {readOnly, timeout: readOnly ? 0 : 300});
}

/** node:sqlite without its ExperimentalWarning (some Node 24 print it); every other warning goes through. */
function sqlite(): typeof import('node:sqlite') {
	const emit = process.emitWarning;
	process.emitWarning = ((warning: string | Error, ...rest: unknown[]) => {
		const type = typeof rest[0] === 'string' ? rest[0] : (rest[0] as {type?: string} | undefined)?.type;
		if (type === 'ExperimentalWarning' && String(warning).includes('SQLite')) return;
		(emit as (...all: unknown[]) => void).call(process, warning, ...rest);
	}) as typeof process.emitWarning;
	try {
		return process.getBuiltinModule('node:sqlite');
	} finally {
		process.emitWarning = emit;
	}
}

function codeOf(error: unknown): number | undefined {
	return (error as {errcode?: number}).errcode;
}

async function readOwner(dir: string): Promise<Owner | undefined> {
	try {
		return JSON.parse(await readFile(join(dir, 'owner.json'), 'utf8')) as Owner;
	} catch {
		// Only for the message; the lock itself has spoken.
		return undefined;
	}
}
