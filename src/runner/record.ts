import type {JournalEvent} from '../journal/types.ts';
import type {RunContext} from './context.ts';
import type {TaskRun} from './task-run.ts';

type TaskEvent = Extract<JournalEvent, {readonly step: string}>;
type Bare<Event> = Event extends TaskEvent ? Omit<Event, 'host' | 'mid' | 'step' | 'in' | 'try'> : never;

/** Writes what happened to a task into the journal, under its attempt. */
export function record(context: Pick<RunContext, 'request'>, run: TaskRun, event: Bare<TaskEvent>): void {
	const {facts, journal} = context.request;
	const mid = facts.get(run.task.host)?.machineId;
	const mark = {host: run.task.host, ...(mid !== undefined && {mid}), step: run.task.step.id, in: run.task.inputs};
	journal.append({...mark, try: run.attempt, ...event} as JournalEvent);
}

/** Counts a task as done: in the journal (unless it says so already), on the board, for all to see. */
export function recordDone(context: RunContext, run: TaskRun, by: 'already' | 'changed' | 'adopted' | 'journal', ms?: number): void {
	if (by !== 'journal') record(context, run, {ev: 'verified', by});
	context.board.done(run, by, ms);
}
