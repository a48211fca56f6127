import {type Binding, useKeys} from '../parts/keys.tsx';
import {useLook} from '../parts/look.tsx';
import {useActions, useWizard} from '../parts/store-context.tsx';
import {useTerminal} from '../parts/terminal.ts';
import {answerBehind} from './answer-behind.ts';
import type {Standing} from './standing.ts';
import {isQuestion, type Log, type Pane} from './view.ts';

/** The keys of the install screen. In the footer stand those that matter now: when something failed, what can be done about it. */
export function useInstallKeys(now: Standing, active: boolean): void {
	const keys = useKeysByName(now);
	const {shown, run} = now;
	const ended = run.end !== undefined || run.refusal !== undefined;
	const trouble = run.failures.length > 0 || run.refusal !== undefined;
	const {result, log, next, retry, mend, edit, aside, turn, pause, shell, order, follow, stop, close, warnings} = keys;
	const quiet = (binding: Binding): Binding => ({...binding, quiet: true});
	const bindings = (): readonly Binding[] => {
		// The log and the warnings have their own keys; only the way out is the same everywhere.
		if (shown.kind === 'log' || shown.kind === 'warnings') return [quiet(stop)];
		if (shown.kind === 'failure') return [retry, mend, edit, shell, next, aside, quiet(log), warnings, quiet(close), stop];
		if (ended && trouble)
			return [next, retry, quiet(mend), edit, aside, turn, quiet(result), quiet(log), warnings, quiet(shell), quiet(order), stop];
		if (ended) return [result, retry, turn, log, warnings, quiet(edit), quiet(aside), quiet(shell), quiet(order), stop];
		const [first, second] = trouble ? [next, retry] : [log, quiet(next)];
		return [
			first,
			second,
			quiet(log),
			aside,
			turn,
			pause,
			warnings,
			stop,
			quiet(retry),
			quiet(mend),
			quiet(edit),
			quiet(shell),
			quiet(order),
			quiet(follow),
		];
	};
	useKeys({bindings: active ? withoutTwice(bindings()) : []}, active);
}

function withoutTwice(bindings: readonly Binding[]): readonly Binding[] {
	return bindings.filter((binding, at) => bindings.findIndex((other) => other.keys[0] === binding.keys[0]) === at);
}

/** What each key does, and why it can't now. */
function useKeysByName(now: Standing) {
	const {words} = useLook();
	const text = words.install;
	const actions = useActions();
	const {lend} = useTerminal();
	const paused = useWizard((state) => state.paused);
	const ownAnswers = useWizard((state) => state.recorded === undefined);
	const {run, shown, show, chosen, workers, failure} = now;
	const ended = run.end !== undefined || run.refusal !== undefined;
	const from: Pane = shown.kind === 'hosts' || shown.kind === 'failure' ? shown : {kind: 'steps'};
	const unfinished = run.failures.length > 0 || run.refusal !== undefined || (run.end !== undefined && run.end.result !== 'done');
	const openLog = () => {
		const step = run.steps[now.step]?.id;
		const of: Log['of'] | undefined =
			shown.kind === 'steps' && step !== undefined ? {step} : chosen === undefined ? undefined : {host: chosen};
		if (of) show({kind: 'log', of, from});
	};
	const at = shown.kind === 'failure' ? shown.at : -1;
	const tryAgain = () => {
		show({kind: 'steps'});
		// A host that was set aside comes back when it is meant, or when nothing else is left to be done.
		const meant = shown.kind === 'hosts' || shown.kind === 'failure';
		actions.retry(meant && chosen !== undefined ? [chosen] : run.failures.length > 0 ? [] : (run.end?.setAside ?? []));
	};
	const openShell = () => chosen !== undefined && void lend(() => actions.openShell(chosen, text.shellHello(chosen)));
	const change = () => {
		const screen = answerBehind(failure);
		actions.changeAnswer(screen);
		actions.notify(text.editHow(words.screens[screen]));
	};
	const canMend = failure?.mend !== undefined;
	return {
		result: {
			keys: ['enter'],
			label: text.result,
			run: () => void actions.next(),
			disabled: run.refusal ? text.refused : undefined,
		},
		log: {
			keys: ended ? ['l'] : ['enter', 'l'],
			label: text.log,
			run: openLog,
			disabled: run.steps.length === 0 ? text.noOutput : undefined,
		},
		next: {
			keys: shown.kind === 'failure' ? ['n', 'tab'] : ['n'],
			label: shown.kind === 'failure' ? text.nextFailure : text.failures,
			run: () => show({kind: 'failure', at: (at + 1) % Math.max(1, run.failures.length)}),
			disabled: run.failures.length === 0 ? text.noFailure : undefined,
			quiet: shown.kind === 'failure' && run.failures.length === 1,
		},
		retry: {
			keys: ['r'],
			label: run.end?.result === 'interrupted' ? text.goOn : text.retry,
			run: tryAgain,
			disabled: unfinished ? undefined : text.noFailure,
			quiet: !unfinished,
		},
		mend: {
			keys: ['x'],
			label: text.fix,
			run: () => failure && show({kind: 'mend', at: run.failures.indexOf(failure), from}),
			disabled: failure === undefined ? text.noFailure : canMend ? undefined : text.noMend,
			quiet: !canMend,
		},
		edit: {
			keys: ['e'],
			label: text.edit,
			run: change,
			disabled: !ownAnswers ? text.otherAnswers : ended || failure ? undefined : text.notEnded,
			quiet: !ownAnswers,
		},
		aside: {
			keys: ['a'],
			label: text.setAside,
			run: () =>
				show(chosen !== undefined && workers.includes(chosen) ? {kind: 'set-aside', host: chosen, from} : {kind: 'pick-aside', from}),
			disabled: workers.length === 0 ? text.onlyWorkers : undefined,
			quiet: workers.length === 0,
		},
		turn: {
			keys: ['tab', 'h'],
			label: shown.kind === 'hosts' ? text.steps : text.hosts,
			run: () => show({kind: shown.kind === 'hosts' ? 'steps' : 'hosts'}),
		},
		pause: {keys: ['p'], label: paused ? text.goOn : text.pause, run: actions.pauseOrGoOn},
		shell: {keys: ['s'], label: text.shell, run: openShell, disabled: chosen === undefined ? words.common.none : undefined},
		order: {
			keys: ['o'],
			label: now.failedFirst ? text.planOrder : text.failedFirst,
			run: () => {
				now.order(!now.failedFirst);
				show({kind: 'hosts'});
			},
		},
		follow: {keys: ['f'], label: text.followStep, run: () => now.selectStep(undefined)},
		warnings: {
			keys: ['w'],
			label: text.warnings,
			run: () => show({kind: 'warnings', from}),
			disabled: run.warnings.length === 0 ? text.noWarning : undefined,
			// Beside their number stands the key.
			quiet: true,
		},
		close: {keys: ['esc'], label: words.keys.close, run: () => show({kind: 'steps'})},
		stop: ended
			? {keys: ['q'], label: text.saveAndQuit, run: now.leave}
			: {keys: ['q', 'ctrl+c'], label: text.stop, run: () => !isQuestion(shown) && show({kind: 'stop', from: shown})},
	} satisfies Record<string, Binding>;
}
