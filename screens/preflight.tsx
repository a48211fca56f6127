import {Box, Text} from 'ink';
import {useEffect, useState} from 'react';
import type {FindingView} from '../src/store/engine.ts';
import {notReady} from '../src/store/navigation.ts';
import {FindingDetail} from './findings/finding-detail.tsx';
import {FixView} from './findings/fix-view.tsx';
import {fitCells} from './parts/cells.ts';
import {Confirm} from './parts/confirm.tsx';
import {useRoom} from './parts/frame.tsx';
import type {Binding} from './parts/keys.tsx';
import {List} from './parts/list.tsx';
import {useLook} from './parts/look.tsx';
import {useNextKey} from './parts/next-key.tsx';
import {useActions, useWizard} from './parts/store-context.tsx';

const ranks = {error: 0, warning: 1, info: 2} as const;
type Asking = {readonly check: string; readonly title: string; readonly command: string; readonly hosts: readonly string[]};

/** Findings over all hosts at once: what blocks, what may pass by name, and fixes that are shown before they run. */
export function Preflight() {
	const {words, glyph, ascii} = useLook();
	const {rows, columns} = useRoom();
	const actions = useActions();
	const findings = useWizard((state) => state.findings);
	const waived = useWizard((state) => state.draft.waived);
	const fix = useWizard((state) => state.fix);
	const why = useWizard((state) => notReady('preflight', state));
	const [selected, select] = useState(0);
	const [asking, ask] = useState<Asking>();
	const {runPreflight} = actions;
	useEffect(() => {
		if (findings.kind === 'not-asked') void runPreflight();
	}, [findings.kind, runPreflight]);
	useNextKey(why, fix === undefined && asking === undefined);
	if (asking) {
		const run = () => {
			ask(undefined);
			void actions.fixFinding(asking.check, asking.hosts);
		};
		const lines = [
			words.preflight.fixHosts(asking.hosts.join(', ')),
			...asking.command
				.split('\n')
				.slice(0, Math.max(3, rows - 8))
				.map((line) => `$ ${line}`),
		];
		return (
			<Confirm
				title={words.preflight.fixTitle(asking.title)}
				lines={lines}
				safe={words.preflight.doNot}
				act={words.preflight.runIt}
				onSafe={() => ask(undefined)}
				onAct={run}
			/>
		);
	}
	if (fix) return <FixView fix={fix} rows={rows} onClose={actions.closeFix} />;
	if (findings.kind === 'failed') return <Text color="red">{findings.message}</Text>;
	if (findings.kind !== 'here')
		return (
			<Text color="cyan">{`${glyph('checking')} ${words.preflight.asking(findings.kind === 'asking' ? (findings.done ?? 0) : 0, findings.kind === 'asking' ? (findings.total ?? 0) : 0)}`}</Text>
		);
	const sorted = findings.value.toSorted((a, b) => ranks[a.severity] - ranks[b.severity]);
	const current = sorted[Math.min(selected, sorted.length - 1)];
	const count = (severity: FindingView['severity']) =>
		sorted.filter((finding) => finding.severity === severity && !waived.includes(finding.check)).length;
	const listRows = Math.max(3, Math.min(sorted.length + 1, Math.floor(rows / 2)));
	const propose = (hosts: readonly string[] | undefined) =>
		current?.fix && ask({check: current.check, title: current.fix.title, command: current.fix.command, hosts: hosts ?? current.hosts});
	const passes = current !== undefined && waived.includes(current.check);
	const bindings: readonly Binding[] = [
		{keys: ['x'], label: words.preflight.fix, run: () => propose(undefined), disabled: current?.fix ? undefined : words.preflight.noFix},
		{
			keys: ['1'],
			label: words.preflight.fixOne,
			run: () => propose(current?.hosts.slice(0, 1)),
			disabled: current?.fix ? undefined : words.preflight.noFix,
			quiet: true,
		},
		{
			keys: ['w'],
			label: passes ? words.preflight.unwaive : words.preflight.waive,
			run: () => current && actions.waive(current.check, !passes),
			disabled: current?.severity === 'error' && !current.waivable ? words.preflight.notWaivable : undefined,
		},
		{keys: ['r'], label: words.preflight.recheck, run: () => void runPreflight()},
	];
	return (
		<Box flexDirection="column">
			<Text wrap="truncate" color={count('error') > 0 ? 'red' : 'green'}>
				{words.preflight.sums(count('error'), count('warning'), count('info'))}
			</Text>
			<List
				items={sorted}
				keyOf={(finding) => `${finding.check} ${finding.hosts.join()}`}
				selected={Math.min(selected, Math.max(0, sorted.length - 1))}
				onSelect={select}
				rows={listRows}
				focused
				empty={words.preflight.none}
				bindings={bindings}
			>
				{(finding) => {
					const mark = finding.severity === 'error' ? 'failed' : finding.severity === 'warning' ? 'warning' : 'info';
					const hosts =
						finding.hosts.length === 0
							? words.preflight.cluster
							: finding.hosts.length > 3
								? words.preflight.onHosts(finding.hosts.length)
								: finding.hosts.join(' ');
					const word = waived.includes(finding.check) ? words.preflight.waivedMark : words.preflight.severity[finding.severity];
					return (
						<Text wrap="truncate">
							<Text
								color={finding.severity === 'error' ? 'red' : finding.severity === 'warning' ? 'yellow' : ''}
							>{`${glyph(mark)} ${fitCells(word, 8)}`}</Text>
							{` ${fitCells(finding.title, Math.max(20, columns - 36), ascii ? '...' : '…')} `}
							<Text dimColor>{hosts}</Text>
						</Text>
					);
				}}
			</List>
			<Box marginTop={1} flexDirection="column">
				{current && <FindingDetail finding={current} rows={rows - listRows - 2} />}
			</Box>
		</Box>
	);
}
