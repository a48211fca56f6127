import type {JobState, Session} from '../remote/contract.ts';
import type {Said} from '../told.ts';
import type {RunContext} from './context.ts';
import {type Decision, decide, type Evidence} from './decide.ts';
import {effectOf, jobId, journalOf, unlessDone, wordOf} from './job-evidence.ts';
import type {Line} from './line.ts';
import {keepMarks} from './marks.ts';
import {mendOfPartial} from './mends.ts';
import {record, recordDone} from './record.ts';
import {repairs} from './repairs.ts';
import {retryOrFail} from './retry-or-fail.ts';
import {type Answer, hasOpenJob, type TaskRun} from './task-run.ts';
import type {Trouble} from './troubles.ts';
import {answerOf, jobOf, questionOf} from './units.ts';
import {words} from './words.ts';

/** Starts of one task in one run, when its jobs keep being interrupted without a trace. */
const maxStarts = 3;

/**
 * Brings one detached task to its end: asks what became of an earlier attempt,
 * decides, starts or follows the job, and verifies the effect. Throws what
 * `Line.lost` gives when the host is not there to be asked.
 */
export async function runJob(context: RunContext, line: Line, run: TaskRun): Promise<void> {
	const session = await line.session();
	context.atWork.set(line.host, run);
	const job = new JobRun(context, line, session, run);
	let decision: Decision | undefined = await job.next();
	while (decision !== undefined) decision = await job.carryOut(decision);
}

class JobRun {
	readonly #context: RunContext;
	readonly #line: Line;
	readonly #session: Session;
	readonly #run: TaskRun;
	#journal: Evidence['journal'];
	#id: string | undefined;
	#job: JobState | undefined;
	#effect: Evidence['effect'] = 'unasked';
	#answer: Answer | undefined;
	#tail: readonly string[] = [];
	#offset: number;
	/** The job under way was started by this run, not found. */
	#started = false;
	readonly #since: number;

	constructor(context: RunContext, line: Line, session: Session, run: TaskRun) {
		this.#context = context;
		this.#line = line;
		this.#session = session;
		this.#run = run;
		this.#journal = journalOf(run);
		this.#id = hasOpenJob(run) ? run.evidence?.job : undefined;
		this.#offset = run.evidence?.offset ?? 0;
		this.#since = context.clock.monotonic();
	}

	async next(): Promise<Decision> {
		if (this.#id !== undefined && this.#job === undefined) await this.#askJob(this.#id);
		return this.#decide();
	}

	#decide(): Decision {
		const {kind, verify} = this.#run.task.step;
		// After a change further up the effect is expected to be gone; and a check with a verify beside it may always say todo.
		const drift = this.#run.dirty || this.#run.overtaken || verify !== undefined ? 'expected' : this.#context.drift;
		return decide({kind, journal: this.#journal, job: wordOf(this.#job), effect: this.#effect, drift});
	}

	/** Gives the next decision, or undefined when the task has come to its end for now. */
	async carryOut(decision: Decision): Promise<Decision | undefined> {
		switch (decision.do) {
			case 'look':
				await this.#look();
				return this.#decide();
			case 'attach':
				await this.#attach();
				return this.#decide();
			case 'start':
				return this.#start(decision);
			case 'skip':
				return this.#done(decision.by);
			case 'fail':
				return this.#failed();
			case 'stop':
				return this.#stopped(decision.why);
		}
	}

	async #askJob(id: string): Promise<void> {
		this.#context.board.move(this.#run, 'unknown', words.asksHost);
		this.#took(await this.#session.jobState(id));
		// Output of a job that ended meanwhile is still to be read.
		if (this.#job?.kind === 'exited') await this.#attach();
	}

	async #look(): Promise<void> {
		this.#context.board.move(this.#run, this.#job === undefined ? 'checking' : 'verifying');
		const succeeded = this.#started && wordOf(this.#job) === 'succeeded';
		this.#answer = await this.#ask(succeeded ? 'verify' : 'check');
		// Found complete after an attempt without a known end: the effect itself must be there as well.
		if (this.#answer.kind === 'done' && this.#journal === 'begun' && !succeeded && this.#run.task.step.verify)
			this.#answer = unlessDone(await this.#ask('verify'));
		this.#effect = succeeded && this.#answer.kind === 'broken' ? 'absent' : effectOf(this.#answer);
	}

	async #ask(phase: 'check' | 'verify'): Promise<Answer> {
		const [result] = await this.#session.run([questionOf(this.#context, this.#run, phase)], {checkOnly: true, signal: this.#line.signal});
		const answer = answerOf(result);
		if (!answer) throw this.#lost(words.lineLost.effect);
		return answer;
	}

	async #start({attempt, drifted}: Decision & {readonly do: 'start'}): Promise<Decision | undefined> {
		const {board, values, request} = this.#context;
		const run = this.#run;
		if (this.#started && this.#job?.kind !== 'interrupted') return this.#failed();
		if (run.tries >= maxStarts && this.#job?.kind === 'interrupted') return this.#failed();
		if (!run.task.step.needs.every((name) => values.isFresh(name))) {
			// They aged while the host was asked, or nobody knew that they would be needed: the next round makes them anew.
			run.asked = true;
			board.move(run, 'waiting');
			return undefined;
		}
		if (drifted) this.#context.emit({type: 'warning', code: 'drift', host: run.task.host, message: words.reapplied(run)});
		await keepMarks(this.#context, this.#line.host, this.#session);
		if (attempt === 'next') run.attempt += 1;
		board.begins(run);
		this.#id = this.#newId();
		record(this.#context, run, {ev: 'intent', job: this.#id});
		// The intent is on disk before the job is sent: a crash from here on finds the job by its id.
		await request.journal.commit();
		this.#begun(this.#id);
		this.#took(await this.#session.startJob(this.#id, jobOf(this.#context, run)));
		if (this.#job?.kind === 'none') return this.#end({phase: 'apply', lines: [], words: words.notStarted});
		record(this.#context, run, {ev: 'started', job: this.#id});
		if (this.#job?.kind === 'running' || this.#job?.kind === 'exited') await this.#attach();
		return this.#decide();
	}

	#newId(): string {
		const {lineage, epoch, request} = this.#context;
		const {host, step} = this.#run.task;
		const {machineId} = request.facts.get(host) ?? {};
		return jobId({lineage, host, machineId, step: step.id, attempt: this.#run.attempt, ...(step.kind !== 'once' && {epoch})});
	}

	#begun(id: string): void {
		const {task, attempt} = this.#run;
		this.#run.evidence = {
			host: task.host,
			step: task.step.id,
			inputs: task.inputs,
			attempts: attempt,
			last: 'intent',
			job: id,
			epoch: this.#context.epoch,
			time: '',
		};
		this.#journal = 'begun';
		this.#started = true;
		this.#effect = 'unasked';
		this.#offset = 0;
		this.#context.board.move(this.#run, 'running');
	}

	async #attach(): Promise<void> {
		const {emit, values, board} = this.#context;
		const {host, step} = this.#run.task;
		board.move(this.#run, 'running', this.#started ? undefined : words.attachedAgain);
		const ended = await this.#session.attachJob(this.#id as string, this.#offset, {
			onLines: (lines, nextOffset) => {
				this.#offset = nextOffset;
				emit({type: 'task.output', host, step: step.id, phase: 'apply', lines});
			},
			onGave: (name, value) => values.give(name, value),
			signal: this.#line.signal,
		});
		this.#offset = ended.offset;
		this.#tail = ended.tail;
		this.#took(ended.state);
		if (this.#job?.kind === 'exited' && this.#job.code === 0) record(this.#context, this.#run, {ev: 'applied'});
		this.#effect = 'unasked';
	}

	#took(state: JobState | {readonly kind: 'unknown'; readonly detail: Said}): void {
		if (state.kind === 'unknown') throw this.#lost(state.detail);
		this.#job = state;
	}

	#lost(detail: Said): Error {
		if (this.#journal === 'begun') {
			record(this.#context, this.#run, {ev: 'unknown', reason: detail, offset: this.#offset});
			if (this.#run.evidence) this.#run.evidence = {...this.#run.evidence, last: 'unknown', offset: this.#offset};
		}
		return this.#line.lost(detail);
	}

	#done(by: 'journal' | 'already' | 'adopted'): undefined {
		recordDone(this.#context, this.#run, this.#started ? 'changed' : by, this.#context.clock.monotonic() - this.#since);
	}

	/** The attempt ended without its effect. One of an earlier run is history: what may be repeated is. */
	#failed(): Decision | undefined {
		const broken = this.#effect === 'broken' && this.#answer && this.#answer.kind !== 'done' ? this.#answer : undefined;
		if (broken) {
			const next = this.#run.task.step.kind === 'once' && {next: repairs(this.#context, this.#run, 'broken')};
			return this.#end({phase: 'check', lines: broken.lines, ...(broken.code !== undefined && {exitCode: broken.code}), ...next});
		}
		if (!this.#started && this.#run.task.step.kind !== 'once') {
			this.#journal = 'failed';
			this.#effect = 'unasked';
			return this.#decide();
		}
		const lines = [...this.#tail];
		if (this.#job?.kind === 'exited' && this.#job.code === 0)
			return this.#end({phase: 'verify', lines: this.#said() ?? lines, words: words.noEffect});
		if (this.#job?.kind === 'exited') return this.#end({phase: 'apply', lines, exitCode: this.#job.code});
		return this.#end({phase: 'apply', lines, words: words.interrupted});
	}

	#said(): readonly string[] | undefined {
		return this.#answer && this.#answer.kind !== 'done' && this.#answer.lines.length > 0 ? this.#answer.lines : undefined;
	}

	#stopped(why: 'drift' | 'partial' | 'foreign'): undefined {
		const next = why === 'foreign' ? [] : repairs(this.#context, this.#run, why);
		const mend = why === 'partial' ? mendOfPartial(this.#context, this.#run) : undefined;
		return this.#end({phase: 'resume', lines: this.#said() ?? [], words: words[why](this.#run), next, ...(mend && {mend}), decision: true});
	}

	#end(trouble: Trouble): undefined {
		const {kind} = this.#run.task.step;
		if (kind === 'once' || trouble.decision) this.#context.troubles.failed(this.#context, this.#run, trouble);
		else retryOrFail(this.#context, this.#run, trouble);
		// A new attempt is a new job.
		if (this.#run.evidence && trouble.phase !== 'check') this.#run.evidence = {...this.#run.evidence, last: 'failed'};
	}
}
