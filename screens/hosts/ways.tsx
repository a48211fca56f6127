import {Box, Text} from 'ink';
import {useState} from 'react';
import stringWidth from 'string-width';
import {fitCells} from '../parts/cells.ts';
import {useRoom} from '../parts/frame.tsx';
import {useKeys} from '../parts/keys.tsx';
import {List} from '../parts/list.tsx';
import {useLook} from '../parts/look.tsx';
import {useNextKey} from '../parts/next-key.tsx';
import {useActions, useWizard} from '../parts/store-context.tsx';
import type {Show} from './view.ts';

interface Way {
	readonly id: string;
	readonly key?: string;
	readonly label: string;
	readonly note: string;
	readonly run: () => void;
}

/** No hosts yet: the ways to name some. */
export function Ways({show}: {readonly show: Show}) {
	const {words, glyph} = useLook();
	const {columns} = useRoom();
	const {takeHosts, readHosts} = useActions();
	const offered = useWizard((state) => state.offered);
	const [selected, select] = useState(0);
	const {ways, intro, pasteAnywhere, keys} = words.hosts;
	useNextKey('no-hosts');
	const items: readonly Way[] = [
		...(offered.length > 0
			? [{id: 'offered', label: ways.offered(offered.length), note: ways.offeredNote, run: () => void takeHosts(offered)}]
			: []),
		{id: 'add', key: 'a', label: ways.add, note: ways.addNote, run: () => show({kind: 'add'})},
		{id: 'import', key: 'i', label: ways.import, note: ways.importNote, run: () => show({kind: 'import'})},
		{id: 'scan', key: 's', label: ways.scan, note: ways.scanNote, run: () => show({kind: 'scan'})},
	];
	const labels = Math.max(...items.map((way) => stringWidth(way.label)));
	useKeys({
		paste: (pasted) => {
			show({kind: 'choose', read: readHosts(pasted)});
			return true;
		},
		bindings: [
			{keys: ['enter'], label: words.keys.choose, run: () => items[selected]?.run()},
			...items.flatMap(({key, id, run}) => (key ? [{keys: [key], label: keys[id as 'add' | 'import' | 'scan'], run}] : [])),
			{keys: ['l'], label: keys.login, run: () => show({kind: 'login'}), quiet: true},
		],
	});
	return (
		<Box flexDirection="column">
			<Text bold wrap="wrap">
				{intro}
			</Text>
			<Box height={1} flexShrink={0} />
			<List items={items} keyOf={(way) => way.id} selected={selected} onSelect={select} rows={items.length} focused empty="">
				{(way) => (
					<Text wrap="truncate">
						{fitCells(way.label, labels)}
						<Text dimColor>{`  ${fitCells(way.note, columns - labels - 4, glyph('more'))}`}</Text>
					</Text>
				)}
			</List>
			<Box marginTop={1}>
				<Text dimColor wrap="wrap">
					{pasteAnywhere}
				</Text>
			</Box>
		</Box>
	);
}
