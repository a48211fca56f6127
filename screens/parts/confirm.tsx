import {Box, Text} from 'ink';
import {useState} from 'react';
import {useKeys} from './keys.tsx';
import {useLook} from './look.tsx';

interface Props {
	readonly title: string;
	readonly lines: readonly string[];
	/** The safe choice; it has the focus first. */
	readonly safe: string;
	readonly act: string;
	readonly onSafe: () => void;
	readonly onAct: () => void;
	/** Keys that act at once: the second Ctrl+C of one who wants out. */
	readonly actKeys?: readonly string[];
}

/** A question before something is left or begun. Enter alone takes the safe answer; number keys do nothing. */
export function Confirm({title, lines, safe, act, onSafe, onAct, actKeys = []}: Props) {
	const {words} = useLook();
	const [acting, setActing] = useState(false);
	const turn = () => setActing((old) => !old);
	useKeys({
		modal: true,
		bindings: [
			{keys: ['enter'], label: words.keys.choose, run: () => (acting ? onAct() : onSafe())},
			{keys: ['left', 'right', 'tab', 'shift+tab', 'up', 'down'], label: words.keys.move, run: turn},
			{keys: ['esc'], label: safe, run: onSafe},
			...(actKeys.length > 0 ? [{keys: actKeys, label: act, run: onAct, quiet: true}] : []),
		],
	});
	return (
		<Box flexDirection="column" paddingX={2} alignSelf="flex-start" flexShrink={0}>
			<Text bold>{title}</Text>
			{lines.map((line, at) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: lines may repeat and never move
				<Text key={at}>{line || ' '}</Text>
			))}
			<Box gap={3} marginTop={1} aria-role="radiogroup">
				<Choice text={safe} chosen={!acting} />
				<Choice text={act} chosen={acting} />
			</Box>
		</Box>
	);
}

/** One answer; the chosen one is marked by more than its weight, which NO_COLOR takes away. */
export function Choice({text, chosen}: {readonly text: string; readonly chosen: boolean}) {
	const {glyph} = useLook();
	return (
		<Box aria-role="radio" aria-state={{checked: chosen}}>
			<Text bold={chosen}>{`${chosen ? glyph('selected') : ' '} ${text}`}</Text>
		</Box>
	);
}
