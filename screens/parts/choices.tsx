import {Box, Text} from 'ink';
import {useState} from 'react';
import {Choice} from './confirm.tsx';
import {useKeys} from './keys.tsx';
import {useLook} from './look.tsx';

export interface Way {
	readonly label: string;
	readonly act: () => void;
}

interface Props {
	readonly title: string;
	readonly lines: readonly string[];
	/** The first changes nothing: it has the focus, and Esc takes it. The last is what a second Ctrl+C takes. */
	readonly ways: readonly [Way, ...Way[]];
}

/** A question with more answers than yes and no; Enter alone takes the safe one. */
export function Choices({title, lines, ways}: Props) {
	const {words} = useLook();
	const [at, move] = useState(0);
	const chosen = Math.min(at, ways.length - 1);
	const last = ways.at(-1) ?? ways[0];
	useKeys({
		modal: true,
		bindings: [
			{keys: ['enter'], label: words.keys.choose, run: () => ways[chosen]?.act()},
			{keys: ['down', 'tab', 'j'], label: words.keys.move, run: () => move((chosen + 1) % ways.length)},
			{keys: ['up', 'shift+tab', 'k'], label: words.keys.move, run: () => move((chosen + ways.length - 1) % ways.length), quiet: true},
			{keys: ['esc'], label: ways[0].label, run: ways[0].act},
			{keys: ['ctrl+c'], label: last.label, run: last.act, quiet: true},
		],
	});
	return (
		<Box flexDirection="column" paddingX={2} alignSelf="flex-start" flexShrink={0}>
			<Text bold>{title}</Text>
			{lines.map((line) => (
				<Text key={line}>{line}</Text>
			))}
			<Text> </Text>
			<Box flexDirection="column" aria-role="radiogroup">
				{ways.map(({label}, index) => (
					<Choice key={label} text={label} chosen={index === chosen} />
				))}
			</Box>
		</Box>
	);
}
