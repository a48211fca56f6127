import {Box, Text} from 'ink';
import {useMemo, useState} from 'react';
import {nameOf} from '../../src/store/draft.ts';
import type {PlanView} from '../../src/store/engine.ts';
import {useRoom} from '../parts/frame.tsx';
import {List} from '../parts/list.tsx';
import {useLook} from '../parts/look.tsx';
import {SearchField} from '../parts/search-field.tsx';
import {useActions, useWizard} from '../parts/store-context.tsx';
import {underWay} from '../parts/under-way.tsx';
import {roleWords} from '../topology/row-line.tsx';
import {answersOf, warningsOf} from './answers.ts';
import {PathField} from './path-field.tsx';
import {RowLine} from './row-line.tsx';
import {found, type Opens, reviewRows} from './rows.ts';
import {useWriting} from './use-writing.ts';
import type {Writing} from './written.tsx';

interface Props {
	readonly plan: PlanView;
	readonly todo: number;
	readonly focused: boolean;
	readonly onStart: () => void;
	readonly onOpen: (opens: Opens) => void;
	readonly onWritten: (writing: Writing) => void;
}

/** The whole plan in one searchable list, with the keys for saving, exporting and starting. */
export function PlanList({plan, todo, focused, onStart, onOpen, onWritten}: Props) {
	const {words} = useLook();
	const {rows, columns} = useRoom();
	const {specText} = useActions();
	const draft = useWizard((state) => state.draft);
	const running = useWizard((state) => underWay(state) === 'going');
	const [selected, select] = useState(0);
	const [search, setSearch] = useState('');
	const [field, setField] = useState<'search' | 'save' | 'export'>();
	const {save, exportTo} = useWriting(onWritten);
	const all = useMemo(() => {
		const hosts = draft.hosts.map((host) => ({name: nameOf(host), address: host.address, role: roleWords(host, words)}));
		return reviewRows({plan, warnings: warningsOf(draft, words), answers: answersOf(draft, words), hosts, spec: specText()}, words);
	}, [plan, draft, specText, words]);
	const items = useMemo(() => found(all, search), [all, search]);
	const at = Math.min(selected, Math.max(0, items.length - 1));
	const opens = items[at]?.opens;
	const nextHead = items.findIndex((row, index) => index > at && row.head === true);
	const close = () => setField(undefined);
	const stopSearch = () => {
		setSearch('');
		close();
	};
	return (
		<Box flexDirection="column">
			<Text bold wrap="truncate">
				{words.review.sums(todo, plan.tasks.filter(({standing}) => standing === 'done').length, draft.hosts.length)}
				<Text dimColor>{`  ${plan.hash.slice(0, 19)}${search ? `  /${search}` : ''}`}</Text>
			</Text>
			<List
				items={items}
				keyOf={(item) => item.key}
				selected={at}
				onSelect={select}
				rows={rows - (field ? 3 : 1)}
				focused={focused && field === undefined}
				empty={words.common.none}
				bindings={[
					{keys: ['s'], label: words.review.start, run: onStart, disabled: running ? words.install.oneAtATime : undefined},
					{
						keys: ['enter'],
						label: words.review.show,
						run: () => opens && onOpen(opens),
						disabled: opens ? undefined : words.review.noScript,
					},
					{keys: ['tab'], label: words.review.section, run: () => select(Math.max(0, nextHead))},
					{keys: ['/'], label: words.review.search, run: () => setField('search')},
					...(search !== '' ? [{keys: ['esc'], label: words.review.searchOff, run: () => setSearch('')}] : []),
					{keys: ['w'], label: words.review.save, run: () => setField('save')},
					{keys: ['x'], label: words.review.export, run: () => setField('export')},
				]}
			>
				{(item) => <RowLine row={item} columns={columns} />}
			</List>
			{field === 'search' && (
				<SearchField label={words.review.search} value={search} onChange={setSearch} onDone={close} onClose={stopSearch} />
			)}
			{field === 'save' && (
				<PathField
					label={words.review.saveLabel}
					path={draft.savedTo ?? `${draft.name}.yaml`}
					onClose={close}
					onSubmit={(path) => {
						close();
						void save(path);
					}}
				/>
			)}
			{field === 'export' && (
				<PathField
					label={words.review.exportLabel}
					path={`${draft.name}-shell`}
					onClose={close}
					onSubmit={(path) => {
						close();
						void exportTo(path);
					}}
				/>
			)}
		</Box>
	);
}
