import {Box, Text} from 'ink';
import {type ReactNode, useRef} from 'react';
import {type Binding, useKeys} from './keys.tsx';
import {useLook} from './look.tsx';
import {moved, windowStart} from './window.ts';

interface Props<Item> {
	readonly items: readonly Item[];
	readonly keyOf: (item: Item) => string;
	readonly selected: number;
	readonly onSelect: (index: number) => void;
	/** Rows to fill. */
	readonly rows: number;
	readonly focused: boolean;
	/** A field for the chosen row is open and has the marker. */
	readonly waits?: boolean;
	readonly bindings?: readonly Binding[];
	readonly empty: string;
	readonly children: (item: Item, selected: boolean, index: number) => ReactNode;
}

/** A list one moves in with arrows, j/k, PgUp/PgDn, Home and End; shows the rows of its window and how many are hidden. */
export function List<Item>(props: Props<Item>) {
	const {glyph, words} = useLook();
	const first = useRef(0);
	const total = props.items.length;
	const needsMore = total > props.rows;
	const rows = Math.max(1, needsMore ? props.rows - 1 : props.rows);
	first.current = windowStart(first.current, props.selected, rows, total);
	useKeys(
		{
			capture: (name) => {
				const next = moved(name, props.selected, rows, total);
				if (next !== undefined && next !== props.selected) props.onSelect(next);
				return next !== undefined && total > 0;
			},
			bindings: [{keys: ['up', 'down'], label: words.keys.move, run: () => {}, quiet: true}, ...(props.bindings ?? [])],
		},
		props.focused,
	);
	if (total === 0) return <Text dimColor>{props.empty}</Text>;
	const hidden = total - Math.min(total, first.current + rows);
	return (
		<Box flexDirection="column" flexShrink={0} aria-role="listbox">
			{props.items.slice(first.current, first.current + rows).map((item, at) => {
				const index = first.current + at;
				const chosen = index === props.selected;
				return (
					<Box key={props.keyOf(item)} aria-role="option" aria-state={{selected: chosen}}>
						<Box flexShrink={0}>
							<Text
								bold={chosen}
								color={chosen && props.focused ? 'cyan' : ''}
							>{`${chosen ? glyph(props.waits ? 'next' : 'selected') : ' '} `}</Text>
						</Box>
						{props.children(item, chosen, index)}
					</Box>
				);
			})}
			{needsMore && <Text dimColor>{`  ${words.common.moreRows(first.current, hidden)}`}</Text>}
		</Box>
	);
}
