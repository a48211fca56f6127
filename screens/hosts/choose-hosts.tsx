import {Box, Text} from 'ink';
import {useState} from 'react';
import stringWidth from 'string-width';
import type {HostSpec} from '../../src/cluster/schema/host.ts';
import {knowsHost, nameOf} from '../../src/store/draft.ts';
import type {ReadHosts} from '../../src/store/engine.ts';
import {fitCells} from '../parts/cells.ts';
import {useRoom} from '../parts/frame.tsx';
import {useKeys} from '../parts/keys.tsx';
import {List} from '../parts/list.tsx';
import {useLook} from '../parts/look.tsx';
import {Scroll} from '../parts/scroll.tsx';
import {useActions, useWizard} from '../parts/store-context.tsx';
import {wrapCells} from '../parts/wrap.ts';
import {loginText} from './columns.ts';
import {usePicked} from './picked.ts';

/** Hosts that were read from a paste or a file: nothing is added before the operator says which. */
export function ChooseHosts({read, onClose}: {readonly read: ReadHosts; readonly onClose: () => void}) {
	const {words, glyph} = useLook();
	const {rows, columns} = useRoom();
	const {takeHosts, notify} = useActions();
	const draft = useWizard((state) => state.draft);
	const [selected, select] = useState(0);
	const [atProblems, setAtProblems] = useState(read.hosts.length === 0);
	const ids = read.hosts.map(idOf);
	const known = new Set(read.hosts.filter((host) => knowsHost(draft, host)).map(idOf));
	const picked = usePicked(ids, (id) => !known.has(id));
	const text = words.hosts;
	const take = () => {
		const taken = takeHosts(read.hosts.filter((host) => picked.has(idOf(host))));
		notify(text.added(taken));
		onClose();
	};
	const current = read.hosts[selected];
	const both = read.hosts.length > 0 && read.problems.length > 0;
	useKeys({
		bindings: [
			{
				keys: ['enter'],
				label: text.keys.take,
				run: take,
				disabled: picked.count === 0 ? text.choose.none : undefined,
				quiet: ids.length === 0,
			},
			{keys: ['space'], label: text.keys.toggle, run: () => current && picked.toggle(idOf(current)), quiet: ids.length === 0},
			{keys: ['a'], label: text.keys.all, run: picked.toggleAll, quiet: ids.length === 0},
			...(both ? [{keys: ['tab'], label: atProblems ? text.keys.hosts : text.keys.problems, run: () => setAtProblems(!atProblems)}] : []),
			{keys: ['esc'], label: text.keys.discard, run: onClose},
		],
		// A second paste before the first is answered is taken for a slip.
		paste: () => true,
	});
	const problems = read.problems.flatMap(({line, text: word, message}, at) =>
		wrapCells(text.choose.line(line, word, words.say(message)), columns - 4).map((row, index) => ({
			key: `${at} ${index}`,
			row: <Text color="red" wrap="truncate">{`${index === 0 ? glyph('failed') : ' '} ${row}`}</Text>,
		})),
	);
	const room = rows - 2;
	const problemRows =
		problems.length === 0 ? 0 : Math.min(problems.length, ids.length === 0 ? room - 1 : Math.max(2, Math.floor(room / 2) - 1));
	const checks = stringWidth(glyph('checked'));
	const nameWidth = Math.min(28, Math.max(10, Math.floor((columns - 12) / 3)));
	return (
		<Box flexDirection="column">
			<Text bold>{ids.length === 0 ? text.choose.nothing : text.choose.title(picked.count, ids.length)}</Text>
			<List
				items={read.hosts}
				keyOf={idOf}
				selected={selected}
				onSelect={select}
				rows={Math.max(1, room - problemRows - (problemRows > 0 ? 1 : 0))}
				focused={!atProblems}
				empty=""
			>
				{(host) => (
					<Text wrap="truncate">
						{`${glyph(picked.has(idOf(host)) ? 'checked' : 'unchecked')} ${fitCells(nameOf(host), nameWidth, glyph('more'))} ${fitCells(host.address, nameWidth, glyph('more'))} `}
						<Text dimColor>
							{fitCells(
								[
									(host.roles ?? []).map((role) => text.roles[role]).join('+'),
									loginText(host.ssh ?? {}),
									known.has(idOf(host)) ? text.choose.known : '',
								]
									.filter((part) => part !== '')
									.join(', '),
								columns - 5 - checks - 2 * nameWidth,
								glyph('more'),
							).trimEnd()}
						</Text>
					</Text>
				)}
			</List>
			{problemRows > 0 && (
				<>
					<Text bold={atProblems} color="red">{`${atProblems ? glyph('selected') : ' '} ${text.choose.unread(read.problems.length)}`}</Text>
					<Scroll rows={problemRows} focused={atProblems}>
						{problems}
					</Scroll>
				</>
			)}
		</Box>
	);
}

function idOf(host: HostSpec): string {
	return `${host.address} ${host.ssh?.port ?? ''} ${host.ssh?.jump ?? ''}`;
}
