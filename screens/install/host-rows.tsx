import {Text} from 'ink';
import type {TaskState} from '../../src/events/event.ts';
import type {HostLine, RunView} from '../../src/store/run-view.ts';
import type {Said} from '../../src/told.ts';
import {fitCells} from '../parts/cells.ts';
import {toneOf, useLook} from '../parts/look.tsx';
import {shortTime} from '../parts/time.ts';

/** After so long without a line the screen says so, instead of leaving the operator to wonder. */
export const silenceMs = 60_000;

/** State a host is shown with: that of its task, or of its line when nothing runs on it. */
export function hostState(view: RunView, host: string): TaskState {
	const line = view.hosts.get(host);
	if (line?.state === 'set-aside') return 'set-aside';
	if (line?.state === 'reconnecting' || line?.state === 'connecting') return 'reconnecting';
	return view.tallyOfHost(host).state;
}

/** Hosts in the order of need: failed first, then those at work, then the rest; equal ones by name of the plan. */
export function hostsByNeed(view: RunView): readonly string[] {
	const rank: Readonly<Partial<Record<TaskState, number>>> = {
		failed: 0,
		unknown: 1,
		reconnecting: 2,
		'set-aside': 3,
		running: 4,
		verifying: 4,
		checking: 4,
		blocked: 5,
		waiting: 6,
		done: 7,
	};
	return [...view.hosts.keys()]
		.map((host, index) => ({host, index, rank: rank[hostState(view, host)] ?? 9}))
		.sort((a, b) => a.rank - b.rank || a.index - b.index)
		.map(({host}) => host);
}

interface Props {
	readonly view: RunView;
	readonly host: string;
	readonly now: number;
	readonly columns: number;
}

/** One host: what it does now, for how long, and the last line it printed. */
export function HostRow({view, host, now, columns}: Props) {
	const {glyph, words, ascii} = useLook();
	const state = hostState(view, host);
	const line = view.hosts.get(host);
	const color = toneOf[state];
	const more = ascii ? '...' : '…';
	const name = Math.min(24, Math.max(6, view.longestName));
	const step = line?.step;
	const failure = state === 'failed' ? view.failures.findLast((entry) => entry.host === host) : undefined;
	const shown = failure?.step ?? step;
	const title = shown ? words.say(view.steps.find((entry) => entry.id === shown)?.title ?? shown) : words.states[state];
	const elapsed = step && !view.end ? shortTime(now - (line?.since ?? now)) : '';
	return (
		<Text wrap="truncate">
			<Text {...(color ? {color} : {})} dimColor={color === undefined}>
				{glyph(state)}
			</Text>
			{` ${fitCells(host, name, more)} ${fitCells(title, Math.min(36, Math.floor(columns * 0.42)), more)} ${elapsed.padStart(6)} `}
			<Text {...(state === 'reconnecting' ? {color: 'yellow'} : {dimColor: true})}>
				{words.say(failure ? (failure.diagnosis?.cause ?? failure.lastLines.at(-1) ?? '') : said(line, now, words))}
			</Text>
		</Text>
	);
}

function said(line: HostLine | undefined, now: number, words: ReturnType<typeof useLook>['words']): Said {
	if (!line) return '';
	if (line.state === 'reconnecting' || line.state === 'failed' || line.state === 'set-aside') return line.detail ?? '';
	if (!line.step) return '';
	const last = line.lastOutput ?? line.since;
	if (now - last >= silenceMs) return words.install.silent(shortTime(now - last));
	return line.lastLine ?? '';
}
