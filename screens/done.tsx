import {Box, Text, useApp} from 'ink';
import {doneRows} from './done/rows.tsx';
import {summaryParts} from './done/summary.ts';
import {useRoom} from './parts/frame.tsx';
import {useKeys} from './parts/keys.tsx';
import {useLook} from './parts/look.tsx';
import {Scroll} from './parts/scroll.tsx';
import {useActions, useWizard} from './parts/store-context.tsx';
import {shortTime} from './parts/time.ts';

/** How it ended: nodes, versions, endpoint, certificates, time by step, and what to type next. */
export function Done() {
	const {exit} = useApp();
	const {words, glyph, ascii} = useLook();
	const {rows, columns} = useRoom();
	const {retry} = useActions();
	const run = useWizard((state) => state.run);
	const simulation = useWizard((state) => state.simulation);
	const aside = run.end?.setAside ?? [];
	const open = run.end !== undefined && (aside.length > 0 || run.end.result !== 'done');
	const goOn = () => {
		// All of them: each is tried anew, and told if it is still not there.
		retry(aside);
	};
	useKeys({
		bindings: [
			{keys: ['q'], label: words.done.leave, run: () => exit()},
			...(open ? [{keys: ['r'], label: words.done.goOn, run: goOn}] : []),
		],
	});
	if (!run.end) return <Text dimColor>{words.done.nothing}</Text>;
	const good = run.end.result === 'done';
	return (
		<Box flexDirection="column">
			<Text bold wrap="truncate" color={good ? 'green' : 'yellow'}>
				{`${glyph(good ? 'done' : 'warning')} ${words.done.result[run.end.result]}`}
				<Text dimColor>{`  ${words.done.took} ${shortTime(run.tookMs)}`}</Text>
			</Text>
			<Scroll rows={rows - 1} focused>
				{doneRows(summaryParts(run, words, simulation), columns, ascii ? '...' : '…')}
			</Scroll>
		</Box>
	);
}
