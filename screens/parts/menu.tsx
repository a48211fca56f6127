import {Box, Text} from 'ink';
import SelectInput from 'ink-select-input';
import {useRoom} from './frame.tsx';
import {useKeys} from './keys.tsx';
import {useLook} from './look.tsx';

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

/** A choice of one among several harmless answers. */
export function Menu<Value>({title, items, current, onChoose, onClose}: Props<Value>) {
	const {words, glyph} = useLook();
	const {rows} = useRoom();
	useKeys({
		modal: true,
		bindings: [
			{keys: ['enter'], label: words.keys.choose, run: () => {}},
			{keys: ['up', 'down', 'j', 'k'], label: words.keys.move, run: () => {}, quiet: true},
			{keys: ['esc'], label: words.keys.close, run: onClose},
		],
	});
	return (
		<Box flexDirection="column">
			<Text bold>{title}</Text>
			<SelectInput
				items={items.map((item, key) => ({key: String(key), label: item.label, value: item.value}))}
				initialIndex={Math.max(
					0,
					items.findIndex((item) => item.value === current),
				)}
				limit={Math.max(3, rows - 3)}
				onSelect={(item) => onChoose(item.value)}
				indicatorComponent={({isSelected}) => <Text>{`${isSelected ? glyph('selected') : ' '} `}</Text>}
			/>
		</Box>
	);
}
