import {Box, Text} from 'ink';
import {useEffect, useState} from 'react';
import type {PlanView} from '../src/store/engine.ts';
import {useShallow} from 'zustand/react/shallow';
import {blocking} from '../src/store/navigation.ts';
import {fitCells} from './parts/cells.ts';
import {Confirm} from './parts/confirm.tsx';
import {useRoom} from './parts/frame.tsx';
import {useKeys} from './parts/keys.tsx';
import {List} from './parts/list.tsx';
import {useLook} from './parts/look.tsx';
import {Scroll} from './parts/scroll.tsx';
import {useActions, useWizard} from './parts/store-context.tsx';
import {TextField} from './parts/text-field.tsx';
import {Blocked} from './review/blocked.tsx';
import {type ReviewRow, reviewRows} from './review/rows.ts';

type Mode =
	| {readonly kind: 'list' | 'search' | 'save' | 'export' | 'start'}
	| {readonly kind: 'script'; readonly step: string; readonly at: number};

/** Every answer, every task by step, files and commands, before anything is changed. */
export function Review() {
	const {words, glyph} = useLook();
	const {rows, columns} = useRoom();
	const actions = useActions();
	const plan = useWizard((state) => state.plan);
	const name = useWizard((state) => state.draft.name);
	const savedTo = useWizard((state) => state.draft.savedTo);
	const hosts = useWizard((state) => state.draft.hosts.length);
	const blocked = useWizard(useShallow(blocking));
	const checking = useWizard((state) => state.findings.kind === 'asking');
	const [selected, select] = useState(0);
	const [search, setSearch] = useState('');
	const [mode, setMode] = useState<Mode>({kind: 'list'});
	const {makePlan} = actions;
	useEffect(() => {
		if (plan.kind === 'not-asked') void makePlan();
	}, [plan.kind, makePlan]);
	const close = () => setMode({kind: 'list'});
	const leave = [{keys: ['esc'], label: words.keys.close, run: close}];
	useKeys({bindings: [{keys: ['r'], label: words.review.again, run: () => void makePlan()}]}, plan.kind === 'failed');
	if (plan.kind === 'failed' && blocked.length > 0) return <Blocked findings={blocked} />;
	if (plan.kind === 'failed') return <Text color="red">{plan.message}</Text>;
	if (plan.kind !== 'here') return <Text color="cyan">{`${glyph('checking')} ${checking ? words.preflight.asking(0, 0) : words.review.planning}`}</Text>;
	const todo = plan.value.tasks.filter((task) => task.standing !== 'done').length;
	const items = reviewRows(plan.value, actions.specText(), words).filter(
		(row) => search === '' || row.text.toLowerCase().includes(search.toLowerCase()),
	);
	const row = items[Math.min(selected, items.length - 1)];
	if (mode.kind === 'start')
		return (
			<Confirm
				title={words.review.startTitle}
				lines={words.review.startLines(hosts, todo)}
				safe={words.review.notYet}
				act={words.review.start}
				onSafe={close}
				onAct={actions.startInstall}
			/>
		);
	if (mode.kind === 'script')
		return (
			<ScriptView plan={plan.value} step={mode.step} at={mode.at} rows={rows} onHost={(at) => setMode({...mode, at})} onClose={close} />
		);
	const field = mode.kind === 'search' || mode.kind === 'save' || mode.kind === 'export';
	return (
		<Box flexDirection="column">
			<Text bold wrap="truncate">
				{words.review.sums(todo, plan.value.tasks.length - todo, hosts)}
				<Text dimColor>{`  ${plan.value.hash.slice(0, 19)}${search ? `  /${search}` : ''}`}</Text>
			</Text>
			<List
				items={items}
				keyOf={(item) => item.key}
				selected={Math.min(selected, Math.max(0, items.length - 1))}
				onSelect={select}
				rows={rows - (field ? 4 : 2)}
				focused={!field}
				empty={words.common.none}
				bindings={[
					{keys: ['s'], label: words.review.start, run: () => setMode({kind: 'start'})},
					{
						keys: ['enter'],
						label: words.review.show,
						run: () => row?.step && setMode({kind: 'script', step: row.step, at: 0}),
						disabled: row?.step ? undefined : words.review.noScript,
					},
					{keys: ['/'], label: words.review.search, run: () => setMode({kind: 'search'})},
					{keys: ['w'], label: words.review.save, run: () => setMode({kind: 'save'})},
					{keys: ['x'], label: words.review.export, run: () => setMode({kind: 'export'})},
				]}
			>
				{(item) => <RowLine row={item} columns={columns} />}
			</List>
			{mode.kind === 'search' && (
				<TextField
					label={words.review.search}
					value={search}
					focused
					submitLabel={words.keys.confirm}
					onChange={setSearch}
					onSubmit={close}
					bindings={leave}
				/>
			)}
			{mode.kind === 'save' && (
				<TextField
					label={words.review.saveLabel}
					value={savedTo ?? `${name}.yaml`}
					focused
					submitLabel={words.keys.confirm}
					onSubmit={(path) => {
						void actions
							.saveSpec(path.replace(/^!/, ''), path.startsWith('!'))
							.then((ok) => ok && actions.notify(words.review.saved(path.replace(/^!/, ''))));
						close();
					}}
					bindings={leave}
				/>
			)}
			{mode.kind === 'export' && (
				<TextField
					label={words.review.exportLabel}
					value={`${name}-shell`}
					focused
					submitLabel={words.keys.confirm}
					onSubmit={(directory) => {
						void actions.exportShell(directory);
						close();
					}}
					bindings={leave}
				/>
			)}
		</Box>
	);
}

function RowLine({row, columns}: {readonly row: ReviewRow; readonly columns: number}) {
	return (
		<Text bold={row.head} wrap="truncate" dimColor={row.dim}>
			{fitCells(row.text, columns - 3).trimEnd() || ' '}
		</Text>
	);
}

interface ScriptProps {
	readonly plan: PlanView;
	readonly step: string;
	readonly at: number;
	readonly rows: number;
	readonly onHost: (at: number) => void;
	readonly onClose: () => void;
}

/** The very commands of one step on one host. */
function ScriptView({plan, step, at, rows, onHost, onClose}: ScriptProps) {
	const {words} = useLook();
	const tasks = plan.tasks.filter((task) => task.step === step);
	const task = tasks[at % tasks.length];
	if (!task) return null;
	const lines = task.script.split('\n').map((text, number) => ({key: String(number), row: <Text wrap="truncate">{text || ' '}</Text>}));
	return (
		<Box flexDirection="column">
			<Text bold>{words.review.script(words.steps[step] ?? step, task.host)}</Text>
			<Scroll
				rows={rows - 1}
				focused
				bindings={[
					{keys: ['right', 'left', 'tab'], label: words.review.otherHost, run: () => onHost(at + 1)},
					{keys: ['esc', 'enter'], label: words.keys.close, run: onClose},
				]}
			>
				{lines}
			</Scroll>
		</Box>
	);
}
