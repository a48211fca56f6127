import {Box, Text} from 'ink';
import {useMemo} from 'react';
import type {RunView} from '../../src/store/run-view.ts';
import {useLook} from '../parts/look.tsx';
import {useWizard} from '../parts/store-context.tsx';
import {shortTime} from '../parts/time.ts';
import {timeLeft} from './estimate.ts';

interface Props {
	readonly view: RunView;
	readonly now: number;
	readonly columns: number;
}

/** A host is out of reach: waiting for it is automatic, going on without it is the operator's choice. */
function Waiting({hosts}: {readonly hosts: readonly string[]}) {
	const {words, glyph} = useLook();
	if (hosts.length === 0) return null;
	const shown = hosts.slice(0, 3).join(', ') + (hosts.length > 3 ? ` + ${hosts.length - 3}` : '');
	return <Text color="yellow" wrap="truncate">{`${glyph('warning')} ${words.install.outOfReach(shown)}`}</Text>;
}

/** How it ended in one line, and what to press now. */
function Ended({end}: {readonly end: NonNullable<RunView['end']>}) {
	const {words, glyph} = useLook();
	const simulation = useWizard((state) => state.simulation);
	const good = end.result === 'done';
	const hosts = end.setAside.length > 2 ? words.install.hostCount(end.setAside.length) : end.setAside.join(', ');
	const how = end.result === 'partly-done' ? words.install.endedWithout(hosts) : words.install.ended[end.result];
	const lost = simulation && end.setAside.length > 0 ? ` ${words.install.powerIsBack}` : '';
	return (
		<Text wrap="truncate" color={good ? 'green' : end.result === 'failed' ? 'red' : 'yellow'}>
			{`${glyph(good ? 'done' : end.result === 'failed' ? 'failed' : 'warning')} ${how}${lost}`}
		</Text>
	);
}

const shownCounts = ['running', 'reconnecting', 'unknown', 'failed', 'set-aside', 'blocked', 'waiting'] as const;

/** How far the whole run is: bar, n/m, time, and what stands how. */
export function Overall({view, now, columns}: Props) {
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
	const lost = [...view.hosts].flatMap(([name, line]) => (line.state === 'reconnecting' ? [name] : []));
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
				{view.end ? <Ended end={view.end} /> : intent === undefined ? <Waiting hosts={lost} /> : <Text wrap="truncate">{intent}</Text>}
			</Box>
		</Box>
	);
}
