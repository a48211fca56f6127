import {Box, Text} from 'ink';
import {useEffect, useState} from 'react';
import {joined} from '../src/told.ts';
import {Confirm} from './parts/confirm.tsx';
import {useRoom} from './parts/frame.tsx';
import {List} from './parts/list.tsx';
import {useLook} from './parts/look.tsx';
import {useActions, useWizard} from './parts/store-context.tsx';
import {shortTime} from './parts/time.ts';

/** Installs that were begun and not finished: go on, ask the hosts, or put them away. */
export function Resume() {
	const {words, glyph} = useLook();
	const {rows} = useRoom();
	const actions = useActions();
	const unfinished = useWizard((state) => state.unfinished);
	const asked = useWizard((state) => state.askedHosts);
	const [selected, select] = useState(0);
	const [asking, ask] = useState(false);
	const [abort] = useState(() => new AbortController());
	useEffect(() => () => abort.abort(), [abort]);
	const runs = unfinished.kind === 'here' ? unfinished.value : [];
	const run = runs[Math.min(selected, runs.length - 1)];
	if (!run) return <Text dimColor>{words.resume.none}</Text>;
	if (asking) {
		const close = () => ask(false);
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
	const now = Date.now();
	const listRows = Math.min(runs.length, Math.max(2, Math.floor(rows / 3)));
	const detail = [
		`${words.resume.begun(shortTime(now - run.started))}, ${words.resume.progress(run.done, run.total)}`,
		words.resume.last(shortTime(now - run.lastEvent.time), words.say(run.lastEvent.text)),
		`${words.resume.remains}: ${words.say(joined(run.remaining)) || words.common.none}`,
	];
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
					{keys: ['enter'], label: words.resume.go, run: () => actions.resumeRun(run)},
					{keys: ['a'], label: words.resume.look, run: () => void actions.askRun(run, abort.signal)},
					{keys: ['d'], label: words.resume.putAway, run: () => ask(true)},
					{keys: ['n'], label: words.resume.fresh, run: () => actions.go('hosts')},
				]}
			>
				{(entry) => <Text wrap="truncate">{`${entry.cluster}  ${words.resume.progress(entry.done, entry.total)}`}</Text>}
			</List>
			<Box flexDirection="column" marginTop={1}>
				{detail.map((line) => (
					<Text key={line} wrap="truncate">
						{line}
					</Text>
				))}
				{asked.kind !== 'not-asked' && <Text bold>{words.resume.hostsSay}</Text>}
				{asked.kind === 'asking' && <Text color="cyan">{`${glyph('checking')} ${words.resume.asking}`}</Text>}
				{asked.kind === 'failed' && <Text color="red">{words.say(asked.message)}</Text>}
				{asked.kind === 'here' &&
					asked.value.slice(0, Math.max(1, rows - listRows - 7)).map((host) => (
						<Text key={host.host} wrap="truncate">
							{`  ${host.host}: ${words.say(host.says)}`}
						</Text>
					))}
			</Box>
		</Box>
	);
}
