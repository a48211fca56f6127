import {type EventBody, exitCodes, type RunResult} from '../events/event.ts';
import type {Admission} from './admission.ts';
import type {RunContext} from './context.ts';
import type {RunRequest, RunSummary} from './types.ts';

const noCounts = {
	waiting: 0,
	checking: 0,
	running: 0,
	verifying: 0,
	reconnecting: 0,
	unknown: 0,
	done: 0,
	failed: 0,
	'set-aside': 0,
	blocked: 0,
} as const;

/** The first event of a run. */
export function announce(context: RunContext): void {
	const {request, epoch} = context;
	const {plan, mode} = request;
	const steps = plan.steps.map((step) => ({
		id: step.id,
		title: step.title,
		hosts: plan.tasks.filter((task) => task.step === step).map((task) => task.host),
	}));
	context.emit({
		type: 'run.start',
		mode,
		cluster: context.cluster,
		run: request.run ?? `${new Date(context.clock.now()).toISOString().replaceAll(/[:.]/g, '-')}-${epoch}`,
		lineage: context.lineage,
		epoch,
		plan: plan.hash,
		simulation: request.simulation ?? false,
		hosts: plan.cluster.hosts.map((host) => host.name),
		steps: steps.filter((step) => step.hosts.length > 0),
	});
}

/** A run that must not begin: the operator decides first. */
export function refusal(emit: (body: EventBody) => void, admission: Admission & {readonly kind: 'refuse'}, ms: number): RunSummary {
	emit({type: 'need-input', code: admission.code, message: admission.message, options: admission.options});
	const summary: RunSummary = {
		result: 'needs-decision',
		exitCode: exitCodes['needs-decision'],
		counts: noCounts,
		failures: [],
		setAside: [],
		next: admission.options,
		ms,
	};
	emit(endOf(summary));
	return summary;
}

/** Says how the run ended, in the journal as well while it can be written. */
export async function summarize(context: RunContext, ms: number): Promise<RunSummary> {
	const result = resultOf(context);
	const exitCode = result === 'failed' && context.troubles.loginRefused ? exitCodes.login : exitCodes[result];
	const summary: RunSummary = {
		result,
		exitCode,
		counts: context.board.counts(),
		failures: context.troubles.failures,
		setAside: context.troubles.setAside,
		next: nextOf(result, context.request),
		ms: Math.round(ms),
	};
	const {journal} = context.request;
	if (journal.trouble?.kind !== 'broken') {
		journal.append({ev: 'end', result, exitCode});
		// A record that can't be written has been told by the watch; the summary counts all the same.
		await journal.commit().catch(() => {});
	}
	context.emit(endOf(summary));
	return summary;
}

function resultOf({troubles, board, request}: RunContext): RunResult {
	if (troubles.takenOver) return 'locked';
	const left = board.isOpen();
	if (left && request.control?.wish === 'detach') return 'detached';
	if (left && request.journal.trouble) return 'interrupted';
	if (troubles.needsDecision) return 'needs-decision';
	if (troubles.failures.length > 0) return 'failed';
	if (left) return 'interrupted';
	return troubles.setAside.length > 0 ? 'partly-done' : 'done';
}

function nextOf(result: RunResult, {commands}: RunRequest): readonly string[] {
	const resume = commands?.resume ?? 'kubewiz resume';
	const status = commands?.status ?? 'kubewiz status';
	if (result === 'done' || result === 'locked') return [status];
	if (result === 'failed' || result === 'needs-decision') return [commands?.logs ?? 'kubewiz logs', resume];
	return [resume];
}

function endOf({result, exitCode, ms, counts, setAside, next}: RunSummary): EventBody {
	return {type: 'run.end', result, exitCode, ms: Math.round(ms), counts, setAside: setAside.map(({host}) => host), next};
}
