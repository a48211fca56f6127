import {Box, Text} from 'ink';
import type {Said} from '../../src/told.ts';
import {Agreed} from '../parts/agreed.tsx';
import {useLook} from '../parts/look.tsx';
import {Scroll} from '../parts/scroll.tsx';
import {wrapCells} from '../parts/wrap.ts';

interface Props {
	readonly differences: readonly Said[];
	readonly rows: number;
	readonly columns: number;
	readonly onAnswer: (yes: boolean) => void;
}

/** What is about to be carried out is not what the operator was shown: how it differs, and whether to go on. Nothing was changed yet. */
export function PlanQuestion({differences, rows, columns, onAnswer}: Props) {
	const {words} = useLook();
	const text = words.install;
	const lines = differences.flatMap((line) => wrapCells(words.say(line), columns - 1));
	return (
		<Box flexDirection="column">
			<Text bold wrap="truncate">
				{text.planTitle}
			</Text>
			<Scroll rows={rows - 3} focused>
				{lines.map((line, at) => ({key: String(at), row: <Text wrap="truncate">{line || ' '}</Text>}))}
			</Scroll>
			<Box height={1} />
			<Agreed safe={text.planKeep} act={text.planGo} onSafe={() => onAnswer(false)} onAct={() => onAnswer(true)} />
		</Box>
	);
}
