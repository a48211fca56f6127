import {Box, Text} from 'ink';
import {useState} from 'react';
import {nameOf} from '../../src/store/draft.ts';
import type {ReadHosts} from '../../src/store/engine.ts';
import {labelled} from '../../src/told.ts';
import {useRoom} from '../parts/frame.tsx';
import {useLook} from '../parts/look.tsx';
import {useActions, useWizard} from '../parts/store-context.tsx';
import {TextField} from '../parts/text-field.tsx';
import {wrapCells} from '../parts/wrap.ts';
import type {Show} from './view.ts';

const previewed = 6;

/** A field for hosts, one after the other; what it would add is shown while typing. */
export function AddHosts({show}: {readonly show: Show}) {
	const {words, glyph} = useLook();
	const {rows, columns} = useRoom();
	const {readHosts, takeHosts, notify} = useActions();
	const count = useWizard((state) => state.draft.hosts.length);
	const [turn, setTurn] = useState(0);
	const [typed, type] = useState('');
	// Not from the first letter on: half an address is no mistake. Once told, a problem is judged anew with every key.
	const [tried, setTried] = useState(false);
	const text = words.hosts;
	const read = readHosts(typed);
	const preview = read.hosts;
	const problems: ReadHosts['problems'] = tried ? read.problems : [];
	const close = () => show({kind: 'table'});
	const submit = (value: string) => {
		// Enter in an empty field means: that is all.
		if (value.trim() === '') return close();
		const read = readHosts(value);
		setTried(read.problems.length > 0);
		if (read.problems.length > 0) {
			if (read.hosts.length > 0) show({kind: 'choose', read});
			return;
		}
		const taken = takeHosts(read.hosts);
		notify(text.added(taken));
		type('');
		setTurn(turn + 1);
	};
	const names = `${preview.slice(0, previewed).map(nameOf).join(', ')}${preview.length > previewed ? ` ${glyph('more')}` : ''}`;
	const told = problems[0]
		? wrapCells(words.say(labelled(problems[0].text, problems[0].message)), columns - 5)
				.slice(0, rows - 4)
				.map((line, at) => `  ${at === 0 ? glyph('failed') : ' '} ${line}`)
		: [preview.length > 0 ? `  ${glyph('next')} ${text.add.preview(preview.length, names)}` : ' '];
	return (
		<Box flexDirection="column">
			<Text bold>
				{text.add.title}
				{count > 0 && <Text dimColor>{`   ${text.sums(count, 0, 0, 0)}`}</Text>}
			</Text>
			<Box height={1} flexShrink={0} />
			<TextField
				key={turn}
				label={text.add.label}
				value=""
				example={text.add.example}
				focused
				submitLabel={typed.trim() === '' ? words.keys.close : text.keys.add}
				onChange={type}
				onSubmit={submit}
				onPasteLines={(pasted) => show({kind: 'choose', read: readHosts(pasted)})}
				bindings={[{keys: ['esc'], label: words.keys.close, run: close}]}
			/>
			{told.map((line) => (
				<Text key={line} wrap="truncate" color={problems.length > 0 ? 'red' : ''} dimColor={problems.length === 0}>
					{line}
				</Text>
			))}
			<Box flexDirection="column" marginTop={1}>
				{text.add.help.slice(0, Math.max(0, rows - 5 - told.length)).map((line) => (
					<Text key={line} dimColor wrap="truncate">
						{`  ${line}`}
					</Text>
				))}
			</Box>
		</Box>
	);
}
