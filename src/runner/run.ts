import {hostname, userInfo} from 'node:os';
import {leaderOf} from '../cluster/types.ts';
import type {EventBody} from '../events/event.ts';
import type {Task} from '../plan/types.ts';
import {admit} from './admission.ts';
import {Bell} from './bell.ts';
import {Board} from './board.ts';
import {systemClock} from './clock.ts';
import type {RunContext} from './context.ts';
import {runControl} from './control.ts';
import {attemptsOf, evidenceFor} from './evidence.ts';
import {hostLoop} from './host-loop.ts';
import {LateValues} from './late-values.ts';
import {Line, TakenOver} from './line.ts';
import {Pools} from './pools.ts';
import {record} from './record.ts';
import {announce, refusal, summarize} from './summary.ts';
import {hasOpenJob} from './task-run.ts';
import {Troubles} from './troubles.ts';
import type {Patience, RunRequest, RunSummary} from './types.ts';
import {watch} from './watch.ts';
import {words} from './words.ts';

const defaultPatience: Patience = {connectMs: 2 * 60_000, reconnectMs: 5 * 60_000, controlPlaneMs: 15 * 60_000};

/**
 * Carries out a plan: everything not yet done, in the order its edges allow, on
 * all hosts at once. Tells all in events and gives how it ended; a failing host
 * or command is an ending, not an exception. Throws only for faults of kubewiz
 * itself. The caller closes fleet and journal.
 */
export async function run(request: RunRequest): Promise<RunSummary> {
	const clock = request.clock ?? systemClock;
	const started = clock.monotonic();
	const emit = emitter(request, () => clock.now());
	const control = request.control ?? runControl();
	const admission = admit({
		cluster: request.plan.cluster.name,
		journal: request.journal.state,
		hosts: request.facts,
		adopt: request.agreed?.adopt ?? false,
		reinstalled: request.agreed?.reinstalled ?? [],
	});
	if (admission.kind === 'refuse') return refusal(emit, admission, clock.monotonic() - started);
	const {lineage, minimumEpoch, adopted} = admission;
	await request.journal.begin({
		plan: request.plan.hash,
		mode: request.mode,
		...(lineage !== undefined && {lineage}),
		...(minimumEpoch !== undefined && {minimumEpoch}),
		adopted,
		waived: request.agreed?.waived ?? [],
	});
	const leave = new AbortController();
	const context = makeContext({...request, control}, emit, leave.signal);
	announce(context);
	const byOperator = request.agreed?.aside ?? [];
	for (const host of request.plan.absent)
		context.troubles.putAside(context, host, byOperator.includes(host) ? words.byChoice : words.absent);
	const unwatch = watch(context, control, () => leave.abort());
	try {
		await allHosts(context, () => leave.abort());
	} catch (error) {
		leave.abort();
		if (!(error instanceof TakenOver)) throw error;
		context.troubles.takenOver = error;
		emit({type: 'warning', code: 'locked', host: error.host, message: words.takenOver(error.host, error.told)});
	} finally {
		unwatch();
	}
	return summarize(context, clock.monotonic() - started);
}

/** Every host goes its own way; the leader first, as most wait for it. One that throws ends them all. */
async function allHosts(context: RunContext, stop: () => void): Promise<void> {
	const leader = leaderOf(context.request.plan.cluster).name;
	const hosts = [...context.board.byHost.keys()].sort((a, b) => Number(b === leader) - Number(a === leader));
	const lines = context.lines;
	for (const host of hosts) context.bell.enter(host);
	const loops = hosts.map(async (host) => {
		const line = new Line(context, host);
		lines.set(host, line);
		try {
			await hostLoop(context, line);
		} catch (error) {
			stop();
			context.bell.ringAll();
			throw error;
		} finally {
			line.close();
			context.bell.leave(host);
		}
	});
	const ended = await Promise.allSettled(loops);
	const broken = ended.find((end) => end.status === 'rejected');
	if (broken) throw broken.reason;
}

function makeContext(request: RunRequest, emit: (body: EventBody) => void, leave: AbortSignal): RunContext {
	const {plan, journal} = request;
	const clock = request.clock ?? systemClock;
	const bell = new Bell();
	const known = (task: Task) => ({evidence: evidenceFor(task, request), attempts: attemptsOf(task, request)});
	const board = new Board(plan, known, {
		wake: (host) => bell.ring(host),
		adopted: (run) => record({request}, run, {ev: 'verified', by: 'adopted'}),
		changed: (run, detail = {}) =>
			emit({
				type: 'task.state',
				host: run.task.host,
				step: run.task.step.id,
				state: run.state,
				attempt: run.attempt,
				...(run.state === 'done' && run.doneBy !== undefined && {doneBy: run.doneBy}),
				...detail,
			}),
	});
	const pools = new Pools(request.pools);
	for (const task of board.all()) if (hasOpenJob(task) && task.task.step.pool) pools.reserve(task.task.step.pool, task.task.host);
	return {
		request,
		board,
		bell,
		values: new LateValues(clock),
		pools,
		troubles: new Troubles(),
		clock,
		random: request.random ?? Math.random,
		patience: {...defaultPatience, ...request.patience},
		leave,
		drift: request.agreed?.drift ?? (request.mode === 'apply' ? 'reapply' : 'ask'),
		cluster: plan.cluster.name,
		lineage: journal.lineage as string,
		epoch: journal.epoch,
		owner: `${userInfo().username}@${hostname()}`,
		emit,
		atWork: new Map(),
		lines: new Map(),
		gate: {open: false},
	};
}

function emitter(request: RunRequest, now: () => number): (body: EventBody) => void {
	let seq = 0;
	return (body) => {
		seq += 1;
		request.emit({seq, time: new Date(now()).toISOString(), ...body});
	};
}
