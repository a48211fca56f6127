import {Box, Text} from 'ink';
import {useState} from 'react';
import stringWidth from 'string-width';
import {fitCells} from './cells.ts';
import {useRoom} from './frame.tsx';
import {keyLabel} from './key-name.ts';
import {type Binding, useKeys} from './keys.tsx';
import {useLook} from './look.tsx';
import {moved} from './window.ts';
import {wrapCells} from './wrap.ts';

interface Props {
	readonly title: string;
	readonly bindings: readonly Binding[];
	readonly onClose: () => void;
}

/** Keys that work everywhere, whatever is open. */
const always = ['ctrl+c', 'ctrl+z'];

/** Every key of the screen it was opened over, with the reason where one can't be used now. */
export function Help({title, bindings, onClose}: Props) {
	const {words, ascii} = useLook();
	const {rows, columns} = useRoom();
	const [top, setTop] = useState(0);
	const keysWidth = Math.floor(Math.min(24, columns / 3));
	const lines = bindings.flatMap((binding) => {
		const keys = fitCells(binding.keys.map((key) => keyLabel(key, ascii)).join(' '), keysWidth);
		const notNow = binding.disabled === undefined ? '' : words.keys.notNow(binding.disabled);
		const short = keysWidth + 1 + stringWidth(binding.label) + 2 + stringWidth(notNow) < columns;
		// Beside its key where it fits, else whole on lines of its own.
		const below = short || notNow === '' ? [] : wrapCells(notNow, columns - keysWidth - 4);
		return [
			{id: binding.keys.join(), keys, label: binding.label, notNow: short && notNow !== '' ? `  ${notNow}` : ''},
			...below.map((line, at) => ({id: `${binding.keys.join()} ${at}`, keys: ' '.repeat(keysWidth), label: '', notNow: `  ${line}`})),
		];
	});
	const more = lines.length > rows - 2;
	const visible = more ? rows - 3 : rows - 2;
	const below = Math.max(0, lines.length - top - visible);
	/** The key as the screen below has it: what it does there shows once the help is closed. */
	const through = (key: string): readonly Binding[] => {
		const below = bindings.find(({keys}) => keys.includes(key));
		if (!below) return [];
		const run = () => {
			onClose();
			below.run();
		};
		return [{...below, keys: [key], quiet: true, run}];
	};
	useKeys({
		modal: true,
		capture: (name) => {
			const next = moved(name, top, visible, Math.max(1, lines.length - visible + 1));
			if (next !== undefined) setTop(next);
			return next !== undefined;
		},
		bindings: [{keys: ['esc', '?', 'q', 'enter'], label: words.keys.close, run: onClose}, ...always.flatMap(through)],
	});
	return (
		<Box flexDirection="column">
			<Text bold>{title}</Text>
			<Text> </Text>
			{lines.slice(top, top + visible).map(({id, keys, label, notNow}) => (
				<Text key={id} wrap="truncate">
					<Text bold>{keys}</Text>
					<Text> {label}</Text>
					{notNow !== '' && <Text color="yellow">{notNow}</Text>}
				</Text>
			))}
			{more && <Text dimColor>{words.common.moreRows(top, below)}</Text>}
		</Box>
	);
}
