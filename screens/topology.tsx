import {Box, Text} from 'ink';
import {useEffect, useMemo, useState} from 'react';
import {defaults} from '../src/cluster/defaults.ts';
import type {HostSpec} from '../src/cluster/schema/host.ts';
import {isOfMirrors, notReady, problemsOf} from '../src/store/navigation.ts';
import {proposeRoles} from '../src/store/propose.ts';
import {labelled} from '../src/told.ts';
import {useRoom} from './parts/frame.tsx';
import {List} from './parts/list.tsx';
import {useLook} from './parts/look.tsx';
import {Menu} from './parts/menu.tsx';
import {useNextKey} from './parts/next-key.tsx';
import {useActions, useWizard} from './parts/store-context.tsx';
import {wrapCells} from './parts/wrap.ts';
import {AnswerField} from './topology/answer-field.tsx';
import {labelsSetting, taintsSetting} from './topology/host-settings.ts';
import {KindView} from './topology/kind-view.tsx';
import {isPlane, RowLine, rowKey} from './topology/row-line.tsx';
import {rowsOf} from './topology/rows.ts';
import type {Change, Setting, TextEdit} from './topology/setting.ts';
import {endpointSetting, settingsOf} from './topology/settings.ts';
import {Standing} from './topology/standing.tsx';
import {useFacts} from './topology/use-facts.ts';

type Mode =
	| {readonly kind: 'list' | 'kinds'}
	| {readonly kind: 'choose'; readonly setting: Setting}
	| {readonly kind: 'type'; readonly setting: Setting; readonly edit: TextEdit};

/** Roles and settings, with a drawing made of the real names and every problem beside its answer. */
export function Topology() {
	const {words, glyph} = useLook();
	const {rows, columns} = useRoom();
	const {answer, changeHost, setHosts, setName, setSpec} = useActions();
	const draft = useWizard((state) => state.draft);
	const resolved = useWizard((state) => state.resolved);
	const why = useWizard((state) => notReady('topology', state));
	const facts = useFacts();
	const [selected, select] = useState(0);
	const [open, setOpen] = useState(false);
	const [mode, setMode] = useState<Mode>({kind: 'list'});
	useNextKey(why, mode.kind === 'list');
	useEffect(() => {
		answer((old) => {
			const hosts = proposeRoles(old.hosts, facts);
			return hosts === old.hosts ? old : {...old, hosts};
		});
	}, [answer, facts]);
	const settings = useMemo(() => settingsOf(draft, words.topology), [draft, words]);
	const items = useMemo(() => rowsOf(draft, facts, settings, open, words.topology), [draft, facts, settings, open, words]);
	const at = Math.min(selected, items.length - 1);
	const row = items[at];
	const problems = problemsOf({resolved}).filter((problem) => !isOfMirrors(problem));
	const close = () => setMode({kind: 'list'});
	const begin = (setting: Setting) =>
		setMode(setting.edit.kind === 'text' ? {kind: 'type', setting, edit: setting.edit} : {kind: 'choose', setting});
	const apply = (change: Change) => {
		close();
		if (change.kind === 'name') setName(change.name);
		else if (change.kind === 'spec') setSpec(change.spec);
		else changeHost(change.index, change.host);
	};
	if (mode.kind === 'kinds') {
		const choose = (kind: string, hosts: typeof draft.hosts) => {
			setHosts(hosts);
			// Several control planes are of no use before there is something in front of them.
			if (kind === 'stacked' && draft.spec.controlPlaneEndpoint === undefined) begin(endpointSetting({...draft, hosts}, words.topology));
			else close();
		};
		return <KindView draft={draft} facts={facts} onChoose={choose} onClose={close} />;
	}
	if (mode.kind === 'choose' && mode.setting.edit.kind === 'choice') {
		const {options, typed, apply: choose} = mode.setting.edit;
		const other = typed ? [{label: typed.label, value: typed.edit}] : [];
		return (
			<Menu<string | TextEdit>
				title={mode.setting.label}
				items={options.length + 4 > rows ? [...other, ...options] : [...options, ...other]}
				current={mode.setting.value}
				onChoose={(value) => (typeof value === 'string' ? apply(choose(value)) : setMode({...mode, kind: 'type', edit: value}))}
				onClose={close}
			/>
		);
	}
	const act = () => {
		if (row?.kind === 'host') setRoles(row.index, isPlane(row.host) ? ['worker'] : ['control-plane']);
		else if (row?.kind === 'setting') begin(row.setting);
		else if (row?.kind === 'kind') setMode({kind: 'kinds'});
		else setOpen(!open);
	};
	const setRoles = (index: number, roles: NonNullable<HostSpec['roles']>) => changeHost(index, {roles});
	const section = items.findIndex((item, index) => index > at && item.kind !== row?.kind && item.kind !== 'fold');
	const shownProblems = problems
		.slice(0, 2)
		.flatMap((problem) => wrapCells(`${glyph('failed')} ${words.say(labelled(problem.path, problem.message))}`, columns - 1).slice(0, 2));
	const room = rows - shownProblems.length - (mode.kind === 'type' ? 2 : 0);
	// What the list leaves over is the drawing's; four rows for the notes it gets in any case.
	const listRows = Math.max(4, Math.min(items.length, room - 5));
	return (
		<Box flexDirection="column">
			<List
				items={items}
				keyOf={rowKey}
				selected={at}
				onSelect={select}
				rows={listRows}
				focused={mode.kind === 'list'}
				empty={words.notReady['no-hosts']}
				bindings={[
					{keys: ['enter', 'space'], label: words.topology.act[row?.kind ?? 'setting'], run: act},
					{keys: ['tab'], label: words.topology.section, run: () => select(Math.max(0, section))},
					...(row?.kind === 'host'
						? [
								{
									keys: ['b'],
									label: words.topology.alsoWorker,
									run: () => setRoles(row.index, row.host.roles?.includes('worker') ? ['control-plane'] : ['control-plane', 'worker']),
									disabled: isPlane(row.host) ? undefined : words.topology.onlyPlanes,
								},
								{keys: ['l'], label: words.topology.nodeLabels, run: () => begin(labelsSetting(row.host, row.index, words.topology))},
								{keys: ['t'], label: words.topology.nodeTaints, run: () => begin(taintsSetting(row.host, row.index, words.topology))},
							]
						: []),
				]}
			>
				{(item) => (
					<RowLine
						item={item}
						columns={columns}
						facts={facts}
						wrong={item.kind === 'setting' && problems.some((problem) => problem.path.startsWith(item.setting.path))}
					/>
				)}
			</List>
			{mode.kind === 'type' && <AnswerField setting={mode.setting} edit={mode.edit} onApply={apply} onClose={close} />}
			{shownProblems.map((line) => (
				<Text key={line} color="red" wrap="truncate">
					{line}
				</Text>
			))}
			<Standing
				draft={draft}
				facts={facts}
				version={draft.spec.kubernetesVersion ?? defaults.kubernetesVersion}
				rows={room - listRows - 1}
				columns={columns}
			/>
		</Box>
	);
}
