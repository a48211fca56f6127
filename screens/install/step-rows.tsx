import {Text} from 'ink';
import {memo} from 'react';
import type {TaskState} from '../../src/events/event.ts';
import type {RunView, StepRow} from '../../src/store/run-view.ts';
import {fitCells} from '../parts/cells.ts';
import {toneOf, useLook} from '../parts/look.tsx';
import {shortTime} from '../parts/time.ts';
import {stepSums, stripOf, type TreeColumns} from './strip.ts';

interface Props {
	readonly view: RunView;
	readonly step: StepRow;
	/** Of the step's tally: the view is one mutable value, this tells when the row is another. */
	readonly changes: number;
	readonly widths: TreeColumns;
}

/** One step: glyph and title, a cell per host, how many are done, the slowest's time. Drawn anew only when one of its tasks has changed. */
export const StepLine = memo(function StepLine({view, step, widths}: Props) {
	const {glyph, words, ascii, screenReader} = useLook();
	const {done, slowestMs, state} = stepSums(view, step);
	const counts = `${done}/${step.hosts.length}`.padStart(widths.counts);
	const time = (slowestMs >= 1000 ? shortTime(slowestMs) : '').padStart(widths.time);
	const strip = stripOf(view, step, widths.strip);
	const more = ascii ? '...' : '…';
	return (
		<Text wrap="truncate">
			<Tone state={state}>{glyph(state)}</Tone>
			{` ${fitCells(words.say(step.title), widths.title, more)} `}
			{(screenReader ? [] : runs(strip)).map(({state: cell, count, at}) => (
				<Tone key={at} state={cell}>
					{glyph(cell).repeat(count)}
				</Tone>
			))}
			<Text dimColor>{`${' '.repeat(Math.max(0, widths.strip - strip.length))}${counts}${time}`}</Text>
		</Text>
	);
});

function Tone({state, children}: {readonly state: TaskState; readonly children: string}) {
	const color = toneOf[state];
	return (
		<Text {...(color ? {color} : {})} dimColor={color === undefined}>
			{children}
		</Text>
	);
}

/** Neighbours of one state together: fewer escape sequences on a slow line. */
function runs(strip: readonly TaskState[]): readonly {state: TaskState; count: number; at: number}[] {
	const found: {state: TaskState; count: number; at: number}[] = [];
	for (const [at, state] of strip.entries()) {
		const last = found.at(-1);
		if (last?.state === state) last.count += 1;
		else found.push({state, count: 1, at});
	}
	return found;
}
