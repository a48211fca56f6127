import {Box, Text} from 'ink';
import {useEffect, useState} from 'react';
import {LoginForm} from './hosts/login-form.tsx';
import {fitCells} from './parts/cells.ts';
import {Confirm} from './parts/confirm.tsx';
import {useRoom} from './parts/frame.tsx';
import {List} from './parts/list.tsx';
import {useLook} from './parts/look.tsx';
import {Scroll} from './parts/scroll.tsx';
import {useActions, useWizard} from './parts/store-context.tsx';
import {shortTime} from './parts/time.ts';
import {answerLines, type RunLine, summaryLines, wantsSecrets, wholeRun} from './resume/run-lines.ts';

/** Installs that were begun and not finished: go on, look at them, or put them away. */
export function Resume() {
	const {words, glyph} = useLook();
	const {rows, columns} = useRoom();
	const actions = useActions();
	const unfinished = useWizard((state) => state.unfinished);
	const asked = useWizard((state) => state.askedHosts);
	const [selected, select] = useState(0);
	const [over, setOver] = useState<'none' | 'put-away' | 'whole' | 'login'>('none');
	const runs = unfinished.kind === 'here' ? unfinished.value : [];
	const run = runs[Math.min(selected, runs.length - 1)];
	const {askRun} = actions;
	const known = asked?.cluster === run?.cluster;
	useEffect(() => {
		if (run && !known && run.damaged === undefined) void askRun(run);
	}, [run, known, askRun]);
	if (!run) return <Text dimColor>{words.resume.none}</Text>;
	const close = () => setOver('none');
	const damaged = run.damaged === undefined ? undefined : words.resume.damaged;
	const now = Date.now();
	if (over === 'put-away') {
		const putAway = () => {
			close();
			void actions.putAway(run);
		};
		return (
			<Confirm
				title={words.resume.putAwayTitle(run.cluster)}
				lines={words.resume.putAwayLines}
				safe={words.resume.keep}
				act={words.resume.putAway}
				onSafe={close}
				onAct={putAway}
			/>
		);
	}
	if (over === 'login') {
		const leave = () => {
			close();
			void askRun(run);
		};
		return <LoginForm only="secrets" onClose={leave} />;
	}
	if (over === 'whole') {
		const lines = wholeRun(run, asked, now, words, columns - 1);
		return (
			<Box flexDirection="column">
				<Text bold wrap="truncate">
					{run.cluster}
				</Text>
				<Scroll rows={rows - 1} focused bindings={[{keys: ['esc', 'enter'], label: words.keys.close, run: close}]}>
					{lines.map((line, at) => ({key: String(at), row: <Line line={line} />}))}
				</Scroll>
			</Box>
		);
	}
	const listRows = Math.min(runs.length, Math.max(2, Math.floor(rows / 3)));
	const summary = summaryLines(run, now, words, columns - 1, rows <= 12);
	const answers = answerLines(asked, run, words);
	const room = Math.max(0, rows - listRows - summary.length - 3);
	const shown = answers.length > room ? [...answers.slice(0, Math.max(0, room - 1)), {text: words.resume.moreHosts}] : answers;
	return (
		<Box flexDirection="column">
			<Text bold>{words.resume.title}</Text>
			<List
				items={runs}
				keyOf={(entry) => entry.cluster}
				selected={Math.min(selected, runs.length - 1)}
				onSelect={select}
				rows={listRows}
				focused
				empty={words.resume.none}
				bindings={[
					// A run that is let in nowhere would end at once: what the hosts ask for comes first.
					{
						keys: ['enter'],
						label: words.resume.go,
						run: () => (wantsSecrets(asked, run) ? setOver('login') : actions.resumeRun(run)),
						disabled: damaged,
						quiet: damaged !== undefined,
					},
					{keys: ['v'], label: words.resume.look, run: () => setOver('whole')},
					{keys: ['a'], label: words.resume.ask, run: () => void askRun(run), disabled: damaged, quiet: damaged !== undefined},
					{keys: ['l'], label: words.resume.login, run: () => setOver('login')},
					{keys: ['d'], label: words.resume.putAway, run: () => setOver('put-away')},
					{keys: ['n', 'ctrl+n'], label: words.resume.fresh, run: actions.startAnother},
				]}
			>
				{(entry) => (
					<Text wrap="truncate">
						{`${fitCells(entry.cluster, Math.min(20, Math.floor(columns / 4)), glyph('more'))}  ${entry.damaged === undefined ? words.resume.progress(entry.done, entry.total) : words.resume.unreadable}  `}
						<Text dimColor>{words.resume.heard(shortTime(now - entry.lastEvent.time))}</Text>
					</Text>
				)}
			</List>
			<Box flexDirection="column" marginTop={1} flexShrink={0}>
				{summary.map((line, at) => (
					// biome-ignore lint/suspicious/noArrayIndexKey: lines of one pane, drawn as a whole
					<Line key={at} line={line} />
				))}
				{damaged === undefined && <Text bold>{words.resume.hostsSay}</Text>}
				{shown.map((line, at) => (
					// biome-ignore lint/suspicious/noArrayIndexKey: the same
					<Line key={at} line={{...line, text: `  ${line.text}`}} />
				))}
			</Box>
		</Box>
	);
}

function Line({line: {text, tone}}: {readonly line: RunLine}) {
	return (
		<Text wrap="truncate" bold={tone === 'bold'} color={tone === 'red' || tone === 'cyan' ? tone : ''}>
			{text || ' '}
		</Text>
	);
}
