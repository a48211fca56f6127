import {Box, Text} from 'ink';
import {useEffect, useMemo, useState} from 'react';
import {endpointName} from '../src/cluster/defaults.ts';
import type {HostSpec} from '../src/cluster/schema/host.ts';
import {minorVersion} from '../src/cluster/versions.ts';
import {nameOf} from '../src/store/draft.ts';
import {notReady} from '../src/store/navigation.ts';
import {proposeRoles} from '../src/store/propose.ts';
import {fitCells} from './parts/cells.ts';
import {useRoom} from './parts/frame.tsx';
import {List} from './parts/list.tsx';
import {useLook} from './parts/look.tsx';
import {Menu} from './parts/menu.tsx';
import {useNextKey} from './parts/next-key.tsx';
import {useActions, useWizard} from './parts/store-context.tsx';
import {TextField} from './parts/text-field.tsx';
import {byRole, drawing, survives} from './topology/drawing.ts';
import {type Change, type Setting, settingsOf} from './topology/settings.ts';

type Row =
	| {readonly kind: 'host'; readonly index: number; readonly host: HostSpec}
	| {readonly kind: 'setting'; readonly setting: Setting}
	| {readonly kind: 'fold'; readonly count: number};

/** Roles and settings, with a drawing made of the real names and every problem beside its answer. */
export function Topology() {
	const {words, glyph, ascii} = useLook();
	const {rows, columns} = useRoom();
	const actions = useActions();
	const draft = useWizard((state) => state.draft);
	const tests = useWizard((state) => state.tests);
	const resolved = useWizard((state) => state.resolved);
	const why = useWizard((state) => notReady('topology', state));
	const [selected, select] = useState(0);
	const [open, setOpen] = useState(false);
	const [editing, edit] = useState<Setting>();
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
	const apply = (change: Change) => {
		edit(undefined);
		if (change.kind === 'name') actions.setName(change.name);
		else actions.setSpec(change.spec);
	};
	if (editing?.edit.kind === 'choice') {
		const {options, apply: choose} = editing.edit;
		return (
			<Menu
				title={editing.label}
				items={options}
				current={editing.value}
				onChoose={(value) => apply(choose(value))}
				onClose={() => edit(undefined)}
			/>
		);
	}
	const act = () => {
		if (row?.kind === 'host') actions.changeHost(row.index, {roles: isPlane(row.host) ? ['worker'] : ['control-plane']});
		else if (row?.kind === 'setting') edit(row.setting);
		else setOpen(true);
	};
	const planes = draft.hosts.filter(isPlane).length;
	const endpoint = draft.spec.controlPlaneEndpoint ?? `${endpointName(draft.name)}:6443`;
	const picture = drawing(byRole(draft.hosts, endpoint), columns - 2, ascii);
	const version = minorVersion((draft.spec.kubernetesVersion ?? '1.36.4').replace(/^v/, ''));
	const below = rows >= 22 ? picture.length + 3 : 3;
	return (
		<Box flexDirection="column">
			<List
				items={items}
				keyOf={(item) =>
					item.kind === 'host' ? `host ${item.host.address} ${item.index}` : item.kind === 'fold' ? 'fold' : item.setting.id
				}
				selected={Math.min(selected, items.length - 1)}
				onSelect={select}
				rows={Math.max(4, rows - below - (editing ? 2 : 0) - Math.min(2, problems.length))}
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
			{editing?.edit.kind === 'text' && (
				<TextField
					label={editing.label}
					value={editing.byDefault ? '' : editing.value}
					example={editing.edit.example}
					focused
					submitLabel={words.keys.confirm}
					onSubmit={(text) => editing.edit.kind === 'text' && apply(editing.edit.apply(text))}
					bindings={[{keys: ['esc'], label: words.keys.close, run: () => edit(undefined)}]}
				/>
			)}
			{problems.slice(0, 2).map((problem) => (
				<Text key={`${problem.path} ${problem.message}`} color="red" wrap="truncate">
					{`${glyph('failed')} ${problem.path}: ${problem.message}`}
				</Text>
			))}
			<Box flexDirection="column" marginTop={1} flexShrink={0}>
				{rows >= 22 &&
					picture.map((line) => (
						<Text key={line} wrap="truncate">
							{line}
						</Text>
					))}
				<Text
					wrap="truncate"
					dimColor
				>{`${words.topology.survives(survives(planes))} ${planes > 1 ? words.topology.needs.stacked : words.topology.needs.single}`}</Text>
				{version && (
					<Text wrap="truncate" dimColor>
						{words.topology.asks(
							[words.topology.cgroup[version.cgroupV1], ...(version.kernel ? [words.topology.kernel(version.kernel.oldest)] : [])].join(
								', ',
							),
						)}
					</Text>
				)}
			</Box>
		</Box>
	);
}

function isPlane(host: HostSpec): boolean {
	return host.roles?.includes('control-plane') ?? false;
}

function RowLine({item, columns, wrong}: {readonly item: Row; readonly columns: number; readonly wrong: boolean}) {
	const {words, glyph} = useLook();
	if (item.kind === 'fold') return <Text dimColor>{`${glyph('closed')} ${words.topology.advancedOpen(item.count)}`}</Text>;
	if (item.kind === 'host') {
		const role = !isPlane(item.host)
			? words.topology.worker
			: item.host.roles?.includes('worker')
				? words.topology.both
				: words.topology.controlPlane;
		return (
			<Text wrap="truncate">{`${fitCells(nameOf(item.host), 20)} ${fitCells(item.host.name ? item.host.address : '', 18)} ${role}`}</Text>
		);
	}
	const {setting} = item;
	return (
		<Text wrap="truncate">
			{fitCells(setting.label, 20)}{' '}
			<Text dimColor={setting.byDefault} color={wrong ? 'red' : ''}>
				{fitCells(setting.value, Math.max(10, columns - 40)).trimEnd()}
			</Text>
			{setting.byDefault && <Text dimColor>{`  (${words.topology.byDefault})`}</Text>}
			{wrong && <Text color="red">{` ${glyph('failed')}`}</Text>}
		</Text>
	);
}
