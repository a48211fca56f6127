import {Box, Text} from 'ink';
import type {ProblemView} from '../../src/store/engine.ts';
import {isOfMirrors} from '../../src/store/navigation.ts';
import {useRoom} from '../parts/frame.tsx';
import {useLook} from '../parts/look.tsx';
import {useWizard} from '../parts/store-context.tsx';
import {wrapCells} from '../parts/wrap.ts';
import {cutLines, problemWords} from '../topology/problem-words.ts';
import {settingsOf} from '../topology/settings.ts';

/** Instead of findings, while an answer is not right: which, and the screen where it is mended. */
export function WrongAnswers({problems}: {readonly problems: readonly ProblemView[]}) {
	const {words, glyph} = useLook();
	const {rows, columns} = useRoom();
	const draft = useWizard((state) => state.draft);
	const answers = {hosts: draft.hosts, settings: settingsOf(draft, words.topology), words};
	const lines = problems.flatMap((problem) => wrapCells(`${glyph('failed')} ${problemWords(problem, answers)}`, columns - 5));
	const screen = words.screens[problems.every(isOfMirrors) ? 'mirrors' : 'topology'];
	return (
		<Box flexDirection="column">
			<Text bold>{words.preflight.wrongAnswers}</Text>
			{cutLines(lines, rows - 4, glyph('more')).map((line) => (
				<Text key={line} color="red" wrap="truncate">
					{line}
				</Text>
			))}
			<Box height={1} />
			<Text>{words.preflight.mendedOn(screen)}</Text>
		</Box>
	);
}
