import {readdir, readFile} from 'node:fs/promises';
import {join} from 'node:path';
import type {Told} from '../told.ts';
import {writeAtomically} from './atomic-file.ts';
import type {Owner} from './errors.ts';
import {lockOwner} from './lock.ts';
import {readJournal, tornRecord} from './read-journal.ts';
import {foldRecords} from './run-state.ts';
import {ownDirectory} from './state-dir.ts';
import type {RunState} from './types.ts';

/** What is recorded of a cluster, for `status`, `logs` and for comparing plans. */
export interface RunReading {
	readonly state: RunState;
	/** Text of the last run's plan (`parseSavedPlan`), when it was kept. */
	readonly planText?: string;
	/** Who works on the cluster now; `unknown` when it did not say. */
	readonly owner?: Owner | 'unknown';
	readonly warnings: readonly Told[];
}

/**
 * Reads a state directory without lock and without changing anything; gives
 * undefined when there is no record. Throws StateError when it is damaged or newer.
 */
export async function readRun(dir: string): Promise<RunReading | undefined> {
	const path = join(dir, 'journal.jsonl');
	const bytes = await optional(readFile(path));
	if (!bytes) return undefined;
	const {records, torn} = readJournal(bytes, path);
	const state = foldRecords(records);
	const planText = state.plan === undefined ? undefined : await readPlan(dir, state.plan);
	const owner = await lockOwner(dir);
	return {
		state,
		...(planText !== undefined && {planText}),
		...(owner !== undefined && {owner}),
		// A torn record is normal while the writer is at work.
		warnings: torn && owner === undefined ? [tornRecord(path, torn.reason)] : [],
	};
}

/** Keeps a plan's text beside the journal, under its hash. */
export async function keepPlan(dir: string, hash: string, text: string): Promise<void> {
	const plans = join(dir, 'plans');
	await ownDirectory(plans);
	const known = await readdir(plans);
	if (!known.includes(fileOf(hash))) await writeAtomically(join(plans, fileOf(hash)), text);
}

/** Text of a kept plan; undefined when there is none. */
export async function readPlan(dir: string, hash: string): Promise<string | undefined> {
	return optional(readFile(join(dir, 'plans', fileOf(hash)), 'utf8'));
}

function fileOf(hash: string): string {
	return `${hash.replace(/^sha256:/, '')}.json`;
}

async function optional<T>(reading: Promise<T>): Promise<T | undefined> {
	try {
		return await reading;
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
		throw error;
	}
}
