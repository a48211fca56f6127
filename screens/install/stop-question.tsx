import {Box, Text} from 'ink';
import {useState} from 'react';
import {useKeys} from '../parts/keys.tsx';
import {useLook} from '../parts/look.tsx';

interface Props {
	readonly onStay: () => void;
	readonly onDrain: () => void;
	readonly onLeave: () => void;
}

/** Three ways out of a running install; the first, and Enter alone, is to stay. */
export function StopQuestion({onStay, onDrain, onLeave}: Props) {
	const {words, border, glyph} = useLook();
	const [at, move] = useState(0);
	const choices = [
		{label: words.install.stay, act: onStay},
		{label: words.install.stopAct, act: onDrain},
		{label: words.install.leaveAct, act: onLeave},
	];
	useKeys({
		modal: true,
		bindings: [
			{keys: ['enter'], label: words.keys.choose, run: () => choices[at]?.act()},
			{keys: ['down', 'tab', 'j'], label: words.keys.move, run: () => move((at + 1) % choices.length)},
			{keys: ['up', 'shift+tab', 'k'], label: words.keys.move, run: () => move((at + choices.length - 1) % choices.length), quiet: true},
			{keys: ['esc'], label: words.install.stay, run: onStay},
			// A second Ctrl+C, as on the command line, leaves at once.
			{keys: ['ctrl+c'], label: words.install.leaveAct, run: onLeave, quiet: true},
		],
	});
	return (
		<Box flexDirection="column" borderStyle={border} paddingX={1} alignSelf="flex-start" flexShrink={0}>
			<Text bold>{words.install.stopTitle}</Text>
			{words.install.stopLines.map((line) => (
				<Text key={line}>{line}</Text>
			))}
			<Text> </Text>
			{choices.map(({label}, index) => (
				<Text key={label} bold={index === at}>{`${index === at ? glyph('selected') : ' '} ${label}`}</Text>
			))}
		</Box>
	);
}
