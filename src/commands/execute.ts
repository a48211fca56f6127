import type {Facts} from '../cluster/facts.ts';
import {diagnose} from '../diagnose/diagnose.ts';
import type {RunEvent} from '../events/event.ts';
import type {Journal} from '../journal/types.ts';
import {newRunDirectory} from '../output/run-directory.ts';
import {runLog} from '../output/run-log.ts';
import type {Plan} from '../plan/types.ts';
import type {Fleet} from '../remote/contract.ts';
import {type RunControl, runControl} from '../runner/control.ts';
import {run} from '../runner/run.ts';
import type {Patience} from '../runner/types.ts';
import {told} from '../told.ts';
import {conclude} from './conclude.ts';
import type {RunFlags} from './flags.ts';
import type {Unchanged} from './one-look.ts';
import type {Session} from './session.ts';
import {typedCommands} from './state.ts';
import {controlBySignals} from './stop-signals.ts';

interface Execution {
	readonly mode: 'apply' | 'resume';
	readonly plan: Plan;
	readonly facts: ReadonlyMap<string, Facts>;
	readonly fleet: Fleet;
	readonly journal: Journal;
	readonly simulation: boolean;
	readonly patience?: Patience;
	/** Hosts the operator set aside. */
	readonly aside?: readonly string[];
	/** The cluster file as the operator named it. */
	readonly file: string;
	readonly flags: RunFlags;
	readonly steer?: Steer;
	/** Nothing is to be done: all was asked before. */
	readonly unchanged?: Unchanged | undefined;
	/** Requests to each host so far, those of preflight included. */
	readonly roundTrips: () => Readonly<Record<string, number>>;
}

/** Takes the handle of a run that begins, for keys instead of signals. */
export type Steer = (control: RunControl) => void;

/** Carries a plan out, with log files, signals, report and kubeconfig around it. Gives the exit code. */
export async function execute(
	session: Session,
	{mode, plan, facts, fleet, journal, simulation, patience, aside = [], file, flags, steer, unchanged, roundTrips}: Execution,
): Promise<number> {
	const directory = await newRunDirectory(journal.dir, session.environment.now());
	const log = runLog(directory, (error) =>
		session.warn('log', told(`a log file cannot be written: ${error.message}`, `无法写入日志文件：${error.message}`)),
	);
	const detach = session.attach(log);
	session.logIn(directory.path);
	const stepTimes = new Map<string, number>();
	// The end is told last: report and kubeconfig belong before it.
	let end: Extract<RunEvent, {type: 'run.end'}> | undefined;
	const emit = (event: RunEvent) => {
		if (event.type === 'task.state' && event.state === 'done')
			stepTimes.set(event.step, Math.max(stepTimes.get(event.step) ?? 0, event.ms ?? 0));
		if (event.type === 'run.end') end = event;
		else session.emit(event);
	};
	// Whoever steers hears the signals himself: heard twice, one Ctrl-C would be the second one too.
	const {control, release} = steer ? {control: runControl(), release: () => {}} : controlBySignals(session);
	steer?.(control);
	try {
		const summary = await run({
			...{plan, facts, journal, mode, emit, control, simulation, diagnose},
			fleet,
			...(patience && {patience}),
			...(unchanged && {foreseen: unchanged.answers}),
			agreed: {adopt: flags.adopt ?? false, reinstalled: flags.reinstalled ?? [], waived: flags.waive ?? [], aside},
			run: directory.name,
			commands: typedCommands(session, file),
		});
		// Report and kubeconfig can be had again: from here on Ctrl-C simply ends the program.
		release();
		if (summary.result === 'done' || summary.result === 'partly-done') await conclude(session, {plan, fleet, flags, stepTimes, unchanged});
		if (end) session.emit({...end, roundTrips: roundTrips()});
		return summary.exitCode;
	} finally {
		release();
		detach();
		await log.end();
	}
}
