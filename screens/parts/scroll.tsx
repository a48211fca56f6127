import {Box, Text} from 'ink';
import {type ReactNode, useState} from 'react';
import {type Binding, useKeys} from './keys.tsx';
import {useLook} from './look.tsx';
import {moved} from './window.ts';

interface Props {
	/** One row each, with a key of its own. */
	readonly children: readonly {readonly key: string; readonly row: ReactNode}[];
	readonly rows: number;
	readonly focused: boolean;
	readonly bindings?: readonly Binding[];
}

/** Rows that may be more than fit: moved through with the keys of a list. Only those seen are laid out. */
export function Scroll({children, rows, focused, bindings = []}: Props) {
	const {words} = useLook();
	const [top, setTop] = useState(0);
	const more = children.length > rows;
	const room = more ? rows - 1 : rows;
	const end = Math.max(0, children.length - room);
	const first = Math.min(top, end);
	useKeys(
		{
			capture: (name) => {
				const next =
					name === 'up' || name === 'k'
						? Math.max(0, first - 1)
						: name === 'down' || name === 'j'
							? Math.min(end, first + 1)
							: moved(name, first, room, end + 1);
				if (next !== undefined && more) setTop(next);
				return next !== undefined && more;
			},
			bindings: [
				...(more ? [{keys: ['up', 'down', 'pageup', 'pagedown'], label: words.keys.scroll, run: () => {}, quiet: true}] : []),
				...bindings,
			],
		},
		focused,
	);
	return (
		<Box flexDirection="column" flexShrink={0}>
			{children.slice(first, first + room).map(({key, row}) => (
				<Box key={key} height={1} flexShrink={0}>
					{row}
				</Box>
			))}
			{more && <Text dimColor>{words.common.moreRows(first, children.length - first - room)}</Text>}
		</Box>
	);
}
