import {Box, Text} from 'ink';
import InkTextInput from 'ink-text-input';
import {type ComponentType, type ReactNode, useMemo, useState} from 'react';
import {describe, expect, test} from 'vitest';
import {KeyProvider, KeyRegistry, useKeys} from '../../../screens/parts/keys.tsx';
import {LookProvider} from '../../../screens/parts/look.tsx';
import {TextField} from '../../../screens/parts/text-field.tsx';
import {wordsOf} from '../../../screens/text/words.ts';
import {type Mounted, mount} from '../term.ts';

const look = {words: wordsOf('en'), ascii: false, colour: false};

function Stage({children}: {readonly children: ReactNode}) {
	const registry = useMemo(() => new KeyRegistry(), []);
	return (
		<LookProvider look={look}>
			<KeyProvider registry={registry}>{children}</KeyProvider>
		</LookProvider>
	);
}

function Own() {
	return <TextField label="Filter" value="" focused submitLabel="ok" onSubmit={() => {}} />;
}

/** As good as it can be used: behind the same paced keys, with a layer of its own so that letters are no commands. */
function Theirs() {
	const [value, setValue] = useState('');
	useKeys({modal: true, bindings: []});
	return (
		<Box>
			<Text>❯ Filter: </Text>
			<InkTextInput value={value} onChange={setValue} />
		</Box>
	);
}

const typedIn = (shown: Mounted) => /Filter: (.*?) *$/m.exec(shown.screen())?.[1];

/** What an operator does in any field, a filter too; the numbers are those of the checklist this wizard is held to. */
const points: Readonly<Record<string, (shown: Mounted) => Promise<void>>> = {
	'5: a paste goes into it': async (shown) => {
		await shown.type('\u001B[200~kubelet\u001B[201~x', 'x');
		expect(typedIn(shown)).toBe('kubeletx');
	},
	'6: the caret of the terminal, where an IME opens its window, stands at the insertion point': async (shown) => {
		await shown.type('主机', 'Filter: 主机');
		expect(shown.term.buffer.active.cursorX).toBe('❯ Filter: '.length + 4);
	},
	'6: a character is deleted whole': async (shown) => {
		await shown.type('ae\u0301', 'ae');
		await shown.type('\u007Fb', 'b');
		expect(typedIn(shown)).toBe('ab');
	},
	'7: without colour the caret is seen': async (shown) => {
		await shown.type('ab', 'Filter: ab');
		// Ink hides the caret of the terminal unless a component asks for it.
		expect(shown.output.text.lastIndexOf('\u001B[?25h')).toBeGreaterThan(shown.output.text.lastIndexOf('\u001B[?25l'));
	},
	'11: Ctrl+U empties it, as everywhere': async (shown) => {
		await shown.type('abc\u0015z', 'z');
		expect(typedIn(shown)).toBe('z');
	},
};

async function holds(Field: ComponentType, point: (shown: Mounted) => Promise<void>): Promise<void> {
	const shown = mount(
		<Stage>
			<Field />
		</Stage>,
	);
	try {
		await shown.until('Filter:');
		await point(shown);
	} finally {
		await shown.unmount();
	}
}

describe('the field of our own', () => {
	for (const [name, point] of Object.entries(points)) test(name, () => holds(Own, point));
});

/** Why there is one. A version of ink-text-input that holds a point turns that line red: then look again. */
describe('ink-text-input does not hold', () => {
	for (const [name, point] of Object.entries(points)) test.fails(name, () => holds(Theirs, point));
});
