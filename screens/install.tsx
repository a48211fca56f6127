import {Box} from 'ink';
import {useState} from 'react';
import {FailurePane} from './install/failure-pane.tsx';
import {HostRow, hostsByNeed} from './install/host-rows.tsx';
import {LogPane} from './install/log-pane.tsx';
import {Overall} from './install/overall.tsx';
import {StepLine} from './install/step-rows.tsx';
import {stepSums} from './install/strip.ts';
import {useRoom} from './parts/frame.tsx';
import {useKeys} from './parts/keys.tsx';
import {List} from './parts/list.tsx';
import {useLook} from './parts/look.tsx';
import {useActions, useWizard} from './parts/store-context.tsx';
import {useNow} from './parts/time.ts';

type View =
	| {readonly kind: 'steps'}
	| {readonly kind: 'hosts'}
	| {readonly kind: 'log'; readonly host: string; readonly from: 'steps' | 'hosts'}
	| {readonly kind: 'failure'; readonly at: number};

/** The install as it runs: the step tree, the hosts, the output of one, the failures. */
export function Install() {
	const {words} = useLook();
	const {rows, columns} = useRoom();
	const view = useWizard((state) => state.run);
	const version = useWizard((state) => state.runVersion);
	const paused = useWizard((state) => state.paused);
	const actions = useActions();
	const [shown, show] = useState<View>({kind: 'steps'});
	// Undefined: the selection follows the step at work.
	const [step, setStep] = useState<number>();
	const [host, setHost] = useState(0);
	const now = useNow(version > 0 && !view.end);
	const hosts = hostsByNeed(view);
	const active = view.steps.findIndex((row) => stepSums(view, row).state !== 'done');
	const selected = step ?? Math.max(0, active === -1 ? view.steps.length - 1 : active);
	const openLog = (name: string | undefined, from: 'steps' | 'hosts') => name !== undefined && show({kind: 'log', host: name, from});
	const ended = view.end !== undefined;
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
			],
		},
		shown.kind === 'steps' || shown.kind === 'hosts',
	);
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
