import {Box, Text} from 'ink';
import {useState} from 'react';
import type {LogLine} from '../../src/store/output-log.ts';
import type {RunView} from '../../src/store/run-view.ts';
import {fitCells} from '../parts/cells.ts';
import {useKeys} from '../parts/keys.tsx';
import {useLook} from '../parts/look.tsx';
import {SearchField} from '../parts/search-field.tsx';
import {moved} from '../parts/window.ts';
import {quietFor} from './silence.ts';
import type {LogTarget} from './view.ts';

interface Props {
	readonly view: RunView;
	readonly target: LogTarget;
	readonly now: number;
	readonly rows: number;
	/** The file that holds all of it, or the directory when it is in several. */
	readonly path: string;
	readonly onClose: () => void;
	/** To the neighbour: the next host, or the next step. */
	readonly onOther: (by: 1 | -1) => void;
}

/** Output of a host, or of all hosts at a step: follows at the end, stays where it was scrolled to, filters by text. */
export function LogPane({view, target, now, rows, path, onClose, onOther}: Props) {
	const {words} = useLook();
	// Undefined: follow the end. Else the first line shown, and the last one there was then: older lines may fall out meanwhile.
	const [held, hold] = useState<{readonly first: number; readonly last: number}>();
	const [filter, setFilter] = useState('');
	const [filtering, setFiltering] = useState(false);
	const all = linesOf(view, target);
	const needle = filter.toLowerCase();
	const text = (line: LogLine) => words.say(line.text);
	const lines = needle === '' ? all : all.filter((line) => `${line.step} ${line.host} ${text(line)}`.toLowerCase().includes(needle));
	const room = Math.max(1, rows - 3 - (filtering ? 1 : 0));
	const end = Math.max(0, lines.length - room);
	const at = held ? lines.findIndex((line) => line.number >= held.first) : end;
	const top = at === -1 ? end : Math.min(at, end);
	const scroll = (name: string) => {
		const next = moved(name, top, room, end + 1);
		if (next === undefined) return false;
		const [first, last] = [lines[next], lines.at(-1)];
		hold(next >= end || !first || !last ? undefined : {first: first.number, last: last.number});
		return true;
	};
	const other = 'host' in target ? words.install.otherHost : words.install.otherStep;
	useKeys(
		{
			capture: scroll,
			bindings: [
				{keys: ['f'], label: words.install.follow, run: () => hold(undefined)},
				{keys: ['/'], label: words.keys.filter, run: () => setFiltering(true)},
				{keys: ['right'], label: other, run: () => onOther(1)},
				{keys: ['left'], label: other, run: () => onOther(-1), quiet: true},
				{keys: ['esc', 'l'], label: words.keys.close, run: onClose},
			],
		},
		!filtering,
	);
	const stopFiltering = () => {
		setFilter('');
		setFiltering(false);
	};
	const fresh = held ? lines.filter((line) => line.number > held.last).length : 0;
	return (
		<Box flexDirection="column" flexShrink={0}>
			<Text bold wrap="truncate">
				{'host' in target ? words.install.logOf(target.host) : words.install.logOfStep(titleOf(view, target.step, words.say))}
				<Text dimColor>{needle && !filtering ? `  /${filter}` : ''}</Text>
			</Text>
			<Text dimColor wrap="truncate-start">
				{path}
			</Text>
			{filtering && (
				<SearchField
					label={words.keys.filter}
					value={filter}
					onChange={setFilter}
					onDone={() => setFiltering(false)}
					onClose={stopFiltering}
				/>
			)}
			<Box flexDirection="column" height={room} overflow="hidden">
				{lines.length === 0 && <Text dimColor>{needle === '' ? words.install.noOutput : words.install.noMatch}</Text>}
				{lines.slice(top, top + room).map((line) => (
					<Text key={line.number} wrap="truncate">
						{'step' in target && <Text color="cyan">{`${fitCells(line.host, Math.min(16, Math.max(4, view.longestName)))} `}</Text>}
						{text(line) || ' '}
					</Text>
				))}
			</Box>
			<Text color="yellow" wrap="truncate">
				{statusOf()}
			</Text>
		</Box>
	);

	function statusOf(): string {
		if (fresh > 0) return words.install.newLines(fresh);
		if (held) return words.common.moreRows(top, end - top);
		const quiet = quietFor(all.at(-1)?.at ?? view.startedAt, now);
		return !view.end && quiet !== undefined ? words.install.silent(quiet) : ' ';
	}
}

function linesOf(view: RunView, target: LogTarget): readonly LogLine[] {
	return 'host' in target ? view.output.ofHost(target.host) : view.output.ofStep(target.step);
}

function titleOf(view: RunView, id: string, say: ReturnType<typeof useLook>['words']['say']): string {
	return say(view.steps.find((step) => step.id === id)?.title ?? id);
}
