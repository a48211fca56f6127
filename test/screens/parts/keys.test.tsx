import {Box, Text} from 'ink';
import {useMemo, useState} from 'react';
import {describe, expect, test} from 'vitest';
import {KeyProvider, KeyRegistry, useKeys} from '../../../screens/parts/keys.tsx';
import {List} from '../../../screens/parts/list.tsx';
import {LookProvider} from '../../../screens/parts/look.tsx';
import {splitKeys} from '../../../screens/parts/split-keys.ts';
import {TextField} from '../../../screens/parts/text-field.tsx';
import {wordsOf} from '../../../screens/text/words.ts';
import {mount} from '../term.ts';

const look = {words: wordsOf('en'), ascii: false, colour: false};

function Stage({children}: {readonly children: React.ReactNode}) {
	const registry = useMemo(() => new KeyRegistry(), []);
	return (
		<LookProvider look={look}>
			<KeyProvider registry={registry}>{children}</KeyProvider>
		</LookProvider>
	);
}

const items = ['one', 'two', 'three', 'four', 'five'];

function Choice({onChoose}: {readonly onChoose: (item: string) => void}) {
	const [selected, select] = useState(0);
	const bindings = [{keys: ['enter'], label: 'choose', run: () => onChoose(items[selected] ?? '')}];
	return (
		<List items={items} keyOf={(item) => item} selected={selected} onSelect={select} rows={5} focused empty="" bindings={bindings}>
			{(item) => <Text>{item}</Text>}
		</List>
	);
}

describe('keys that arrive in one read', () => {
	test('are split into characters, sequences and whole pastes', () => {
		expect(splitKeys('a\u001B[B\r\u001B[200~x\ry\u001B[201~中').keys).toEqual(['a', '\u001B[B', '\r', '\u001B[200~x\ry\u001B[201~', '中']);
	});

	test('Esc and the key after it are two keys, for tmux sends them together', async () => {
		expect(splitKeys('\u001Bn\u001B\u001B[B\u001B').keys).toEqual(['\u001B', 'n', '\u001B', '\u001B[B', '\u001B']);
		const pressed: string[] = [];
		const bindings = ['esc', 'n', 'down'].map((key) => ({keys: [key], label: key, run: () => void pressed.push(key)}));
		const Keys = () => {
			useKeys({bindings});
			return <Text>ready</Text>;
		};
		const shown = mount(
			<Stage>
				<Keys />
			</Stage>,
		);
		await shown.until('ready');
		shown.send('\u001Bn\u001B\u001B[Bn\u001B');
		shown.send('n');
		await expect.poll(() => pressed).toEqual(['esc', 'n', 'esc', 'down', 'n', 'esc', 'n']);
		await shown.unmount();
	});

	test('wait for the rest of a sequence that the network cut', () => {
		const first = splitKeys('x\u001B[');
		expect(first).toEqual({keys: ['x'], rest: '\u001B['});
		expect(splitKeys(`${first.rest}B`)).toEqual({keys: ['\u001B[B'], rest: ''});
	});

	test('an address and Enter in one write are submitted', async () => {
		const submitted: string[] = [];
		const shown = mount(
			<Stage>
				<TextField label="Host" value="" focused submitLabel="add" onSubmit={(value) => submitted.push(value)} />
			</Stage>,
		);
		await shown.until('Host:');
		await shown.type('10.20.30.40\r', '10.20.30.40');
		await expect.poll(() => submitted).toEqual(['10.20.30.40']);
		await shown.unmount();
	});

	test('three Downs and Enter choose the fourth row', async () => {
		const chosen: string[] = [];
		const shown = mount(
			<Stage>
				<Choice onChoose={(item) => chosen.push(item)} />
			</Stage>,
		);
		await shown.until('five');
		await shown.type('\u001B[B\u001B[B\u001B[B\r', '❯ four');
		await expect.poll(() => chosen).toEqual(['four']);
		await shown.unmount();
	});
});

describe('a text field', () => {
	test('moves and deletes by whole characters, and the caret stands at the insertion point after Chinese', async () => {
		const shown = mount(
			<Stage>
				<Box marginTop={2}>
					<TextField label="名称" value="" focused submitLabel="ok" onSubmit={() => {}} />
				</Box>
			</Stage>,
		);
		await shown.until('名称:');
		await shown.type('主机𠮷x', '主机𠮷x');
		await shown.type('\u007F\u007F\u007F', /主 *$/m);
		const {cursorX, cursorY} = shown.term.buffer.active;
		expect({cursorX, cursorY}).toEqual({cursorX: '❯ 名称: 主'.length + 3, cursorY: 2});
		await shown.unmount();
	});

	test('offers the lines of a paste instead of joining them', async () => {
		const pasted: string[] = [];
		const shown = mount(
			<Stage>
				<TextField
					label="Host"
					value=""
					focused
					submitLabel="add"
					onSubmit={() => pasted.push('submitted')}
					onPasteLines={(text) => pasted.push(text)}
				/>
			</Stage>,
		);
		await shown.until('Host:');
		shown.send('\u001B[200~cp1\r\ncp2\r\n\u001B[201~');
		await expect.poll(() => pasted).toEqual(['cp1\ncp2\n']);
		await shown.unmount();
	});

	test('says what is wrong only after the first try', async () => {
		const shown = mount(
			<Stage>
				<TextField
					label="Port"
					value=""
					focused
					submitLabel="ok"
					onSubmit={() => {}}
					validate={(value) => (/^\d+$/.test(value) ? undefined : 'a number, for example 22')}
				/>
			</Stage>,
		);
		await shown.until('Port:');
		await shown.type('x', 'Port: x');
		expect(shown.screen()).not.toContain('a number');
		await shown.type('\r', 'a number, for example 22');
		await shown.unmount();
	});
});
