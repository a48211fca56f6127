import {Box, Text} from 'ink';
import {useEffect, useRef} from 'react';
import stringWidth from 'string-width';
import {nameOf} from '../../src/store/draft.ts';
import {notReady} from '../../src/store/navigation.ts';
import {fitCells} from '../parts/cells.ts';
import {useRoom} from '../parts/frame.tsx';
import {useKeys} from '../parts/keys.tsx';
import {List} from '../parts/list.tsx';
import {type Glyph, useLook} from '../parts/look.tsx';
import {useNextKey} from '../parts/next-key.tsx';
import {useActions, useWizard} from '../parts/store-context.tsx';
import {wrapCells} from '../parts/wrap.ts';
import type {Words} from '../text/words.ts';
import {clonesAmong} from './clones.ts';
import {columnsFor, loginText} from './columns.ts';
import {detailLines} from './detail-lines.ts';
import {HeadRow, HostRow} from './host-row.tsx';
import type {Show} from './view.ts';

interface Props {
	readonly selected: number;
	readonly onSelect: (index: number) => void;
	readonly show: Show;
}

/** All hosts, how they answer, what is known of the chosen one, and what to do next. */
export function HostTable({selected, onSelect, show}: Props) {
	const {words, glyph} = useLook();
	const {rows, columns: room} = useRoom();
	const {checkHosts, readHosts} = useActions();
	const hosts = useWizard((state) => state.draft.hosts);
	const common = useWizard((state) => state.draft.spec.ssh);
	const tests = useWizard((state) => state.tests);
	const keys = useWizard((state) => state.keys);
	const why = useWizard((state) => notReady('hosts', state));
	const waiting = keys.kind === 'here' ? keys.value.unknown : [];
	const seen = useRef(keys);
	useEffect(() => {
		// Keys that have just come are to be looked at; ones that were put aside wait for the key.
		if (seen.current !== keys && keys.kind === 'here' && keys.value.unknown.length > 0) show({kind: 'keys'});
		seen.current = keys;
	}, [keys, show]);
	const index = Math.min(selected, hosts.length - 1);
	const host = hosts[index];
	const text = words.hosts;
	useKeys({
		paste: (pasted) => {
			show({kind: 'choose', read: readHosts(pasted)});
			return true;
		},
		bindings: [
			{keys: ['t'], label: text.keys.test, run: () => void checkHosts()},
			{keys: ['a'], label: text.keys.add, run: () => show({kind: 'add'})},
			{keys: ['l'], label: text.keys.login, run: () => show({kind: 'login'})},
			{
				keys: ['f'],
				label: text.keys.hostKeys,
				run: () => show({kind: 'keys'}),
				disabled: keys.kind === 'here' ? undefined : text.hostKeys.notAsked,
				quiet: waiting.length === 0,
			},
			{keys: ['enter'], label: text.keys.details, run: () => show({kind: 'details', index})},
			{keys: ['e'], label: text.keys.edit, run: () => show({kind: 'host', index})},
			{keys: ['x', 'delete'], label: text.keys.remove, run: () => show({kind: 'remove', index})},
			{keys: ['i'], label: text.keys.import, run: () => show({kind: 'import'})},
			{keys: ['s'], label: text.keys.scan, run: () => show({kind: 'scan'})},
		],
	});
	const kinds = hosts.map((one) => tests[nameOf(one)]?.kind);
	const count = (kind: string) => kinds.filter((one) => one === kind).length;
	const failed = count('failed');
	const open = hosts.length - count('ok') - failed;
	const clones = clonesAmong(tests);
	const step = nextStep(
		{clones: clones.size, failed, trying: count('trying'), open, waiting: waiting.length, checking: keys.kind === 'asking'},
		words,
	);
	const hint = wrapCells(keys.kind === 'failed' ? words.say(keys.message) : step.text, room - 2).slice(0, 3);
	useNextKey(why);
	// Sums and names of the columns above, the hint below; a small terminal has its rows for the list, and Enter for the details.
	const small = rows <= 12;
	const free = rows - 2 - hint.length - (small ? 0 : 2);
	const listRows = small ? free : Math.max(3, Math.min(hosts.length, free - Math.min(10, Math.floor(rows / 3))));
	const detailRows = small ? 0 : Math.max(0, free - listRows);
	const columns = columnsFor(room - 4, Math.max(...hosts.map((one) => stringWidth(nameOf(one)))));
	const sums = text.sums(hosts.length, count('ok'), failed, open);
	const login = text.loginLine((common && loginText(common)) || text.loginDefault);
	const lines = host ? detailLines({host, common, test: tests[nameOf(host)], twins: clones.get(nameOf(host))}, room - 2, words) : [];
	const shown = lines.length > detailRows ? lines.slice(0, Math.max(0, detailRows - 1)) : lines;
	return (
		<Box flexDirection="column">
			<Text bold wrap="truncate">
				{sums}
				<Text dimColor>{fitCells(`   ${login}`, room - stringWidth(sums), glyph('more')).trimEnd()}</Text>
			</Text>
			<HeadRow columns={columns} />
			<List
				items={hosts}
				keyOf={(one) => `${nameOf(one)} ${one.address}`}
				selected={index}
				onSelect={onSelect}
				rows={listRows}
				focused
				empty=""
			>
				{(one) => (
					<HostRow
						host={one}
						common={common}
						test={tests[nameOf(one)]}
						clone={clones.has(nameOf(one))}
						keyWaits={waiting.some((key) => key.host === nameOf(one))}
						columns={columns}
					/>
				)}
			</List>
			<Box flexDirection="column" marginTop={small ? 0 : 1} height={detailRows} overflow="hidden" flexShrink={0}>
				{shown.map((line, at) => (
					// biome-ignore lint/suspicious/noArrayIndexKey: lines of one pane, drawn as a whole
					<Text key={at} wrap="truncate" bold={line.tone === 'bold'} color={line.tone === 'red' ? 'red' : ''}>{`  ${line.text}`}</Text>
				))}
				{shown.length < lines.length && detailRows > 0 && <Text dimColor>{`  ${text.detail.more}`}</Text>}
			</Box>
			<Box flexDirection="column" marginTop={small ? 0 : 1} flexShrink={0}>
				{hint.map((line, at) => (
					<Text key={line} color={keys.kind === 'failed' ? 'red' : 'cyan'}>
						{`${at === 0 ? glyph(keys.kind === 'failed' ? 'failed' : step.mark) : ' '} ${line}`}
					</Text>
				))}
			</Box>
		</Box>
	);
}

interface Standing {
	readonly clones: number;
	readonly failed: number;
	readonly trying: number;
	readonly open: number;
	readonly waiting: number;
	readonly checking: boolean;
}

/** What to do now, in a sentence. */
function nextStep(
	{clones, failed, trying, open, waiting, checking}: Standing,
	words: Words,
): {readonly mark: Glyph; readonly text: string} {
	const {next, lookingAtKeys} = words.hosts;
	if (checking) return {mark: 'checking', text: lookingAtKeys};
	if (waiting > 0) return {mark: 'warning', text: next.keys(waiting)};
	if (trying > 0) return {mark: 'checking', text: next.trying};
	if (failed > 0) return {mark: 'failed', text: next.failed};
	if (open > 0) return {mark: 'next', text: next.test};
	return clones > 0 ? {mark: 'warning', text: next.clones(clones)} : {mark: 'done', text: next.ready};
}
