import {controlPlanes, leaderOf} from '../cluster/types.ts';
import type {Failure} from '../events/event.ts';
import {inEnglish, type Said} from '../told.ts';
import type {RunContext} from './context.ts';
import type {HostGone, TakenOver} from './line.ts';
import {mainCommand} from './main-command.ts';
import {mendOfDiagnosis} from './mends.ts';
import {type ControlPlanes, quorumProblem} from './quorum.ts';
import {record} from './record.ts';
import {isSettled, type TaskRun} from './task-run.ts';
import {words} from './words.ts';

/** A failure as the one who met it knows it. */
export interface Trouble {
	readonly phase: Failure['phase'];
	readonly lines: readonly Said[];
	readonly exitCode?: number;
	/** Said before the lines, when the lines alone would not tell. */
	readonly words?: Said;
	/** Instead of what the diagnosis says. */
	readonly next?: readonly Said[];
	/** What kubewiz can run itself; instead of what the diagnosis has. */
	readonly mend?: Failure['mend'];
	/** The operator must decide something; nothing was broken by the run. */
	readonly decision?: boolean;
}

/**
 * All that went wrong in a run, and what follows from it for the rest: a worker
 * is set aside, a control plane only while etcd's quorum holds.
 */
export class Troubles {
	readonly failures: Failure[] = [];
	readonly setAside: {readonly host: string; readonly reason: Said}[] = [];
	needsDecision = false;
	loginRefused = false;
	/** Another operator holds a host. */
	takenOver: TakenOver | undefined;
	/** Why nothing new is started any more. */
	halted: Said | undefined;
	readonly #lost = new Set<string>();

	/** A task failed for good. */
	failed(context: RunContext, run: TaskRun, trouble: Trouble): void {
		const detail = trouble.words ?? trouble.lines.at(-1) ?? words.exitCode(trouble.exitCode);
		const code = trouble.exitCode === undefined ? {} : {rc: trouble.exitCode};
		// Waiting for a decision is no new evidence: a verified step that drifted must not become one that may be tried again.
		// Nor is a check that could not tell, while the API is down say.
		if (trouble.decision || trouble.phase === 'check') record(context, run, {ev: 'stopped', reason: detail});
		else record(context, run, {ev: 'failed', phase: trouble.phase, reason: detail, ...code});
		this.#report(context, run, trouble);
		context.board.failed(run, detail, this.#isExpendable(context, run.task.host), trouble.exitCode);
	}

	/** The host must not be touched at all. */
	refused(context: RunContext, run: TaskRun, trouble: Trouble): void {
		this.failed(context, run, trouble);
		const detail = trouble.words ?? words.refused;
		context.board.lost(run.task.host, 'blocked', this.#isExpendable(context, run.task.host), detail);
	}

	/** A task's values can not come: what gives them has failed, and was reported. */
	starved(context: RunContext, run: TaskRun): void {
		context.board.block(run, this.#isExpendable(context, run.task.host));
	}

	/** A host is gone, by death or because it refuses the login. */
	gone(context: RunContext, host: string, gone: HostGone): void {
		const aside = this.#isExpendable(context, host);
		const open = (context.board.byHost.get(host) ?? []).find((run) => !isSettled(run));
		if (gone.refused) this.loginRefused = true;
		if ((gone.refused || !aside) && open) this.#report(context, open, {phase: 'connect', lines: gone.lines, words: gone.told});
		if (aside) this.putAside(context, host, gone.told);
		context.board.lost(host, aside ? 'set-aside' : 'blocked', aside, gone.told);
	}

	putAside(context: Pick<RunContext, 'emit' | 'request'>, host: string, reason: Said): void {
		this.setAside.push({host, reason});
		context.request.journal.append({ev: 'set-aside', host, reason});
		context.emit({type: 'host.state', host, state: 'set-aside', detail: reason});
		context.emit({type: 'warning', code: 'set-aside', host, message: words.setAside(host, reason)});
	}

	/** May the others go on without this host? A control plane's loss is judged by what is left of etcd. */
	#isExpendable(context: RunContext, host: string): boolean {
		const {cluster} = context.request.plan;
		const planned = controlPlanes(cluster).map((plane) => plane.name);
		if (!planned.includes(host)) return true;
		this.#lost.add(host);
		const planes = {planned, members: membersOf(context, planned), lost: [...this.#lost]};
		const problem = quorumProblem(planes);
		if (problem === undefined) {
			const message = words.fewerControlPlanes(host, planned.length - this.#lost.size, planned.length);
			context.emit({type: 'warning', code: 'fewer-control-planes', host, message});
			return true;
		}
		if (host !== leaderOf(cluster).name) this.#halt(context, problem, planes);
		return false;
	}

	#halt(context: RunContext, problem: Said, planes: ControlPlanes): void {
		if (this.halted !== undefined) return;
		context.emit({type: 'warning', code: 'quorum', message: words.quorum(problem)});
		// Nothing was joined yet: preparing the other hosts harms nothing. Else the API is at stake, and joins would only time out.
		if (planes.members.length > 1) this.halted = problem;
		context.bell.ringAll();
	}

	#report(context: RunContext, run: TaskRun, trouble: Trouble): void {
		const failure = failureOf(context, run, trouble);
		this.failures.push(failure);
		if (trouble.decision) this.needsDecision = true;
		context.emit({type: 'task.failed', host: failure.host, step: failure.step, failure});
	}
}

/** Control planes that are or may be etcd members: their once step is done or was begun. */
function membersOf(context: RunContext, planned: readonly string[]): readonly string[] {
	return planned.filter((host) =>
		context.board.byHost.get(host)?.some((run) => run.task.step.kind === 'once' && (run.state === 'done' || run.attempt > 0)),
	);
}

function failureOf(context: RunContext, run: TaskRun, trouble: Trouble): Failure {
	const {step, host, scripts} = run.task;
	const diagnosis = context.request.diagnose(trouble.lines.map(inEnglish));
	const commands = context.request.commands;
	const mend = trouble.mend ?? mendOfDiagnosis(context, diagnosis?.known.id, host);
	return {
		host,
		step: step.id,
		title: step.title,
		phase: trouble.phase,
		command: trouble.phase === 'connect' ? `ssh ${host}` : mainCommand(trouble.phase === 'check' ? scripts.check : scripts.apply),
		...(trouble.exitCode !== undefined && {exitCode: trouble.exitCode}),
		lastLines: [...(trouble.words === undefined ? [] : [trouble.words]), ...trouble.lines].slice(-20),
		...(diagnosis && {
			diagnosis: {
				id: diagnosis.known.id,
				evidence: diagnosis.evidence,
				cause: diagnosis.known.cause,
				fix: diagnosis.known.fix,
				commands: diagnosis.known.commands,
			},
		}),
		...(mend && {mend}),
		next: [
			...(trouble.next ?? diagnosis?.known.commands ?? []),
			`${commands?.logs ?? 'kubewiz logs'} ${host} --step ${step.id}`,
			commands?.resume ?? 'kubewiz resume',
		],
	};
}
