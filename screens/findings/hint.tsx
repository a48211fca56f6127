import {Text} from 'ink';
import type {FindingView} from '../../src/store/engine.ts';
import {useRoom} from '../parts/frame.tsx';
import {useLook} from '../parts/look.tsx';
import {wrapCells} from '../parts/wrap.ts';

/** Rows it takes at most. */
export const hintRows = 2;

/** What to do next on the preflight screen, so that nobody has to guess. */
export function Hint({blocking, fixable}: {readonly blocking: readonly FindingView[]; readonly fixable: number}) {
	const {words, glyph} = useLook();
	const {columns} = useRoom();
	const [mark, color, text] =
		blocking.length === 0
			? (['done', 'green', words.preflight.hint.ready] as const)
			: blocking.every((finding) => finding.answers !== undefined)
				? (['next', 'cyan', words.preflight.hint.answers] as const)
				: fixable > 0
					? (['next', 'cyan', words.preflight.hint.fix(fixable)] as const)
					: blocking.some((finding) => finding.waivable)
						? (['next', 'cyan', words.preflight.hint.waive] as const)
						: (['next', 'cyan', words.preflight.hint.byHand] as const);
	const lines = wrapCells(text, columns - 3);
	return (
		<>
			{lines.slice(0, hintRows).map((line, at) => (
				<Text key={line} color={color} wrap="truncate">{`${at === 0 ? glyph(mark) : ' '} ${line}`}</Text>
			))}
		</>
	);
}
