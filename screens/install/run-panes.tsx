import {Box} from 'ink';
import {logDirectory} from '../../src/store/log-directory.ts';
import {useRoom} from '../parts/frame.tsx';
import {List} from '../parts/list.tsx';
import {useLook} from '../parts/look.tsx';
import {useWizard} from '../parts/store-context.tsx';
import {FailurePane} from './failure-pane.tsx';
import {HostRow} from './host-rows.tsx';
import {LogPane} from './log-pane.tsx';
import {Overall} from './overall.tsx';
import type {Standing} from './standing.ts';
import {StepTree} from './step-tree.tsx';
import type {Log} from './view.ts';
import {WarningsPane} from './warnings-pane.tsx';

interface Props {
	readonly standing: Standing;
	readonly now: number;
}

/** The run's head, and under it the pane that was chosen. */
export function RunPanes({standing, now}: Props) {
	const {words} = useLook();
	const {rows, columns} = useRoom();
	const {run, shown, hosts, chosen, choose, step, selectStep} = standing;
	const directory = useWizard(logDirectory) ?? '';
	const body = rows - 3;
	return (
		<Box flexDirection="column">
			<Overall view={run} now={now} columns={columns} workers={standing.workers} />
			{shown.kind === 'steps' && (
				<StepTree view={run} hosts={hosts} selected={step} onSelect={selectStep} rows={body} columns={columns} now={now} />
			)}
			{shown.kind === 'hosts' && (
				<List
					items={hosts}
					keyOf={(name) => name}
					selected={Math.max(0, hosts.indexOf(chosen ?? ''))}
					onSelect={(at) => choose(hosts[at])}
					rows={body}
					focused
					empty={words.common.none}
				>
					{(name) => <HostRow view={run} host={name} now={now} columns={columns - 2} />}
				</List>
			)}
			{shown.kind === 'log' && (
				<LogPane
					key={'host' in shown.of ? shown.of.host : shown.of.step}
					view={run}
					target={shown.of}
					now={now}
					rows={body}
					path={`${directory}/hosts/${'host' in shown.of ? `${shown.of.host}.log` : ''}`}
					onClose={() => standing.show(shown.from)}
					onOther={(by) => standing.show(neighbour(shown, standing, by))}
				/>
			)}
			{shown.kind === 'warnings' && <WarningsPane view={run} rows={body} columns={columns} onClose={() => standing.show(shown.from)} />}
			{shown.kind === 'failure' && <FailurePane failures={run.failures} at={shown.at} rows={body} columns={columns} />}
		</Box>
	);
}

/** The log of the next host or step. */
function neighbour(shown: Log, {run, hosts}: Standing, by: 1 | -1): Log {
	const {of} = shown;
	const next = (names: readonly string[], name: string) => names[(names.indexOf(name) + by + names.length) % names.length] ?? name;
	if ('host' in of) return {...shown, of: {host: next(hosts, of.host)}};
	return {
		...shown,
		of: {
			step: next(
				run.steps.map((step) => step.id),
				of.step,
			),
		},
	};
}
