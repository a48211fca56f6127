import {Box, Text} from 'ink';
import stringWidth from 'string-width';
import {keyLabel} from './key-name.ts';
import {type Binding, useBindings} from './keys.tsx';
import {useLook} from './look.tsx';

/** The keys valid now, as many as fit; `?` shows all of them. */
export function Footer({columns}: {readonly columns: number}) {
	const {ascii, glyph} = useLook();
	const bindings = useBindings().filter((binding) => !binding.quiet);
	const entries = bindings.map((binding) => ({binding, text: entryText(binding, ascii)}));
	// The help key comes last in the list and must stay: it leads to what was cut.
	const help = entries.find(({binding}) => binding.keys.includes('?'));
	// What can be done now stands before the way on that is not open yet.
	const shut = entries.filter(({binding}) => binding.goesOn && binding.disabled !== undefined);
	const others = [...entries.filter((entry) => entry !== help && !shut.includes(entry)), ...shut];
	let room = columns - (help ? stringWidth(help.text) + 2 : 0) - 2;
	const fitting = others.filter(({text}) => {
		room -= stringWidth(text) + 2;
		return room >= 0;
	});
	const cut = fitting.length < others.length;
	return (
		<Box flexShrink={0} height={1} overflow="hidden">
			<Text wrap="truncate">
				{[...fitting, ...(help ? [help] : [])].map(({binding}, index) => (
					<Text key={binding.keys.join()}>
						{index > 0 ? '  ' : ''}
						<Text bold dimColor={binding.disabled !== undefined}>
							{shownKeys(binding, ascii)}
						</Text>
						<Text dimColor>{` ${binding.label}`}</Text>
					</Text>
				))}
				{cut ? ` ${glyph('more')}` : ''}
			</Text>
		</Box>
	);
}

function entryText(binding: Binding, ascii: boolean): string {
	return `${shownKeys(binding, ascii)} ${binding.label}`;
}

/** The first key; of left and right both, since at either end one of them leads nowhere. */
function shownKeys({keys}: Binding, ascii: boolean): string {
	const [first = '', second] = keys;
	return first === 'left' && second === 'right'
		? `${keyLabel(first, ascii)}${ascii ? '/' : ''}${keyLabel(second, ascii)}`
		: keyLabel(first, ascii);
}
