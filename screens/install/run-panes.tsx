import {Box} from 'ink';
import type {RunView} from '../../src/store/run-view.ts';
import {useRoom} from '../parts/frame.tsx';
import {List} from '../parts/list.tsx';
import {useLook} from '../parts/look.tsx';
import {FailurePane} from './failure-pane.tsx';
import {HostRow} from './host-rows.tsx';
import {LogPane} from './log-pane.tsx';
import {Overall} from './overall.tsx';
import {StepTree} from './step-tree.tsx';
import type {View} from './view.ts';

interface Props {
	readonly run: RunView;
	readonly now: number;
	readonly paused: boolean;
	readonly shown: View;
	readonly show: (view: View) => void;
	/** Those that need the operator first. */
	readonly hosts: readonly string[];
	readonly host: number;
	readonly onHost: (at: number) => void;
	readonly step: number;
	readonly onStep: (at: number) => void;
}

/** The run's head, and under it the pane that was chosen. */
export function RunPanes({run, now, paused, shown, show, hosts, host, onHost, step, onStep}: Props) {
	const {words} = useLook();
	const {rows, columns} = useRoom();
	const body = rows - 3;
	const other = (name: string, by: 1 | -1) => hosts[(hosts.indexOf(name) + by + hosts.length) % hosts.length] ?? name;
	return (
		<Box flexDirection="column">
			<Overall view={run} now={now} columns={columns} paused={paused} />
			{shown.kind === 'steps' && (
				<StepTree view={run} hosts={hosts} selected={step} onSelect={onStep} rows={body} columns={columns} now={now} />
			)}
			{shown.kind === 'hosts' && (
				<List items={hosts} keyOf={(name) => name} selected={host} onSelect={onHost} rows={body} focused empty={words.common.none}>
					{(name) => <HostRow view={run} host={name} now={now} columns={columns - 2} />}
				</List>
			)}
			{shown.kind === 'log' && (
				<LogPane
					key={shown.host}
					view={run}
					host={shown.host}
					now={now}
					rows={body}
					path={run.start ? `${run.start.run}/hosts/${shown.host}.log` : ''}
					onClose={() => show({kind: shown.from})}
					onHost={(by) => show({...shown, host: other(shown.host, by)})}
				/>
			)}
			{shown.kind === 'failure' && (
				<FailurePane
					failures={run.failures}
					at={shown.at}
					rows={body}
					columns={columns}
					onMove={(at) => show({kind: 'failure', at})}
					onClose={() => show({kind: 'steps'})}
				/>
			)}
		</Box>
	);
}
