import {Box} from 'ink';
import {useMemo} from 'react';
import type {RunView} from '../../src/store/run-view.ts';
import {List} from '../parts/list.tsx';
import {HostRow} from './host-rows.tsx';
import {StepLine} from './step-rows.tsx';
import {treeColumns} from './strip.ts';

interface Props {
	readonly view: RunView;
	readonly hosts: readonly string[];
	readonly selected: number;
	readonly onSelect: (at: number) => void;
	readonly rows: number;
	readonly columns: number;
	readonly now: number;
}

/** Steps as rows with a cell per host, and below them the hosts that need an eye most. */
export function StepTree({view, hosts, selected, onSelect, rows, columns, now}: Props) {
	const tail = Math.min(hosts.length, Math.max(2, Math.floor(rows / 3)));
	// The view is one mutable value: its steps are others with another start.
	const widths = useMemo(() => treeColumns(view, columns - 2), [view, view.start, columns]);
	return (
		<Box flexDirection="column" flexShrink={0}>
			<List
				items={view.steps}
				keyOf={(row) => row.id}
				selected={selected}
				onSelect={onSelect}
				rows={Math.max(2, rows - tail - 1)}
				focused
				empty=" "
			>
				{(row) => <StepLine view={view} step={row} changes={view.tallyOfStep(row.id).changes} widths={widths} />}
			</List>
			<Box flexDirection="column" marginTop={1} flexShrink={0}>
				{hosts.slice(0, tail).map((name) => (
					<HostRow key={name} view={view} host={name} now={now} columns={columns} />
				))}
			</Box>
		</Box>
	);
}
