import {createReadStream} from 'node:fs';
import {access} from 'node:fs/promises';
import {createInterface} from 'node:readline';
import type {RunEvent} from '../events/event.ts';
import {eventSchema} from '../events/schema.ts';
import type {RunDirectory} from './run-directory.ts';

/** Events of a run from its files, oldest first. A line that is torn (the process was killed while writing) is skipped. */
export async function* readEvents(run: RunDirectory): AsyncGenerator<RunEvent> {
	for await (const line of linesOfBoth(run.events)) {
		const event = parse(line);
		if (event) yield event;
	}
}

/** Lines of a host's log; with `step` only that step's heads and output. Empty when the host has none. */
export async function* readHostLog(run: RunDirectory, host: string, step?: string): AsyncGenerator<string> {
	let wanted = step === undefined;
	for await (const line of linesOfBoth(run.hostLog(host))) {
		const head = /^== \S+ (\S+)/.exec(line)?.[1];
		if (head !== undefined && step !== undefined) wanted = head === step;
		if (wanted) yield line;
	}
}

/** The older half (`.1`) and then the file itself, as far as they exist. */
async function* linesOfBoth(path: string): AsyncGenerator<string> {
	for (const file of [`${path}.1`, path]) {
		if (!(await exists(file))) continue;
		yield* createInterface({input: createReadStream(file, 'utf8'), crlfDelay: Number.POSITIVE_INFINITY});
	}
}

async function exists(path: string): Promise<boolean> {
	return access(path).then(
		() => true,
		() => false,
	);
}

function parse(line: string): RunEvent | undefined {
	try {
		const parsed = eventSchema.safeParse(JSON.parse(line));
		return parsed.success ? (parsed.data as RunEvent) : undefined;
	} catch {
		return undefined; // a torn line
	}
}
