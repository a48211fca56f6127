import {Text} from 'ink';
import {isNone, type MirrorStanding, usable} from '../../src/store/mirror-ranking.ts';
import {fitCells} from '../parts/cells.ts';
import {useLook} from '../parts/look.tsx';

/** Widths of the columns behind the name, and of all of them with the blanks between. */
function widthsFor(columns: number) {
	const widths = columns < 70 ? {nodes: 6, version: 10, ms: 5, rate: 5} : {nodes: 8, version: 12, ms: 7, rate: 8};
	return {...widths, behind: Object.values(widths).reduce((sum, width) => sum + width + 1, 0)};
}

interface HeadProps {
	readonly title: string;
	/** Kubernetes version that packages and images have to be there of; undefined where the use has none. */
	readonly version: string | undefined;
	readonly columns: number;
}

/** Title of a use, with the titles of the columns under it. */
export function MirrorHead({title, version, columns}: HeadProps) {
	const {words, more} = useEnding();
	const {behind, ...widths} = widthsFor(columns);
	const titles = [
		fitCells(words.mirrors.columns.nodes, widths.nodes),
		fitCells(version === undefined ? words.mirrors.columns.there : words.mirrors.columns.has(version), widths.version),
		words.mirrors.columns.ms.padStart(widths.ms),
		words.mirrors.columns.rate.padStart(widths.rate),
	].join(' ');
	return (
		<Text wrap="truncate">
			<Text bold>{fitCells(title, columns - behind - 1, more)}</Text>
			<Text dimColor>{` ${titles}`}</Text>
		</Text>
	);
}

interface Props {
	readonly standing: MirrorStanding;
	readonly chosen: boolean;
	readonly proposed: boolean;
	/** It is known to have nothing of the version. */
	readonly lacks: boolean;
	readonly columns: number;
}

/** One mirror for one use: chosen or not, on how many nodes it answers, whether it has the version, and how fast it is. */
export function MirrorLine({standing, chosen, proposed, lacks, columns}: Props) {
	const {words, glyph, more} = useEnding();
	const {behind, ...widths} = widthsFor(columns);
	const {asked, untold, hasVersion, ms, mbPerSecond} = standing;
	const reachable = standing.reachable - untold;
	const good = asked > 0 && usable(standing) - untold === asked;
	const state = lacks ? 'failed' : asked === 0 ? 'waiting' : good ? 'done' : reachable > 0 || untold > 0 ? 'unknown' : 'failed';
	const colour = good ? 'green' : state === 'failed' ? 'red' : state === 'unknown' ? 'yellow' : '';
	const marks = [...(chosen ? [words.mirrors.chosen] : []), ...(proposed ? [words.mirrors.proposed] : [])].join(words.topology.comma);
	const name = `${standing.mirror}${marks === '' ? '' : words.common.aside(marks)}`;
	const version = () => {
		if (lacks) return words.common.no;
		if (asked === 0) return words.mirrors.untried;
		if (standing.reachable === 0) return '';
		if (hasVersion === undefined) return words.mirrors.cannotTell;
		return hasVersion === asked ? words.common.yes : hasVersion === 0 ? words.common.no : `${hasVersion}/${asked}`;
	};
	const box = `${glyph(chosen ? 'checked' : 'unchecked')} `;
	if (isNone(standing))
		return (
			<Text bold={chosen} wrap="truncate">
				{`${box}${words.mirrors.noMirror}${marks === '' ? '' : words.common.aside(marks)}`}
			</Text>
		);
	return (
		<Text wrap="truncate">
			<Text bold={chosen}>{`${box}${fitCells(name, columns - behind - 1 - box.length, more)} `}</Text>
			<Text color={colour} dimColor={state === 'waiting'}>
				{fitCells(asked === 0 || untold === asked ? glyph(state) : `${glyph(state)} ${reachable}/${asked}`, widths.nodes)}
			</Text>
			<Text
				color={lacks || (hasVersion !== undefined && hasVersion < asked) ? 'yellow' : ''}
			>{` ${fitCells(version(), widths.version)}`}</Text>
			<Text dimColor>
				{` ${(ms === undefined ? '' : String(Math.round(ms))).padStart(widths.ms)} ${(mbPerSecond === undefined ? '' : mbPerSecond.toFixed(1)).padStart(widths.rate)}`}
			</Text>
		</Text>
	);
}

function useEnding() {
	const look = useLook();
	return {...look, more: look.glyph('more')};
}
