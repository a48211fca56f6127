import {Box, Text} from 'ink';
import {useEffect, useMemo, useState} from 'react';
import {defaults} from '../src/cluster/defaults.ts';
import {fixedIn} from '../src/cluster/fixed.ts';
import type {HostSpec} from '../src/cluster/schema/host.ts';
import type {ProblemView} from '../src/store/engine.ts';
import {fixedOf} from '../src/store/fixed.ts';
import {isOfMirrors, notReady, problemsOf} from '../src/store/navigation.ts';
import {proposeRoles} from '../src/store/propose.ts';
import {useRoom} from './parts/frame.tsx';
import {List} from './parts/list.tsx';
import {useLook} from './parts/look.tsx';
import {Menu} from './parts/menu.tsx';
import {useNextKey} from './parts/next-key.tsx';
import {useActions, useWizard} from './parts/store-context.tsx';
import {wrapCells} from './parts/wrap.ts';
import {AnswerField, answerProblemRows} from './topology/answer-field.tsx';
import {withFixed} from './topology/fixed-settings.ts';
import {labelsSetting, taintsSetting} from './topology/host-settings.ts';
import {KindView} from './topology/kind-view.tsx';
import {cutLines, hostOf, problemWords, settingOf} from './topology/problem-words.ts';
import {isPlane, type Row, RowLine, rowKey, rowName} from './topology/row-line.tsx';
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
	/** Until the operator moves it the cursor is where something is wrong. */
	const [selected, select] = useState<number>();
	const [open, setOpen] = useState(false);
	const [mode, setMode] = useState<Mode>({kind: 'list'});
	useEffect(() => {
		answer((old) => {
			const hosts = proposeRoles(old.hosts, facts);
			return hosts === old.hosts ? old : {...old, hosts};
		});
	}, [answer, facts]);
	const fixed = useWizard(fixedOf);
	const settings = useMemo(() => {
		const now = 'cluster' in resolved ? fixedIn(resolved.cluster) : undefined;
		return withFixed(settingsOf(draft, words.topology), {name: draft.name, spec: draft.spec, fixed, now, words: words.topology});
	}, [draft, words, fixed, resolved]);
	const problems = problemsOf({resolved}).filter((problem) => !isOfMirrors(problem));
	/** True when the problem is mended at this row. */
	const belongs = (problem: ProblemView, item: Row | undefined) =>
		item?.kind === 'setting' ? settingOf(problem, settings) === item.setting : item?.kind === 'host' && hostOf(problem) === item.index;
	const unfolded = open || problems.some((problem) => settingOf(problem, settings)?.advanced);
	const items = useMemo(() => rowsOf(draft, facts, settings, unfolded, words.topology), [draft, facts, settings, unfolded, words]);
	const firstWrong = items.findIndex((item) => problems.some((problem) => belongs(problem, item)));
	const wrongRow = items[firstWrong];
	useNextKey(why, mode.kind === 'list', wrongRow && words.topology.wrongRow(rowName(wrongRow)));
	const at = Math.min(selected ?? Math.max(0, firstWrong), items.length - 1);
	const row = items[at];
	const close = () => setMode({kind: 'list'});
	const begin = (setting: Setting) => {
		select(at);
		setMode(setting.edit.kind === 'text' ? {kind: 'type', setting, edit: setting.edit} : {kind: 'choose', setting});
	};
	const leaveField = (setting: Setting) => {
		const its = items.findIndex((item) => item.kind === 'setting' && item.setting.id === setting.id);
		if (its >= 0) select(its);
		close();
	};
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
	const held = row?.kind === 'setting' ? row.setting.fixed : undefined;
	const back = held?.back;
	const act = () => {
		if (row?.kind === 'host') setRoles(row.index, isPlane(row.host) ? ['worker'] : ['control-plane']);
		else if (back) apply(back);
		else if (row?.kind === 'setting') begin(row.setting);
		else if (row?.kind === 'kind') setMode({kind: 'kinds'});
		else setOpen(!unfolded);
	};
	const setRoles = (index: number, roles: NonNullable<HostSpec['roles']>) => changeHost(index, {roles});
	const section = items.findIndex((item, index) => index > at && item.kind !== row?.kind && item.kind !== 'fold');
	// Those of the row under the cursor first, then in the order of the rows.
	const shownProblems = cutLines(
		problems
			.toSorted((a, b) => Number(belongs(b, row)) - Number(belongs(a, row)))
			.flatMap((problem) => wrapCells(`${glyph('failed')} ${problemWords(problem, {hosts: draft.hosts, settings, words})}`, columns - 5)),
		rows < 15 ? 3 : 6,
		glyph('more'),
	);
	const room = rows - shownProblems.length - (mode.kind === 'type' ? 1 + answerProblemRows : 0);
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
				waits={mode.kind === 'type'}
				empty={words.notReady['no-hosts']}
				bindings={[
					{
						keys: ['enter', 'space'],
						label: back ? words.topology.toFixed : words.topology.act[row?.kind ?? 'setting'],
						run: act,
						disabled: held && !back ? words.topology.fixedWhy : undefined,
					},
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
				{(item) => <RowLine item={item} columns={columns} facts={facts} wrong={problems.some((problem) => belongs(problem, item))} />}
			</List>
			{mode.kind === 'type' && (
				<AnswerField setting={mode.setting} edit={mode.edit} settings={settings} onApply={apply} onClose={() => leaveField(mode.setting)} />
			)}
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
