import {Text} from 'ink';
import type {FindingView} from '../../src/store/engine.ts';
import {useLook} from '../parts/look.tsx';

/** What to do next on the preflight screen, so that nobody has to guess. */
export function Hint({blocking, fixable}: {readonly blocking: readonly FindingView[]; readonly fixable: number}) {
	const {words, glyph} = useLook();
	const [mark, color, text] =
		blocking.length === 0
			? (['done', 'green', words.preflight.hint.ready] as const)
			: fixable > 0
				? (['next', 'cyan', words.preflight.hint.fix(fixable)] as const)
				: blocking.some((finding) => finding.waivable)
					? (['next', 'cyan', words.preflight.hint.waive] as const)
					: (['next', 'cyan', words.preflight.hint.byHand] as const);
	return <Text color={color} wrap="truncate">{`${glyph(mark)} ${text}`}</Text>;
}
