import {Box, Text} from 'ink';
import {useMemo, useState} from 'react';
import type {PlanView} from '../../src/store/engine.ts';
import {useRoom} from '../parts/frame.tsx';
import type {Binding} from '../parts/keys.tsx';
import {List} from '../parts/list.tsx';
import {useLook} from '../parts/look.tsx';
import {SearchField} from '../parts/search-field.tsx';
import {wrapCells} from '../parts/wrap.ts';
import {commandsOf} from './command-lines.ts';
import type {Opens} from './rows.ts';

interface Props {
	readonly plan: PlanView;
	readonly opens: Opens;
	readonly onOpen: (opens: Opens) => void;
	readonly onClose: () => void;
}

/** The very commands of a step or of a host, uncut and searchable. */
export function CommandView({plan, opens, onOpen, onClose}: Props) {
	const {words} = useLook();
	const {rows, columns} = useRoom();
	const [at, setAt] = useState(0);
	const [search, setSearch] = useState('');
	const [searching, setSearching] = useState(false);
	const commands = useMemo(() => commandsOf(plan, opens, words), [plan, opens, words]);
	const lines = useMemo(
		() => (commands?.lines ?? []).flatMap((line) => wrapCells(line, columns - 3)).map((text, number) => ({text, number})),
		[commands, columns],
	);
	if (!commands) return null;
	const wanted = search.toLowerCase();
	const jump = (from: number, text = wanted) => {
		const hits = lines.filter((line) => text !== '' && line.text.toLowerCase().includes(text));
		const hit = hits.find((line) => line.number >= from) ?? hits[0];
		if (hit) setAt(hit.number);
		return hits.length;
	};
	const hits = wanted === '' ? 0 : lines.filter((line) => line.text.toLowerCase().includes(wanted)).length;
	const {other} = commands;
	const bindings: readonly Binding[] = [
		{keys: ['esc', 'enter'], label: words.keys.close, run: onClose},
		...(other ? [{keys: ['tab', 'right'], label: words.review.otherHost, run: () => onOpen(other)}] : []),
		{keys: ['/'], label: words.review.search, run: () => setSearching(true)},
		{keys: ['n'], label: words.review.nextHit, run: () => void jump(at + 1), disabled: hits > 0 ? undefined : words.review.noHit},
	];
	return (
		<Box flexDirection="column">
			<Text bold wrap="truncate">
				{commands.title}
				{wanted !== '' && <Text dimColor>{`  /${search}: ${words.review.hits(hits)}`}</Text>}
			</Text>
			<List
				items={lines}
				keyOf={(line) => String(line.number)}
				selected={Math.min(at, lines.length - 1)}
				onSelect={setAt}
				rows={rows - (searching ? 2 : 1)}
				focused={!searching}
				empty={words.common.none}
				bindings={bindings}
			>
				{({text}) => (
					<Text wrap="truncate" dimColor={text.startsWith('#')}>
						{text || ' '}
					</Text>
				)}
			</List>
			{searching && (
				<SearchField
					label={words.review.search}
					value={search}
					onChange={(text) => {
						setSearch(text);
						jump(at, text.toLowerCase());
					}}
					onDone={() => setSearching(false)}
					onClose={() => setSearching(false)}
				/>
			)}
		</Box>
	);
}
