import type {RunEvent} from '../events/event.ts';
import type {UnfinishedRun} from './engine.ts';
import {RunView} from './run-view.ts';
import {notAsked, type Tools, wordsOfError} from './state.ts';

type Begin = {readonly kind: 'plan'} | {readonly kind: 'again'} | {readonly kind: 'resume'; readonly run: UnfinishedRun};

/** Ten pictures a second are plenty for people and cheap over two hops of SSH. */
const publishMs = 100;

export interface RunActions {
	/** Starts what the review showed. */
	startInstall(): void;
	resumeRun(run: UnfinishedRun): void;
	pauseOrGoOn(): void;
	drain(): void;
	detach(): void;
	retry(host: string): void;
	setAside(host: string): void;
	/** Resolves when the shell was left. The caller has given the terminal away. */
	openShell(host: string): Promise<void>;
	/** Resolves when no run is under way. */
	settle(): Promise<void>;
	loadUnfinished(): Promise<void>;
	askRun(run: UnfinishedRun, signal: AbortSignal): Promise<void>;
	putAway(run: UnfinishedRun): Promise<void>;
}

/** The install: its events are folded at once and shown at most ten times a second. */
export function runActions({engine, get, set, answer, now}: Tools): RunActions {
	let timer: NodeJS.Timeout | undefined;
	const publish = () => {
		timer = undefined;
		set({runVersion: get().run.version});
	};
	const emit = (event: RunEvent) => {
		get().run.apply(event, now());
		if (event.type === 'run.end') {
			clearTimeout(timer);
			publish();
		} else timer ??= setTimeout(publish, publishMs);
	};
	const begin = (what: Begin) => {
		const {draft, aside, handle: under} = get();
		if (under) {
			// One run at a time: who comes back to the review and starts again is shown the run there is.
			answer((old) => ({...old, screen: 'install'}));
			return;
		}
		set({run: new RunView(what.kind === 'again' ? get().run : undefined), runVersion: 0, paused: false, again: false});
		answer((old) => ({...old, screen: 'install'}));
		const handle = engine.start({...what, waived: draft.waived, aside}, emit);
		set({handle});
		const over = () => {
			// Where every task stands has changed: the review reads it anew.
			set({handle: undefined, plan: notAsked});
			if (get().again) begin({kind: 'again'});
		};
		handle.finished.then(over, (error: unknown) => {
			set({handle: undefined, notice: wordsOfError(error)});
		});
	};
	/** Now when the run is over, else as soon as it is. */
	const goOnAgain = () => {
		if (get().handle) set({again: true});
		else begin({kind: 'again'});
	};
	return {
		startInstall: () => begin({kind: 'plan'}),
		resumeRun: (run) => begin({kind: 'resume', run}),
		pauseOrGoOn: () => {
			const {handle, paused} = get();
			if (!handle) return;
			if (paused) handle.resume();
			else handle.pause();
			set({paused: !paused});
		},
		drain: () => {
			set({again: false});
			get().handle?.drain();
		},
		detach: () => {
			set({again: false});
			get().handle?.detach();
		},
		retry: (host) => {
			set({aside: get().aside.filter((other) => other !== host)});
			goOnAgain();
		},
		setAside: (host) => {
			set({aside: [...new Set([...get().aside, host])]});
			goOnAgain();
			// The run would wait for the host's line for minutes; drained, it ends with what runs on the others.
			get().handle?.drain();
		},
		openShell: async (host) => {
			try {
				await engine.openShell(host);
			} catch (error) {
				set({notice: wordsOfError(error)});
			}
		},
		settle: async () => {
			await get().handle?.finished.catch(() => undefined);
		},
		loadUnfinished: async () => {
			set({unfinished: {kind: 'asking'}});
			const runs = await engine.unfinishedRuns();
			const screens = get().screens.filter((screen) => screen !== 'resume');
			set({unfinished: {kind: 'here', value: runs}, screens: runs.length > 0 ? ['resume', ...screens] : screens});
			if (runs.length > 0 && !get().handle) answer((draft) => ({...draft, screen: 'resume'}));
		},
		askRun: async (run, signal) => {
			set({askedHosts: {kind: 'asking'}});
			try {
				set({askedHosts: {kind: 'here', value: await engine.askRun(run, signal)}});
			} catch (error) {
				set({askedHosts: signal.aborted ? notAsked : {kind: 'failed', message: wordsOfError(error)}});
			}
		},
		putAway: async (run) => {
			const kept = await engine.putAway(run);
			const {unfinished} = get();
			if (unfinished.kind === 'here') set({unfinished: {kind: 'here', value: unfinished.value.filter((other) => other !== run)}});
			set({notice: kept});
		},
	};
}
