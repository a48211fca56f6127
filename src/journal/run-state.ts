import type {Said} from '../told.ts';
import type {JournalRecord, RunRecord, RunState, TaskEvidence} from './types.ts';

/** Folds records, oldest first, into what is known now. */
export function foldRecords(records: Iterable<JournalRecord>): RunState {
	const fold = new Fold();
	for (const record of records) fold.take(record);
	return fold;
}

class Fold implements RunState {
	lineage?: string;
	epoch = 0;
	plan?: string;
	readonly tasks = new Map<string, TaskEvidence>();
	readonly machineIds = new Map<string, string>();
	readonly setAside = new Map<string, Said>();
	readonly runs: RunRecord[] = [];

	take(record: JournalRecord): void {
		if (record.ev === 'run') this.#begin(record);
		else if (record.ev === 'end') this.#end(record);
		else if (record.ev === 'set-aside') this.setAside.set(record.host, record.reason);
		else if (record.ev !== 'ack') this.#task(record);
	}

	#begin(record: JournalRecord & {readonly ev: 'run'}): void {
		const {epoch, mode, plan, kubewiz, owner, t, lineage, waived} = record;
		// Taken over from the hosts after this journal had begun another installation: its records are void.
		if (this.lineage !== undefined && this.lineage !== lineage) this.tasks.clear();
		this.lineage = lineage;
		this.epoch = epoch;
		this.plan = plan;
		this.setAside.clear();
		this.runs.push({epoch, mode, plan, kubewiz, owner, started: t, ...(waived && {waived})});
	}

	#end(record: JournalRecord & {readonly ev: 'end'}): void {
		const run = this.runs.pop();
		if (run) this.runs.push({...run, ended: {time: record.t, result: record.result, exitCode: record.exitCode}});
	}

	#task(record: TaskRecord): void {
		const id = `${record.step}@${record.host}`;
		if (record.mid !== undefined) this.machineIds.set(record.host, record.mid);
		const before = this.tasks.get(id);
		if (record.ev === 'stopped') {
			if (before) this.tasks.set(id, {...before, reason: record.reason});
			return;
		}
		const sameMachine = before?.machineId === record.mid;
		const evidence = {
			host: record.host,
			step: record.step,
			...(record.mid !== undefined && {machineId: record.mid}),
			inputs: record.in,
			attempts: Math.max(before?.attempts ?? 0, record.try),
			last: record.ev,
			epoch: record.epoch,
			time: record.t,
		};
		this.tasks.set(id, {...(sameMachine && record.ev !== 'intent' ? jobOf(before) : {}), ...evidence, ...detailOf(record)});
	}
}

type TaskRecord = Extract<JournalRecord, {readonly step: string}>;

/** The job of the attempt under way stays known through its later records. */
function jobOf(before: TaskEvidence | undefined): Partial<TaskEvidence> {
	return {...(before?.job !== undefined && {job: before.job}), ...(before?.offset !== undefined && {offset: before.offset})};
}

function detailOf(record: Exclude<TaskRecord, {readonly ev: 'stopped'}>): Partial<TaskEvidence> {
	switch (record.ev) {
		case 'intent':
			return record.job === undefined ? {} : {job: record.job};
		case 'started':
			return {job: record.job};
		case 'verified':
			return {by: record.by};
		case 'failed':
			return {phase: record.phase, reason: record.reason, ...(record.rc !== undefined && {exitCode: record.rc})};
		case 'unknown':
			return {reason: record.reason, ...(record.offset !== undefined && {offset: record.offset})};
		case 'applied':
			return {};
	}
}
