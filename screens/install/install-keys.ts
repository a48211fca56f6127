import {type Binding, useKeys} from '../parts/keys.tsx';
import {useLook} from '../parts/look.tsx';
import {useActions} from '../parts/store-context.tsx';
import type {View} from './view.ts';

interface Standing {
	readonly shown: View;
	readonly show: (view: View) => void;
	readonly active: boolean;
	/** The run is over, or could not begin. */
	readonly ended: boolean;
	readonly paused: boolean;
	/** Host that the keys are about. */
	readonly chosen: string | undefined;
	readonly workers: readonly string[];
	/** Number of failures so far. */
	readonly failures: number;
	readonly refused: boolean;
	readonly follow: () => void;
	readonly openShell: (host: string) => void;
}

/** The keys of the install screen. In the footer stand those that matter now: when something failed, what can be done about it. */
export function useInstallKeys(now: Standing): void {
	const {words} = useLook();
	const text = words.install;
	const actions = useActions();
	const {shown, show, chosen, ended, failures, refused} = now;
	const from = shown.kind === 'hosts' ? 'hosts' : 'steps';
	const openLog = () => chosen !== undefined && show({kind: 'log', host: chosen, from});
	const trouble = failures > 0 || refused;
	const askAside = () =>
		show(chosen !== undefined && now.workers.includes(chosen) ? {kind: 'set-aside', host: chosen} : {kind: 'pick-aside'});
	const log: Binding = {keys: ['l'], label: text.log, run: openLog, disabled: chosen === undefined ? text.noOutput : undefined};
	const bindings: readonly Binding[] = [
		...(ended
			? [
					{
						keys: ['enter'],
						label: text.result,
						run: () => void actions.next(),
						disabled: refused ? text.refused : undefined,
						quiet: refused,
					},
				]
			: [{...log, keys: ['enter', 'l']}]),
		{
			keys: ['n'],
			label: text.failures,
			run: () => show({kind: 'failure', at: 0}),
			disabled: failures ? undefined : text.noFailure,
			quiet: !failures,
		},
		{
			keys: ['r'],
			label: text.retry,
			run: () => actions.retry(chosen ?? ''),
			disabled: trouble ? undefined : text.noFailure,
			quiet: !trouble,
		},
		{
			keys: ['a'],
			label: text.setAside,
			run: askAside,
			disabled: now.workers.length > 0 ? undefined : text.onlyWorkers,
			quiet: now.workers.length === 0 || (ended && !trouble),
		},
		{keys: ['tab', 'h'], label: from === 'hosts' ? text.steps : text.hosts, run: () => show({kind: from === 'hosts' ? 'steps' : 'hosts'})},
		...(ended ? [log] : [{keys: ['p'], label: now.paused ? text.goOn : text.pause, run: actions.pauseOrGoOn}]),
		{keys: ['e'], label: text.edit, run: () => actions.go('topology'), disabled: ended ? undefined : text.notEnded, quiet: !trouble},
		{
			keys: ['s'],
			label: text.shell,
			run: () => chosen && now.openShell(chosen),
			disabled: chosen ? undefined : words.common.none,
			quiet: true,
		},
		{keys: ['f'], label: text.follow, run: now.follow, quiet: true},
		...(ended ? [] : [{keys: ['q', 'ctrl+c'], label: text.stop, run: () => show({kind: 'stop'})}]),
	];
	useKeys({bindings}, now.active);
}
