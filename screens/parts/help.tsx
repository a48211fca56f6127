import {Box, Text} from 'ink';
import {useState} from 'react';
import {fitCells} from './cells.ts';
import {useRoom} from './frame.tsx';
import {keyLabel} from './key-name.ts';
import {type Binding, useKeys} from './keys.tsx';
import {useLook} from './look.tsx';
import {moved} from './window.ts';

interface Props {
	readonly title: string;
	readonly bindings: readonly Binding[];
	readonly onClose: () => void;
}

/** Every key of the screen it was opened over, with the reason where one can't be used now. */
export function Help({title, bindings, onClose}: Props) {
	const {words, ascii} = useLook();
	const {rows, columns} = useRoom();
	const [top, setTop] = useState(0);
	const more = bindings.length > rows - 2;
	const visible = more ? rows - 3 : rows - 2;
	const below = Math.max(0, bindings.length - top - visible);
	useKeys({
		modal: true,
		capture: (name) => {
			const next = moved(name, top, visible, Math.max(1, bindings.length - visible + 1));
			if (next !== undefined) setTop(next);
			return next !== undefined;
		},
		bindings: [{keys: ['esc', '?', 'q', 'enter'], label: words.keys.close, run: onClose}],
	});
	return (
		<Box flexDirection="column">
			<Text bold>{title}</Text>
			<Text> </Text>
			{bindings.slice(top, top + visible).map((binding) => (
				<Text key={binding.keys.join()} wrap="truncate">
					<Text bold>{fitCells(binding.keys.map((key) => keyLabel(key, ascii)).join(' '), Math.min(24, columns / 3))}</Text>
					<Text> {binding.label}</Text>
					{binding.disabled !== undefined && <Text color="yellow">{`  ${words.keys.notNow(binding.disabled)}`}</Text>}
				</Text>
			))}
			{more && <Text dimColor>{words.common.moreRows(top, below)}</Text>}
		</Box>
	);
}
