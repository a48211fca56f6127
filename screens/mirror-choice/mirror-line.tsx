import {Text} from 'ink';
import {type MirrorStanding, usable} from '../../src/store/mirror-ranking.ts';
import {fitCells} from '../parts/cells.ts';
import {useLook} from '../parts/look.tsx';

/** One mirror for one use: chosen or not, on how many nodes it answers, how fast, and whether it has the version. */
export function MirrorLine({
	standing,
	chosen,
	columns,
}: {
	readonly standing: MirrorStanding;
	readonly chosen: boolean;
	readonly columns: number;
}) {
	const {words, glyph, ascii} = useLook();
	const {asked, reachable, hasVersion, ms, mbPerSecond} = standing;
	const good = asked > 0 && usable(standing) === asked;
	const state = asked === 0 ? 'waiting' : good ? 'done' : reachable > 0 ? 'unknown' : 'failed';
	const version =
		hasVersion === undefined ? words.mirrors.cannotTell : hasVersion === asked ? words.mirrors.hasVersion : words.mirrors.lacksVersion;
	const figures = [
		...(ms === undefined ? [] : [`${Math.round(ms)} ms`]),
		...(mbPerSecond === undefined ? [] : [`${mbPerSecond.toFixed(1)} MB/s`]),
	].join(' ');
	return (
		<Text wrap="truncate">
			{`${glyph(chosen ? 'checked' : 'unchecked')} ${fitCells(standing.mirror, Math.min(34, Math.floor(columns * 0.4)), ascii ? '...' : '…')} `}
			<Text color={good ? 'green' : state === 'failed' ? 'red' : state === 'unknown' ? 'yellow' : ''} dimColor={state === 'waiting'}>
				{asked === 0 ? glyph('waiting') : `${glyph(state)} ${words.mirrors.reaches(reachable, asked)}`}
			</Text>
			{asked > 0 && reachable > 0 && ` ${version}`}
			<Text dimColor>{figures === '' ? '' : `  ${figures}`}</Text>
			{chosen && <Text bold>{`  ${words.mirrors.chosen}`}</Text>}
		</Text>
	);
}
