import {Text} from 'ink';
import stringWidth from 'string-width';
import type {HostLine, RunView} from '../../src/store/run-view.ts';
import type {Said} from '../../src/told.ts';
import {fitCells} from '../parts/cells.ts';
import {toneOf, useLook} from '../parts/look.tsx';
import {shortTime} from '../parts/time.ts';
import type {Words} from '../text/words.ts';
import {amountFirst} from './amount.ts';
import {hostState} from './host-state.ts';
import {quietFor} from './silence.ts';

interface Props {
	readonly view: RunView;
	readonly host: string;
	readonly now: number;
	readonly columns: number;
}

/** One host: its state by glyph and word, what it does, for how long, and the last line it printed. */
export function HostRow({view, host, now, columns}: Props) {
	const {glyph, words, ascii, screenReader} = useLook();
	const state = hostState(view, host);
	const line = view.hosts.get(host);
	const color = toneOf[state];
	const more = ascii ? '...' : '…';
	const failure = state === 'failed' ? view.failures.findLast((entry) => entry.host === host) : undefined;
	const step = failure?.step ?? line?.step ?? (view.end ? undefined : line?.retry?.step);
	const title = step === undefined ? '' : words.say(view.steps.find((entry) => entry.id === step)?.title ?? step);
	const since = state === 'reconnecting' ? line?.since : line?.stepSince;
	const elapsed = since === undefined || view.end ? '' : shortTime(now - since);
	const word = line?.state === 'connecting' ? words.install.connectingOne : words.states[state];
	const end = failure ? (failure.diagnosis?.cause ?? failure.lastLines.at(-1) ?? '') : lastWords(line, now, words);
	const widths = widthsOf(view, words, columns);
	return (
		<Text wrap="truncate">
			<Text {...(color ? {color} : {})} dimColor={color === undefined}>
				{`${glyph(state)} `}
			</Text>
			{`${fitCells(host, widths.name, more)} `}
			{/* A screen reader has heard it: there the glyph is the word. */}
			<Text {...(color ? {color} : {})} dimColor={color === undefined}>
				{screenReader ? '' : `${fitCells(word, widths.state, more)} `}
			</Text>
			{/* A host that does nothing leaves the room to why. */}
			{step === undefined && elapsed === '' ? '' : `${fitCells(title, widths.title, more)} ${elapsed.padStart(6)} `}
			{line?.warnings !== undefined && <Text color="yellow">{`${glyph('warning')}${line.warnings} `}</Text>}
			<Text {...(state === 'reconnecting' ? {color: 'yellow'} : {dimColor: true})}>{words.say(end)}</Text>
		</Text>
	);
}

/** Cells of a row's parts; what is left over is the last line's. */
function widthsOf(view: RunView, words: Words, columns: number) {
	const {running, reconnecting, 'set-aside': aside, verifying} = words.states;
	return {
		name: Math.min(24, Math.max(6, view.longestName)),
		state: Math.max(...[running, reconnecting, aside, verifying, words.install.connectingOne].map((word) => stringWidth(word))),
		title: Math.min(36, Math.floor(columns * 0.3)),
	};
}

/** Time until the next try, its number, and that of the last. */
export function retryOf({at, attempt, of}: NonNullable<HostLine['retry']>, now: number): [string, number, number | undefined] {
	return [shortTime(Math.max(0, at - now)), attempt, of];
}

function lastWords(line: HostLine | undefined, now: number, words: Words): Said {
	if (!line) return '';
	if (line.state === 'reconnecting' || line.state === 'failed' || line.state === 'set-aside') return line.detail ?? '';
	if (!line.step) return line.retry ? words.install.retryReason(words.say(line.retry.reason), ...retryOf(line.retry, now)) : '';
	const quiet = quietFor(Math.max(line.lastOutput ?? 0, line.stepSince ?? 0), now);
	return quiet === undefined ? amountFirst(words.say(line.lastLine ?? '')) : words.install.silent(quiet);
}
