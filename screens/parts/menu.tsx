import {Box, Text} from 'ink';
import {useState} from 'react';
import {useRoom} from './frame.tsx';
import {useKeys} from './keys.tsx';
import {List} from './list.tsx';
import {useLook} from './look.tsx';
import {moved} from './window.ts';

interface MenuItem<Value> {
	readonly label: string;
	readonly value: Value;
}

interface Props<Value> {
	readonly title: string;
	readonly items: readonly MenuItem<Value>[];
	readonly current?: Value;
	readonly onChoose: (value: Value) => void;
	readonly onClose: () => void;
}

/** A choice of one among several harmless answers, in an order that stays. Only Enter chooses: a digit that is meant as text must not. */
export function Menu<Value>({title, items, current, onChoose, onClose}: Props<Value>) {
	const {words} = useLook();
	const {rows} = useRoom();
	const numbered = items.map((item, number) => ({...item, number}));
	const [at, move] = useState(() =>
		Math.max(
			0,
			items.findIndex((item) => item.value === current),
		),
	);
	const selected = Math.min(at, items.length - 1);
	const listRows = Math.max(3, rows - 2);
	const choose = () => {
		const item = items[selected];
		if (item) onChoose(item.value);
	};
	useKeys({
		modal: true,
		capture: (name) => {
			const next = moved(name, selected, listRows - 1, items.length);
			if (next !== undefined) move(next);
			return next !== undefined;
		},
		bindings: [
			{keys: ['enter'], label: words.keys.choose, run: choose},
			{keys: ['up', 'down', 'j', 'k'], label: words.keys.move, run: () => {}, quiet: true},
			{keys: ['esc'], label: words.keys.close, run: onClose},
		],
	});
	return (
		<Box flexDirection="column">
			<Text bold>{title}</Text>
			<List
				items={numbered}
				keyOf={({number}) => String(number)}
				selected={selected}
				onSelect={move}
				rows={listRows}
				focused={false}
				empty={words.common.none}
			>
				{({label}, chosen) => (
					<Text bold={chosen} wrap="truncate">
						{label}
					</Text>
				)}
			</List>
		</Box>
	);
}
