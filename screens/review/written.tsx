import {Box, Text} from 'ink';
import {useRoom} from '../parts/frame.tsx';
import {useKeys} from '../parts/keys.tsx';
import {useLook} from '../parts/look.tsx';
import {shellLines} from '../parts/shell-lines.ts';
import {wrapCells} from '../parts/wrap.ts';

/** What was written, under its whole path, and what can be done with it. */
export interface Writing {
	readonly title: string;
	/** A path, or a command: shown so that it can be copied. */
	readonly command: string;
	readonly lines: readonly string[];
}

/** Tells of a file that was written. It stays until a key, for a path in one line of notice would be cut. */
export function Written({title, command, lines, onClose}: Writing & {readonly onClose: () => void}) {
	const {words, glyph} = useLook();
	const {columns} = useRoom();
	useKeys({bindings: [{keys: ['enter', 'esc'], label: words.keys.close, run: onClose}]});
	const rows = [...shellLines(command, columns - 1), '', ...lines.flatMap((line) => wrapCells(line, columns - 1))];
	return (
		<Box flexDirection="column">
			<Text bold color="green">
				{`${glyph('done')} ${title}`}
			</Text>
			<Text> </Text>
			{rows.map((row, at) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: lines may repeat and never move
				<Text key={at} wrap="truncate">
					{row || ' '}
				</Text>
			))}
		</Box>
	);
}
