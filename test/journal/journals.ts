import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach} from 'vitest';
import {openJournal} from '../../src/journal/journal.ts';
import type {Journal, JournalEvent} from '../../src/journal/types.ts';
import type {Told} from '../../src/told.ts';

/** Directory of the test. */
export let base = '';
/** State directory of its cluster. */
export let dir = '';
let open: Journal[] = [];
export const warnings: Told[] = [];

/** Each test of the file gets a directory of its own; what it opened is let go. */
export function journalsPerTest(): void {
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
}

/** A journal there, open. */
export async function opened(): Promise<Journal> {
	const journal = await openJournal({dir, kubewiz: '0.1.0', warn: (message) => warnings.push(message)});
	open.push(journal);
	return journal;
}

export const path = () => join(dir, 'journal.jsonl');
export const data = () => readFileSync(path(), 'utf8').trimEnd();
export const plan = `sha256:${'a'.repeat(64)}`;

export function intent(step: string, attempt = 1): JournalEvent {
	return {ev: 'intent', host: 'cp1', mid: 'm1', step, in: 'sha256:1', try: attempt, job: `kw-${step}-${attempt}`};
}

/** A journal with one finished run of `steps` intents, closed again. */
export async function written(steps: number): Promise<void> {
	const journal = await opened();
	await journal.begin({plan, mode: 'apply'});
	for (let n = 1; n <= steps; n += 1) journal.append(intent(`s${n}`));
	await journal.close();
}
