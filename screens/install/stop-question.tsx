import {Box, Text} from 'ink';
import {useState} from 'react';
import {Choice} from '../parts/confirm.tsx';
import {useKeys} from '../parts/keys.tsx';
import {useLook} from '../parts/look.tsx';

interface Props {
	readonly onStay: () => void;
	readonly onDrain: () => void;
	readonly onLeave: () => void;
}

/** Three ways out of a running install; the first, and Enter alone, is to stay. */
export function StopQuestion({onStay, onDrain, onLeave}: Props) {
	const {words} = useLook();
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
		<Box flexDirection="column" paddingX={2} alignSelf="flex-start" flexShrink={0}>
			<Text bold>{words.install.stopTitle}</Text>
			{words.install.stopLines.map((line) => (
				<Text key={line}>{line}</Text>
			))}
			<Text> </Text>
			<Box flexDirection="column" aria-role="radiogroup">
				{choices.map(({label}, index) => (
					<Choice key={label} text={label} chosen={index === at} />
				))}
			</Box>
		</Box>
	);
}
