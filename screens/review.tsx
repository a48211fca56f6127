import {Box, Text} from 'ink';
import {useEffect, useState} from 'react';
import {useShallow} from 'zustand/react/shallow';
import {blocking} from '../src/store/navigation.ts';
import {Confirm} from './parts/confirm.tsx';
import {useKeys} from './parts/keys.tsx';
import {useLook} from './parts/look.tsx';
import {useActions, useWizard} from './parts/store-context.tsx';
import {Blocked} from './review/blocked.tsx';
import {CommandView} from './review/command-view.tsx';
import {PlanList} from './review/plan-list.tsx';
import {isTodo, type Opens} from './review/rows.ts';
import {type Writing, Written} from './review/written.tsx';

type Mode =
	| {readonly kind: 'list' | 'start'}
	| {readonly kind: 'commands'; readonly opens: Opens}
	| {readonly kind: 'written'; readonly writing: Writing};

/** Every answer, every host, every task by step, files and commands, before anything is changed. */
export function Review() {
	const {words, glyph} = useLook();
	const {makePlan, startInstall} = useActions();
	const plan = useWizard((state) => state.plan);
	const blocked = useWizard(useShallow(blocking));
	const checking = useWizard((state) => state.findings.kind === 'asking');
	const [mode, setMode] = useState<Mode>({kind: 'list'});
	useEffect(() => {
		if (plan.kind === 'not-asked') void makePlan();
	}, [plan.kind, makePlan]);
	useKeys({bindings: [{keys: ['r'], label: words.review.again, run: () => void makePlan()}]}, plan.kind === 'failed');
	if (plan.kind === 'failed' && blocked.length > 0) return <Blocked findings={blocked} />;
	if (plan.kind === 'failed') return <Text color="red">{words.say(plan.message)}</Text>;
	if (plan.kind !== 'here')
		return <Text color="cyan">{`${glyph('checking')} ${checking ? words.preflight.asking(0, 0) : words.review.planning}`}</Text>;
	const close = () => setMode({kind: 'list'});
	const {tasks} = plan.value;
	const todo = tasks.filter(isTodo).length;
	return (
		<Box flexDirection="column">
			{mode.kind === 'start' && (
				<Confirm
					title={words.review.startTitle}
					lines={words.review.startLines(new Set(tasks.map((task) => task.host)).size, todo)}
					safe={words.review.notYet}
					act={words.review.start}
					onSafe={close}
					onAct={startInstall}
				/>
			)}
			{mode.kind === 'commands' && (
				<CommandView
					key={JSON.stringify(mode.opens)}
					plan={plan.value}
					opens={mode.opens}
					onOpen={(opens) => setMode({kind: 'commands', opens})}
					onClose={close}
				/>
			)}
			{mode.kind === 'written' && <Written {...mode.writing} onClose={close} />}
			{/* Hidden and not taken away, so that one comes back to the line one left. */}
			<Box display={mode.kind === 'list' ? 'flex' : 'none'} flexDirection="column">
				<PlanList
					plan={plan.value}
					todo={todo}
					focused={mode.kind === 'list'}
					onStart={() => setMode({kind: 'start'})}
					onOpen={(opens) => setMode({kind: 'commands', opens})}
					onWritten={(writing) => setMode({kind: 'written', writing})}
				/>
			</Box>
		</Box>
	);
}
