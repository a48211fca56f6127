import {Box, Text} from 'ink';
import {useEffect, useState} from 'react';
import type {FindingView} from '../src/store/engine.ts';
import {notReady} from '../src/store/navigation.ts';
import {detailRows, FindingDetail} from './findings/finding-detail.tsx';
import {FindingLine} from './findings/finding-line.tsx';
import {FixQuestion} from './findings/fix-question.tsx';
import {FixView} from './findings/fix-view.tsx';
import {Hint} from './findings/hint.tsx';
import {useRoom} from './parts/frame.tsx';
import {type Binding, useKeys} from './parts/keys.tsx';
import {List} from './parts/list.tsx';
import {useLook} from './parts/look.tsx';
import {useNextKey} from './parts/next-key.tsx';
import {Scroll} from './parts/scroll.tsx';
import {useActions, useWizard} from './parts/store-context.tsx';

const ranks = {error: 0, warning: 1, info: 2} as const;
type Fix = {readonly check: string; readonly title: string; readonly command: string; readonly hosts: readonly string[]};
type Over = {readonly kind: 'none' | 'detail'} | {readonly kind: 'fixes'; readonly fixes: readonly Fix[]};

/** Findings over all hosts at once: what blocks, what may pass by name, and fixes that are shown before they run. */
export function Preflight() {
	const {words, glyph} = useLook();
	const {rows, columns} = useRoom();
	const actions = useActions();
	const findings = useWizard((state) => state.findings);
	const waived = useWizard((state) => state.draft.waived);
	const fix = useWizard((state) => state.fix);
	const why = useWizard((state) => notReady('preflight', state));
	const [selected, select] = useState(0);
	const [over, setOver] = useState<Over>({kind: 'none'});
	const {runPreflight} = actions;
	useEffect(() => {
		if (findings.kind === 'not-asked') void runPreflight();
	}, [findings.kind, runPreflight]);
	useNextKey(why, fix === undefined && over.kind === 'none');
	useKeys({bindings: [{keys: ['r'], label: words.preflight.recheck, run: () => void runPreflight()}]}, findings.kind === 'failed');
	const close = () => setOver({kind: 'none'});
	if (over.kind === 'fixes') {
		const run = () => {
			close();
			void actions.fixFindings(over.fixes);
		};
		return <FixQuestion fixes={over.fixes} rows={rows} onSafe={close} onAct={run} />;
	}
	if (fix) return <FixView fix={fix} rows={rows} onClose={actions.closeFix} />;
	if (findings.kind === 'failed') return <Text color="red">{findings.message}</Text>;
	if (findings.kind !== 'here') {
		const {done = 0, total = 0} = findings.kind === 'asking' ? findings : {};
		return <Text color="cyan">{`${glyph('checking')} ${words.preflight.asking(done, total)}`}</Text>;
	}
	const sorted = findings.value.toSorted((a, b) => ranks[a.severity] - ranks[b.severity]);
	const current = sorted[Math.min(selected, sorted.length - 1)];
	const lines = current ? detailRows(current, words, columns) : [];
	if (over.kind === 'detail')
		return (
			<Scroll rows={rows} focused bindings={[{keys: ['esc', 'enter'], label: words.keys.close, run: close}]}>
				{lines}
			</Scroll>
		);
	const open = sorted.filter((finding) => !waived.includes(finding.check));
	const count = (severity: FindingView['severity']) => open.filter((finding) => finding.severity === severity).length;
	const fixOf = (finding: FindingView, hosts: readonly string[] = finding.hosts): readonly Fix[] =>
		finding.fix && finding.handledBy === undefined ? [{check: finding.check, ...finding.fix, hosts}] : [];
	const fixable = open.flatMap((finding) => fixOf(finding));
	const noFix = current && fixOf(current).length > 0 ? undefined : words.preflight.noFix;
	const passes = current !== undefined && waived.includes(current.check);
	const ask = (fixes: readonly Fix[]) => setOver({kind: 'fixes', fixes});
	const bindings: readonly Binding[] = [
		{keys: ['x'], label: words.preflight.fix, run: () => current && ask(fixOf(current)), disabled: noFix},
		{
			keys: ['X'],
			label: words.preflight.fixAll,
			run: () => ask(fixable),
			disabled: fixable.length > 0 ? undefined : words.preflight.nothingToFix,
			quiet: fixable.length < 2,
		},
		{
			keys: ['1'],
			label: words.preflight.fixOne,
			run: () => current && ask(fixOf(current, current.hosts.slice(0, 1))),
			disabled: noFix,
			quiet: true,
		},
		{
			keys: ['w'],
			label: passes ? words.preflight.unwaive : words.preflight.waive,
			run: () => current && actions.waive(current.check, !passes),
			disabled: current?.severity !== 'error' ? words.preflight.onlyErrors : current.waivable ? undefined : words.preflight.notWaivable,
		},
		{keys: ['r'], label: words.preflight.recheck, run: () => void runPreflight()},
		{keys: ['enter'], label: words.preflight.detail, run: () => setOver({kind: 'detail'})},
	];
	const listRows = Math.max(3, Math.min(sorted.length, Math.floor(rows / 2)));
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
				{(finding) => <FindingLine finding={finding} waived={waived.includes(finding.check)} columns={columns} />}
			</List>
			<Box marginTop={1} flexDirection="column" height={Math.max(0, rows - listRows - 4)} flexShrink={0} overflow="hidden">
				<FindingDetail lines={lines} rows={rows - listRows - 4} more={words.preflight.moreDetail} />
			</Box>
			<Box marginTop={1}>
				<Hint blocking={open.filter((finding) => finding.severity === 'error')} fixable={fixable.length} />
			</Box>
		</Box>
	);
}
