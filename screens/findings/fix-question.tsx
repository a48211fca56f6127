import {Box, Text} from 'ink';
import {useState} from 'react';
import type {Said} from '../../src/told.ts';
import {useRoom} from '../parts/frame.tsx';
import {useKeys} from '../parts/keys.tsx';
import {useLook} from '../parts/look.tsx';
import {Scroll} from '../parts/scroll.tsx';
import {wrapCells} from '../parts/wrap.ts';
import type {Words} from '../text/words.ts';
import {scriptLines} from './script-lines.ts';

/** A fix of one finding on the hosts it is to run on. */
export interface ChosenFix {
	readonly check: string;
	readonly title: Said;
	readonly command: string;
	readonly hosts: readonly string[];
}

interface Props {
	readonly fixes: readonly ChosenFix[];
	readonly onSafe: () => void;
	readonly onAct: () => void;
}

/** Fixes are shown to their last line before they run: what does not fit is scrolled to. Enter alone runs nothing. */
export function FixQuestion({fixes, onSafe, onAct}: Props) {
	const {words, glyph} = useLook();
	const {rows, columns} = useRoom();
	const [acting, setActing] = useState(false);
	const turn = () => setActing((old) => !old);
	useKeys({
		bindings: [
			{keys: ['enter'], label: words.keys.choose, run: () => (acting ? onAct() : onSafe())},
			{keys: ['left', 'right', 'tab', 'shift+tab'], label: words.keys.move, run: turn},
			{keys: ['esc'], label: words.preflight.doNot, run: onSafe},
		],
	});
	const title = fixes.length === 1 ? words.preflight.fixTitle : words.preflight.fixAllTitle(fixes.length);
	const lines = fixes.flatMap((fix, index) => rowsOf(fix, index, fixes.length, words, columns));
	return (
		<Box flexDirection="column">
			<Text bold wrap="truncate">
				{title}
			</Text>
			<Scroll rows={rows - 3} focused>
				{lines.map((line, at) => ({
					key: String(at),
					row: (
						<Text wrap="truncate" bold={line.bold}>
							{line.text || ' '}
						</Text>
					),
				}))}
			</Scroll>
			<Box gap={3} marginTop={1} flexShrink={0}>
				<Text bold={!acting}>{`${acting ? ' ' : glyph('selected')} ${words.preflight.doNot}`}</Text>
				<Text bold={acting}>{`${acting ? glyph('selected') : ' '} ${words.preflight.runIt}`}</Text>
			</Box>
		</Box>
	);
}

function rowsOf(
	{title, hosts, command}: ChosenFix,
	index: number,
	total: number,
	words: Words,
	columns: number,
): readonly {readonly text: string; readonly bold: boolean}[] {
	const number = total > 1 ? `${index + 1}/${total} ` : '';
	return [
		...(index > 0 ? [{text: '', bold: false}] : []),
		...wrapCells(`${number}${words.say(title)}`, columns - 1).map((text) => ({text, bold: total > 1})),
		...wrapCells(words.preflight.fixHosts(hosts.join(', ')), columns - 1).map((text) => ({text, bold: false})),
		...scriptLines(command, columns).map((text) => ({text, bold: false})),
	];
}
