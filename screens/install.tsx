import {Box} from 'ink';
import {useState} from 'react';
import {FailurePane} from './install/failure-pane.tsx';
import {HostRow, hostsByNeed} from './install/host-rows.tsx';
import {LogPane} from './install/log-pane.tsx';
import {Overall} from './install/overall.tsx';
import {Refused} from './install/refused.tsx';
import {StepLine} from './install/step-rows.tsx';
import {StopQuestion} from './install/stop-question.tsx';
import {stepSums} from './install/strip.ts';
import {Confirm} from './parts/confirm.tsx';
import {useRoom} from './parts/frame.tsx';
import {useKeys} from './parts/keys.tsx';
import {List} from './parts/list.tsx';
import {useLook} from './parts/look.tsx';
import {useActions, useWizard} from './parts/store-context.tsx';
import {useTerminal} from './parts/terminal.ts';
import {useNow} from './parts/time.ts';

type View =
	| {readonly kind: 'steps'}
	| {readonly kind: 'hosts'}
	| {readonly kind: 'log'; readonly host: string; readonly from: 'steps' | 'hosts'}
	| {readonly kind: 'failure'; readonly at: number}
	| {readonly kind: 'stop'}
	| {readonly kind: 'set-aside'; readonly host: string};

/** The install as it runs: the step tree, the hosts, the output of one, the failures. */
export function Install() {
	const {words} = useLook();
	const {rows, columns} = useRoom();
	const view = useWizard((state) => state.run);
	const version = useWizard((state) => state.runVersion);
	const paused = useWizard((state) => state.paused);
	const actions = useActions();
	const {lend} = useTerminal();
	const [shown, show] = useState<View>({kind: 'steps'});
	// Undefined: the selection follows the step at work.
	const [step, setStep] = useState<number>();
	const [host, setHost] = useState(0);
	const now = useNow(version > 0 && !view.end);
	const hosts = hostsByNeed(view);
	const active = view.steps.findIndex((row) => stepSums(view, row).state !== 'done');
	const selected = step ?? Math.max(0, active === -1 ? view.steps.length - 1 : active);
	const openLog = (name: string | undefined, from: 'steps' | 'hosts') => name !== undefined && show({kind: 'log', host: name, from});
	const ended = view.end !== undefined || view.refusal !== undefined;
	const chosen =
		shown.kind === 'failure' ? view.failures[shown.at]?.host : hosts[shown.kind === 'hosts' ? Math.min(host, hosts.length - 1) : 0];
	const isWorker = useWizard((state) =>
		state.draft.hosts.some((entry) => (entry.name ?? entry.address) === chosen && !entry.roles?.includes('control-plane')),
	);
	const steps = () => show({kind: 'steps'});
	useKeys(
		{
			bindings: [
				{
					keys: ['n'],
					label: words.install.failures,
					run: () => show({kind: 'failure', at: 0}),
					disabled: view.failures.length === 0 ? words.install.noFailure : undefined,
				},
				{
					keys: ['l'],
					label: words.install.log,
					run: () => openLog(hosts[shown.kind === 'hosts' ? host : 0], shown.kind === 'hosts' ? 'hosts' : 'steps'),
				},
				{
					keys: ['tab', 'h'],
					label: shown.kind === 'hosts' ? words.install.steps : words.install.hosts,
					run: () => show({kind: shown.kind === 'hosts' ? 'steps' : 'hosts'}),
				},
				{
					keys: ['p'],
					label: paused ? words.install.goOn : words.install.pause,
					run: actions.pauseOrGoOn,
					disabled: ended ? words.keys.close : undefined,
					quiet: ended,
				},
				{
					keys: ['enter'],
					label: ended ? words.install.result : words.install.log,
					run: () => (ended ? actions.next() : openLog(hosts[shown.kind === 'hosts' ? host : 0], 'hosts')),
				},
				{keys: ['f'], label: words.install.follow, run: () => setStep(undefined), quiet: true},
				{
					keys: ['r'],
					label: words.install.retry,
					run: () => actions.retry(chosen ?? ''),
					disabled: view.failures.length === 0 && view.refusal === undefined ? words.install.noFailure : undefined,
					quiet: view.failures.length === 0 && view.refusal === undefined,
				},
				{
					keys: ['a'],
					label: words.install.setAside,
					run: () => chosen && show({kind: 'set-aside', host: chosen}),
					disabled: isWorker ? undefined : words.install.onlyWorkers,
					quiet: true,
				},
				{keys: ['s'], label: words.install.shell, run: () => chosen && void lend(() => actions.openShell(chosen)), quiet: true},
				{
					keys: ['e'],
					label: words.install.edit,
					run: () => actions.go('topology'),
					disabled: ended ? undefined : words.install.notEnded,
					quiet: true,
				},
				...(ended ? [] : [{keys: ['q', 'ctrl+c'], label: words.install.stop, run: () => show({kind: 'stop'})}]),
			],
		},
		shown.kind === 'steps' || shown.kind === 'hosts' || shown.kind === 'failure',
	);
	if (shown.kind === 'stop') {
		const end = (how: () => void) => () => {
			how();
			steps();
		};
		return <StopQuestion onStay={steps} onDrain={end(actions.drain)} onDetach={end(actions.detach)} />;
	}
	if (shown.kind === 'set-aside') {
		const act = () => {
			actions.setAside(shown.host);
			steps();
		};
		return (
			<Confirm
				title={words.install.setAsideTitle(shown.host)}
				lines={words.install.setAsideLines}
				safe={words.install.keepHost}
				act={words.install.setAside}
				onSafe={steps}
				onAct={act}
			/>
		);
	}
	if (view.refusal) return <Refused refusal={view.refusal} />;
	const head = 3;
	const tail = shown.kind === 'steps' ? Math.min(hosts.length, Math.max(2, Math.floor(rows / 3))) : 0;
	return (
		<Box flexDirection="column">
			<Overall view={view} now={now} columns={columns} paused={paused} />
			<Box height={1} flexShrink={0} />
			{shown.kind === 'steps' && (
				<List
					items={view.steps}
					keyOf={(row) => row.id}
					selected={selected}
					onSelect={setStep}
					rows={rows - head - tail - 1}
					focused
					empty={words.install.connecting(view.hosts.size)}
				>
					{(row) => <StepLine view={view} step={row} columns={columns - 2} />}
				</List>
			)}
			{shown.kind === 'steps' && (
				<Box flexDirection="column" marginTop={1} flexShrink={0}>
					{hosts.slice(0, tail).map((name) => (
						<HostRow key={name} view={view} host={name} now={now} columns={columns} />
					))}
				</Box>
			)}
			{shown.kind === 'hosts' && (
				<List
					items={hosts}
					keyOf={(name) => name}
					selected={Math.min(host, hosts.length - 1)}
					onSelect={setHost}
					rows={rows - head}
					focused
					empty={words.common.none}
				>
					{(name) => <HostRow view={view} host={name} now={now} columns={columns - 2} />}
				</List>
			)}
			{shown.kind === 'log' && (
				<LogPane
					view={view}
					host={shown.host}
					now={now}
					rows={rows - head}
					path={view.start ? `${view.start.run}/hosts/${shown.host}.log` : ''}
					onClose={() => show({kind: shown.from})}
					onHost={(by) => show({...shown, host: hosts[(hosts.indexOf(shown.host) + by + hosts.length) % hosts.length] ?? shown.host})}
				/>
			)}
			{shown.kind === 'failure' && (
				<FailurePane
					failures={view.failures}
					at={shown.at}
					rows={rows - head}
					onMove={(at) => show({kind: 'failure', at})}
					onClose={() => show({kind: 'steps'})}
				/>
			)}
		</Box>
	);
}
