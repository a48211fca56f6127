import {Box, Text} from 'ink';
import {useState} from 'react';
import type {RunView} from '../../src/store/run-view.ts';
import {useKeys} from '../parts/keys.tsx';
import {useLook} from '../parts/look.tsx';
import {TextField} from '../parts/text-field.tsx';
import {shortTime} from '../parts/time.ts';
import {moved} from '../parts/window.ts';
import {silenceMs} from './host-rows.tsx';

interface Props {
	readonly view: RunView;
	readonly host: string;
	readonly now: number;
	readonly rows: number;
	readonly path: string;
	readonly onClose: () => void;
	readonly onHost: (by: 1 | -1) => void;
}

/** A host's output: follows at the end, stays where it was scrolled to, filters by text. */
export function LogPane({view, host, now, rows, path, onClose, onHost}: Props) {
	const {words} = useLook();
	// Undefined: follow the end. Else the number of the first line shown and how many lines there were then.
	const [held, hold] = useState<{top: number; total: number}>();
	const [filter, setFilter] = useState('');
	const [filtering, setFiltering] = useState(false);
	const all = view.log(host);
	const needle = filter.toLowerCase();
	const lines = needle === '' ? all : all.filter((line) => `${line.step} ${words.say(line.text)}`.toLowerCase().includes(needle));
	const room = Math.max(1, rows - 2 - (filtering ? 1 : 0));
	const end = Math.max(0, lines.length - room);
	const top = held ? Math.min(held.top, end) : end;
	const scroll = (name: string) => {
		const next = moved(name, top, room, end + 1);
		if (next === undefined) return false;
		hold(next >= end ? undefined : {top: next, total: lines.length});
		return true;
	};
	useKeys(
		{
			capture: scroll,
			bindings: [
				{keys: ['f'], label: words.install.follow, run: () => hold(undefined)},
				{keys: ['/'], label: words.keys.filter, run: () => setFiltering(true)},
				{keys: ['left', 'right'], label: words.install.otherHost, run: () => onHost(1)},
				{keys: ['esc', 'l'], label: words.keys.close, run: onClose},
			],
		},
		!filtering,
	);
	const stopFiltering = () => {
		setFilter('');
		setFiltering(false);
	};
	const last = all.at(-1)?.at ?? view.startedAt;
	const fresh = held ? lines.length - held.total : 0;
	return (
		<Box flexDirection="column" flexShrink={0}>
			<Text bold wrap="truncate">
				{words.install.logOf(host)}
				<Text dimColor>{`  ${path}${needle ? `  /${filter}` : ''}`}</Text>
			</Text>
			{filtering && (
				<TextField
					label={words.keys.filter}
					value={filter}
					focused
					submitLabel={words.keys.confirm}
					onChange={setFilter}
					onSubmit={() => setFiltering(false)}
					bindings={[{keys: ['esc'], label: words.keys.close, run: stopFiltering}]}
				/>
			)}
			<Box flexDirection="column" height={room} overflow="hidden">
				{lines.length === 0 && <Text dimColor>{words.install.noOutput}</Text>}
				{lines.slice(top, top + room).map((line) => (
					<Text key={line.number} wrap="truncate">
						{words.say(line.text) || ' '}
					</Text>
				))}
			</Box>
			<Text color="yellow" wrap="truncate">
				{fresh > 0
					? words.install.newLines(fresh)
					: !view.end && now - last >= silenceMs
						? words.install.silent(shortTime(now - last))
						: ' '}
			</Text>
		</Box>
	);
}
