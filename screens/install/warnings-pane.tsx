import {Box, Text} from 'ink';
import {warningWords} from '../../src/events/warning.ts';
import type {RunView} from '../../src/store/run-view.ts';
import {useLook} from '../parts/look.tsx';
import {Scroll} from '../parts/scroll.tsx';
import {wrapCells} from '../parts/wrap.ts';

interface Props {
	readonly view: RunView;
	readonly rows: number;
	readonly columns: number;
	readonly onClose: () => void;
}

/** What the run warned of, uncut, the newest first. */
export function WarningsPane({view, rows, columns, onClose}: Props) {
	const {words, glyph} = useLook();
	const {warnings} = view;
	const lines = warnings.toReversed().flatMap((warning, index) =>
		wrapCells(words.say(warningWords(warning)), columns - 3).map((text, at) => ({
			key: `${warnings.length - index} ${at}`,
			row: <Text wrap="truncate">{`${at === 0 ? glyph('warning') : ' '} ${text}`}</Text>,
		})),
	);
	return (
		<Box flexDirection="column" flexShrink={0}>
			<Text bold wrap="truncate">
				{words.install.warningCount(warnings.length)}
			</Text>
			<Scroll rows={rows - 1} focused bindings={[{keys: ['esc', 'w'], label: words.keys.close, run: onClose}]}>
				{lines}
			</Scroll>
		</Box>
	);
}
