import {loadSpec} from '../cluster/load.ts';
import type {Cluster} from '../cluster/types.ts';
import {clusterToYaml} from '../cluster/write.ts';
import {exitCodes, type RunEvent} from '../events/event.ts';
import type {Said} from '../told.ts';
import type {ScreenId} from './draft.ts';
import type {UnfinishedRun} from './engine.ts';
import {fixedBy} from './fixed.ts';
import {RunView} from './run-view.ts';
import {notAsked, type Tools, type WizardState, wordsOfError} from './state.ts';

type Begin = {readonly kind: 'plan'} | {readonly kind: 'again'} | {readonly kind: 'resume'; readonly run: UnfinishedRun};

/** Of a run that was refused before it could tell anything itself. */
const notBegun = 'not-begun';

/** Ten pictures a second are plenty for people and cheap over two hops of SSH. */
const publishMs = 100;

export interface RunActions {
	/** Starts what the review showed; while a run comes to its end, as soon as it has. */
	startInstall(): void;
	resumeRun(run: UnfinishedRun): void;
	pauseOrGoOn(): void;
	/** The operator's word to `planQuestion`. */
	agreeToPlan(yes: boolean): void;
	drain(): void;
	detach(): void;
	/** Another run, now or as soon as this one is over, with these hosts taken in again. */
	retry(hosts: readonly string[]): void;
	setAside(host: string): void;
	/** Goes to the screen of an answer that was wrong. A run that still goes on comes to its end meanwhile. */
	changeAnswer(screen: ScreenId): void;
	/** Resolves when the shell was left. The caller has given the terminal away. */
	openShell(host: string, hello: string): Promise<void>;
	/** Resolves when no run is under way. */
	settle(): Promise<void>;
}

/** The install: its events are folded at once and shown at most ten times a second. When it is over, `reloadUnfinished` looks what became of it. */
export function runActions({engine, get, set, answer, now}: Tools, reloadUnfinished: () => Promise<void>): RunActions {
	let timer: NodeJS.Timeout | undefined;
	/** Cluster of the run that was begun last. */
	let begunWith: Cluster | undefined;
	const publish = () => {
		timer = undefined;
		const {run, fixed} = get();
		set({runVersion: run.version, fixed: fixedBy(run, begunWith) ?? fixed});
	};
	const emit = (event: RunEvent) => {
		get().run.apply(event, now());
		if (event.type === 'run.end') {
			clearTimeout(timer);
			publish();
		} else timer ??= setTimeout(publish, publishMs);
	};
	const toInstall = () => answer((old) => ({...old, screen: 'install'}));
	let leaving = false;
	let decide = (_: boolean) => {};
	const ask = (planQuestion: readonly Said[]) => {
		if (leaving || get().stopping) return Promise.resolve(false);
		return new Promise<boolean>((resolve) => {
			decide = (yes) => {
				set({planQuestion: undefined});
				resolve(yes);
			};
			set({planQuestion});
			toInstall();
		});
	};
	/** What was begun last. */
	let last: Begin = {kind: 'again'};
	const begin = (what: Begin) => {
		last = what;
		if (what.kind !== 'again') begunWith = clusterOf(what, get());
		const {draft, aside, run, plan} = get();
		const recorded = what.kind === 'again' ? get().recorded : what.kind === 'resume' && !isAnswered(what.run, get()) ? what.run : undefined;
		const cluster = what.kind === 'resume' ? what.run.cluster : draft.name;
		leaving = false;
		// What it took so far counts on, unless this is another cluster.
		const earlier = what.kind === 'again' || run.start?.cluster === cluster ? run : undefined;
		set({run: new RunView(earlier), runVersion: 0, recorded, paused: false, stopping: false, after: undefined, mend: undefined});
		toInstall();
		const hash = plan.kind === 'here' ? plan.value.hash : undefined;
		const about = what.kind === 'plan' ? {...what, hash} : what;
		const handle = engine.start({...about, waived: (recorded ?? draft).waived, aside}, emit, ask);
		set({handle});
		const over = () => {
			const {after, run} = get();
			// Where every task stands has changed: the review reads it anew, unless nothing was begun or it is what comes now.
			set({handle: undefined, planQuestion: undefined, ...(after === 'plan' || !run.start ? {} : {plan: notAsked})});
			if (after) begin({kind: after});
			else void reloadUnfinished();
		};
		handle.finished.then(over, (error: unknown) => {
			// It did not come so far as to tell it itself; there is a next try, as after any refusal.
			const refusal = {type: 'error', code: notBegun, message: wordsOfError(error), details: [], exitCode: exitCodes.failed} as const;
			emit({...refusal, seq: get().run.version + 1, time: new Date(now()).toISOString()});
			set({handle: undefined, after: undefined, planQuestion: undefined});
			void reloadUnfinished();
		});
	};
	/** What was refused before it began is not there to go on with: it is begun anew. */
	const nextTry = (): Begin => (get().run.refusal && !get().run.start ? last : {kind: 'again'});
	const drain = () => {
		set({stopping: true});
		get().handle?.drain();
		decide(false);
	};
	return {
		startInstall: () => {
			const {handle, stopping, run} = get();
			// Set aside was what another run could not reach.
			if (!handle || stopping || run.end) set({aside: []});
			if (!handle) return begin({kind: 'plan'});
			// One run at a time: who starts again while one goes on is shown the one there is.
			if (stopping || run.end) set({after: 'plan'});
			toInstall();
		},
		resumeRun: (run) => {
			if (get().handle) return toInstall();
			set({aside: []});
			begin({kind: 'resume', run});
		},
		pauseOrGoOn: () => {
			const {handle, paused} = get();
			if (!handle) return;
			if (paused) handle.resume();
			else handle.pause();
			set({paused: !paused});
		},
		drain: () => {
			set({after: undefined});
			drain();
		},
		detach: () => {
			set({after: undefined});
			leaving = true;
			get().handle?.detach();
			decide(false);
		},
		agreeToPlan: (yes) => decide(yes),
		retry: (hosts) => {
			set({aside: get().aside.filter((host) => !hosts.includes(host))});
			if (get().handle) set({after: 'again'});
			else begin(nextTry());
		},
		setAside: (host) => {
			set({aside: [...new Set([...get().aside, host])]});
			if (!get().handle) return begin(nextTry());
			set({after: 'again'});
			// The run would wait for the host's line for minutes; drained, it ends with what runs on the others.
			drain();
		},
		changeAnswer: (screen) => {
			if (get().handle && !get().run.end) drain();
			answer((old) => ({...old, screen}));
		},
		openShell: async (host, hello) => {
			try {
				await engine.openShell(host, hello);
			} catch (error) {
				set({notice: wordsOfError(error)});
			}
		},
		settle: async () => {
			await get().handle?.finished.catch(() => undefined);
		},
	};
}

/** The cluster that a run is about; undefined for one that can't be read any more. */
function clusterOf(what: Begin, {resolved}: WizardState): Cluster | undefined {
	const found = what.kind === 'resume' ? loadSpec(what.run.spec, what.run.record) : resolved;
	return 'cluster' in found ? found.cluster : undefined;
}

/** True when the run's cluster is the one that the answers say. */
function isAnswered({spec}: UnfinishedRun, {resolved}: WizardState): boolean {
	return 'cluster' in resolved && clusterToYaml(resolved.cluster) === spec;
}
