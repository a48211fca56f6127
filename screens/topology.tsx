import {Box, Text} from 'ink';
import {useEffect, useMemo, useState} from 'react';
import {defaults} from '../src/cluster/defaults.ts';
import {notReady} from '../src/store/navigation.ts';
import {proposeRoles} from '../src/store/propose.ts';
import {labelled} from '../src/told.ts';
import {useRoom} from './parts/frame.tsx';
import {List} from './parts/list.tsx';
import {useLook} from './parts/look.tsx';
import {Menu} from './parts/menu.tsx';
import {useNextKey} from './parts/next-key.tsx';
import {useActions, useWizard} from './parts/store-context.tsx';
import {TextField} from './parts/text-field.tsx';
import {isPlane, type Row, RowLine, rowKey} from './topology/row-line.tsx';
import {type Change, type Setting, settingsOf, type TextEdit} from './topology/settings.ts';
import {Standing} from './topology/standing.tsx';

/** Roles and settings, with a drawing made of the real names and every problem beside its answer. */
export function Topology() {
	const {words, glyph} = useLook();
	const {rows, columns} = useRoom();
	const actions = useActions();
	const draft = useWizard((state) => state.draft);
	const tests = useWizard((state) => state.tests);
	const resolved = useWizard((state) => state.resolved);
	const why = useWizard((state) => notReady('topology', state));
	const [selected, select] = useState(0);
	const [open, setOpen] = useState(false);
	const [editing, edit] = useState<Setting>();
	const [typing, type] = useState<TextEdit>();
	useNextKey(why, editing === undefined);
	useEffect(() => {
		const facts = Object.fromEntries(Object.entries(tests).map(([name, test]) => [name, test.kind === 'ok' ? test.facts : undefined]));
		actions.answer((old) => {
			const hosts = proposeRoles(old.hosts, facts);
			return hosts === old.hosts ? old : {...old, hosts};
		});
	}, [actions, tests]);
	const problems = 'problems' in resolved ? resolved.problems : [];
	const settings = useMemo(() => settingsOf(draft, words.topology), [draft, words]);
	const folded = settings.filter((setting) => setting.advanced);
	const items: readonly Row[] = [
		...draft.hosts.map((host, index) => ({kind: 'host' as const, index, host})),
		...settings.filter((setting) => !setting.advanced || open).map((setting) => ({kind: 'setting' as const, setting})),
		...(open ? [] : [{kind: 'fold' as const, count: folded.length}]),
	];
	const row = items[Math.min(selected, items.length - 1)];
	const close = () => {
		edit(undefined);
		type(undefined);
	};
	const begin = (setting: Setting) => {
		edit(setting);
		type(setting.edit.kind === 'text' ? setting.edit : undefined);
	};
	const apply = (change: Change) => {
		close();
		if (change.kind === 'name') actions.setName(change.name);
		else actions.setSpec(change.spec);
	};
	if (editing?.edit.kind === 'choice' && !typing) {
		const {options, typed, apply: choose} = editing.edit;
		// Where not all options are seen at once, the one for all others is.
		const other = typed ? [{label: typed.label, value: typed.edit}] : [];
		return (
			<Menu<string | TextEdit>
				title={editing.label}
				items={options.length + 4 > rows ? [...other, ...options] : [...options, ...other]}
				current={editing.value}
				onChoose={(value) => (typeof value === 'string' ? apply(choose(value)) : type(value))}
				onClose={close}
			/>
		);
	}
	const act = () => {
		if (row?.kind === 'host') actions.changeHost(row.index, {roles: isPlane(row.host) ? ['worker'] : ['control-plane']});
		else if (row?.kind === 'setting') begin(row.setting);
		else setOpen(true);
	};
	const shownProblems = problems.slice(0, 2);
	const room = rows - shownProblems.length - (editing ? 2 : 0);
	// What the list leaves over is the drawing's; three rows for the notes it gets in any case.
	const listRows = Math.max(4, Math.min(items.length, room - 4));
	return (
		<Box flexDirection="column">
			<List
				items={items}
				keyOf={rowKey}
				selected={Math.min(selected, items.length - 1)}
				onSelect={select}
				rows={listRows}
				focused={editing === undefined}
				empty={words.notReady['no-hosts']}
				bindings={[
					{
						keys: ['enter', 'space'],
						label: row?.kind === 'host' ? words.topology.toggleRole : row?.kind === 'fold' ? words.topology.advanced : words.topology.edit,
						run: act,
					},
					...(row?.kind === 'host' && isPlane(row.host)
						? [
								{
									keys: ['b'],
									label: words.topology.alsoWorker,
									run: () =>
										actions.changeHost(row.index, {
											roles: row.host.roles?.includes('worker') ? ['control-plane'] : ['control-plane', 'worker'],
										}),
								},
							]
						: []),
				]}
			>
				{(item) => (
					<RowLine
						item={item}
						columns={columns}
						wrong={item.kind === 'setting' && problems.some((problem) => problem.path.startsWith(item.setting.path))}
					/>
				)}
			</List>
			{editing && typing && (
				<TextField
					label={editing.label}
					value={typing.begin ?? (editing.byDefault ? '' : editing.value)}
					example={typing.example}
					focused
					submitLabel={words.keys.confirm}
					validate={(text) => typing.problem?.(text)}
					onSubmit={(text) => apply(typing.apply(text))}
					bindings={[{keys: ['esc'], label: words.keys.close, run: close}]}
				/>
			)}
			{shownProblems.map((problem) => (
				<Text key={words.say(labelled(problem.path, problem.message))} color="red" wrap="truncate">
					{`${glyph('failed')} ${words.say(labelled(problem.path, problem.message))}`}
				</Text>
			))}
			<Standing
				draft={draft}
				version={draft.spec.kubernetesVersion ?? defaults.kubernetesVersion}
				rows={room - listRows - 1}
				columns={columns}
			/>
		</Box>
	);
}
