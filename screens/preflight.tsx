import {Box, Text} from 'ink';
import {useEffect, useState} from 'react';
import type {FindingView} from '../src/store/engine.ts';
import {notReady, problemsOf} from '../src/store/navigation.ts';
import {detailRows, FindingDetail} from './findings/finding-detail.tsx';
import {findingKeys, fixOf} from './findings/finding-keys.ts';
import {FindingLine} from './findings/finding-line.tsx';
import {type ChosenFix, FixQuestion} from './findings/fix-question.tsx';
import {FixView} from './findings/fix-view.tsx';
import {Hint, hintRows} from './findings/hint.tsx';
import {WrongAnswers} from './findings/wrong-answers.tsx';
import {useRoom} from './parts/frame.tsx';
import {useKeys} from './parts/keys.tsx';
import {List} from './parts/list.tsx';
import {useLook} from './parts/look.tsx';
import {Menu} from './parts/menu.tsx';
import {useNextKey} from './parts/next-key.tsx';
import {Scroll} from './parts/scroll.tsx';
import {useActions, useWizard} from './parts/store-context.tsx';

const ranks = {error: 0, warning: 1, info: 2} as const;
type Over =
	| {readonly kind: 'none' | 'detail'}
	| {readonly kind: 'host'; readonly finding: FindingView}
	| {readonly kind: 'fixes'; readonly fixes: readonly ChosenFix[]};

/** Findings over all hosts at once: what blocks, what may pass by name, and fixes that are shown before they run. */
export function Preflight() {
	const {words, glyph} = useLook();
	const {rows, columns} = useRoom();
	const actions = useActions();
	const findings = useWizard((state) => state.findings);
	const problems = useWizard(problemsOf);
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
	useKeys(
		{bindings: [{keys: ['r'], label: words.preflight.recheck, run: () => void runPreflight()}]},
		findings.kind === 'failed' && problems.length === 0,
	);
	const close = () => setOver({kind: 'none'});
	const ask = (fixes: readonly ChosenFix[]) => setOver({kind: 'fixes', fixes});
	if (over.kind === 'fixes') {
		const run = (fixes: readonly ChosenFix[]) => {
			close();
			void actions.fixFindings(fixes);
		};
		return <FixQuestion fixes={over.fixes} onSafe={close} onAct={run} />;
	}
	if (over.kind === 'host') {
		const {finding} = over;
		const items = finding.hosts.map((host) => ({label: host, value: host}));
		return <Menu title={words.preflight.fixWhich} items={items} onChoose={(host) => ask(fixOf(finding, [host]))} onClose={close} />;
	}
	if (fix) return <FixView fix={fix} checking={findings.kind === 'asking'} onStop={actions.stopFix} onClose={actions.closeFix} />;
	if (findings.kind === 'failed' && problems.length > 0) return <WrongAnswers problems={problems} />;
	if (findings.kind === 'failed') return <Text color="red">{words.say(findings.message)}</Text>;
	if (findings.kind !== 'here') {
		const {done = 0, total = 0} = findings.kind === 'asking' ? findings : {};
		return <Text color="cyan">{`${glyph('checking')} ${words.preflight.asking(done, total)}`}</Text>;
	}
	const sorted = findings.value.toSorted((a, b) => ranks[a.severity] - ranks[b.severity]);
	const current = sorted[Math.min(selected, sorted.length - 1)];
	const passes = current !== undefined && waived.includes(current.check);
	const lines = current ? detailRows(current, passes, words, columns) : [];
	const open = sorted.filter((finding) => !waived.includes(finding.check));
	const passed = [...new Set(sorted.filter((finding) => waived.includes(finding.check)).map(({check}) => check))];
	const count = (severity: FindingView['severity']) => open.filter((finding) => finding.severity === severity).length;
	const bindings = findingKeys({
		...{current, open, passes, words, ask},
		pickHost: (finding) => setOver({kind: 'host', finding}),
		waive: actions.waive,
		recheck: () => void runPreflight(),
		showDetail: () => setOver({kind: 'detail'}),
	});
	if (over.kind === 'detail')
		return (
			<Scroll
				rows={rows}
				focused
				bindings={[{keys: ['esc', 'enter'], label: words.keys.close, run: close}, ...bindings.filter(({keys}) => !keys.includes('enter'))]}
			>
				{lines}
			</Scroll>
		);
	const listRows = Math.max(3, Math.min(sorted.length, Math.floor(rows / 2)));
	const detailRoom = Math.max(0, rows - listRows - 3 - hintRows);
	return (
		<Box flexDirection="column">
			<Text wrap="truncate" color={count('error') > 0 ? 'red' : 'green'}>
				{words.preflight.sums(count('error'), count('warning'), count('info'), passed)}
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
			<Box marginTop={1} flexDirection="column" height={detailRoom} flexShrink={0} overflow="hidden">
				<FindingDetail lines={lines} rows={detailRoom} more={words.preflight.moreDetail} />
			</Box>
			<Box marginTop={1} flexDirection="column" flexShrink={0}>
				<Hint
					blocking={open.filter((finding) => finding.severity === 'error')}
					fixable={open.flatMap((finding) => fixOf(finding)).length}
				/>
			</Box>
		</Box>
	);
}
