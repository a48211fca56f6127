import {Box, Text} from 'ink';
import {useMemo} from 'react';
import type {RunView} from '../../src/store/run-view.ts';
import {useLook} from '../parts/look.tsx';
import {useWizard} from '../parts/store-context.tsx';
import {shortTime} from '../parts/time.ts';
import {timeLeft} from './estimate.ts';
import {retryOf} from './host-rows.tsx';

interface Props {
	readonly view: RunView;
	readonly now: number;
	readonly columns: number;
	readonly workers: readonly string[];
}

/** What the run waits for by itself: hosts out of reach and how long they are waited for, then steps that are tried again. */
function Waiting({view, now, workers}: Props) {
	const {words, glyph} = useLook();
	const text = words.install;
	const lines = [...view.hosts];
	const lost = lines.filter(([, line]) => line.state === 'reconnecting');
	if (lost.length > 0) {
		const ends = lost.flatMap(([, line]) => (line.givenUpAt === undefined ? [] : [line.givenUpAt]));
		const time = ends.length === 0 ? undefined : shortTime(Math.max(0, Math.min(...ends) - now));
		const say = lost.some(([name]) => workers.includes(name)) ? text.outOfReach : text.planeOutOfReach;
		return <Warned>{`${glyph('warning')} ${say(fewOf(lost.map(([name]) => name)), time)}`}</Warned>;
	}
	const [first, ...more] = lines.flatMap(([name, line]) => (line.retry ? [{name, ...line.retry}] : []));
	if (first) {
		const step = words.say(view.steps.find(({id}) => id === first.step)?.title ?? first.step);
		const hosts = fewOf([first.name, ...more.map(({name}) => name)]);
		return <Warned>{`${glyph('warning')} ${text.triesAgain(hosts, step, ...retryOf(first, now))}`}</Warned>;
	}
	const aside = lines.flatMap(([name, line]) => (line.state === 'set-aside' ? [name] : []));
	return aside.length > 0 ? <Warned>{`${glyph('set-aside')} ${text.isAside(fewOf(aside))}`}</Warned> : null;
}

function Warned({children}: {readonly children: string}) {
	return (
		<Text color="yellow" wrap="truncate">
			{children}
		</Text>
	);
}

function fewOf(hosts: readonly string[]): string {
	return hosts.slice(0, 3).join(', ') + (hosts.length > 3 ? ` + ${hosts.length - 3}` : '');
}

/** How it ended in one line, and what to press now. */
function Ended({end}: {readonly end: NonNullable<RunView['end']>}) {
	const {words, glyph} = useLook();
	const simulation = useWizard((state) => state.simulation);
	const byOperator = useWizard((state) => state.aside);
	const good = end.result === 'done';
	const hosts = end.setAside.length > 2 ? words.install.hostCount(end.setAside.length) : end.setAside.join(', ');
	const how = end.result === 'partly-done' ? words.install.endedWithout(hosts) : words.install.ended[end.result];
	const lost = simulation && end.setAside.some((host) => !byOperator.includes(host)) ? ` ${words.install.powerIsBack}` : '';
	return (
		<Text wrap="truncate" color={good ? 'green' : end.result === 'failed' ? 'red' : 'yellow'}>
			{`${glyph(good ? 'done' : end.result === 'failed' ? 'failed' : 'warning')} ${how}${lost}`}
		</Text>
	);
}

const shownCounts = ['running', 'reconnecting', 'unknown', 'failed', 'set-aside', 'blocked', 'waiting'] as const;

/** How far the whole run is: bar, n/m, time, and what stands how. */
export function Overall({view, now, columns, workers}: Props) {
	const {words, glyph, screenReader} = useLook();
	const paused = useWizard((state) => state.paused);
	const stopping = useWizard((state) => state.stopping);
	const after = useWizard((state) => state.after);
	const done = view.counts.done;
	const total = Math.max(1, view.total);
	const took = view.end?.ms ?? (view.start ? now - view.startedAt : 0);
	// It looks at every task, so once a second has to do.
	const second = Math.floor(now / 1000);
	const left = useMemo(() => (view.end ? undefined : timeLeft(view, second * 1000)), [view, view.end, second]);
	const width = Math.max(10, Math.min(30, columns - 50));
	const filled = Math.floor((done / total) * width);
	const counts = {...view.counts, running: view.counts.running + view.counts.checking + view.counts.verifying};
	const standing = shownCounts.flatMap((state) => (counts[state] > 0 ? [`${glyph(state)} ${counts[state]} ${words.states[state]}`] : []));
	const intent = after ? words.install.after[after] : stopping ? words.install.draining : undefined;
	if (!view.start) return <Text color="cyan" wrap="truncate">{`${glyph('checking')} ${words.install.beforeStart}`}</Text>;
	return (
		<Box flexDirection="column" flexShrink={0}>
			<Box height={1} aria-role="progressbar">
				<Text wrap="truncate">
					{!screenReader && <Text color="green">{glyph('bar').repeat(filled)}</Text>}
					{!screenReader && <Text dimColor>{glyph('space').repeat(width - filled)}</Text>}
					<Text bold>{` ${done}/${view.total}`}</Text>
					{`  ${view.end ? `${words.done.took} ${shortTime(took)}` : words.install.elapsed(shortTime(took))}`}
					{left !== undefined && <Text dimColor>{`  ${words.install.left(shortTime(left))}`}</Text>}
					{!view.end && paused && <Text color="yellow">{`  ${words.install.paused}`}</Text>}
				</Text>
			</Box>
			<Box height={1}>
				<Text wrap="truncate" dimColor={counts.failed === 0}>
					{view.warnings.length > 0 && (
						<Text color="yellow" dimColor={false}>{`${glyph('warning')} ${words.install.warningsKey(view.warnings.length)}  `}</Text>
					)}
					{standing.length > 0 ? `${words.install.tasks}  ${standing.join('  ')}` : ' '}
				</Text>
			</Box>
			<Box height={1}>
				{view.end ? (
					<Ended end={view.end} />
				) : intent === undefined ? (
					<Waiting {...{view, now, columns, workers}} />
				) : (
					<Text wrap="truncate">{intent}</Text>
				)}
			</Box>
		</Box>
	);
}
