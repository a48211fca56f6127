import {Box, Text} from 'ink';
import {useState} from 'react';
import stringWidth from 'string-width';
import {nameOf} from '../../src/store/draft.ts';
import type {HostKeyView} from '../../src/store/engine.ts';
import {labelled} from '../../src/told.ts';
import {fitCells} from '../parts/cells.ts';
import {useRoom} from '../parts/frame.tsx';
import {useKeys} from '../parts/keys.tsx';
import {List} from '../parts/list.tsx';
import {useLook} from '../parts/look.tsx';
import {useActions, useWizard} from '../parts/store-context.tsx';
import {wrapCells} from '../parts/wrap.ts';
import {usePicked} from './picked.ts';
import type {Show} from './view.ts';

/** `SHA256:` and 43 characters. */
const fingerprintWidth = 50;

/** Keys of hosts met for the first time, all together: accepted by choice, never by default. Refused ones say why. */
export function HostKeys({show}: {readonly show: Show}) {
	const {words, glyph} = useLook();
	const {rows, columns} = useRoom();
	const {acceptKeys} = useActions();
	const check = useWizard((state) => (state.keys.kind === 'here' ? state.keys.value : undefined));
	const [selected, select] = useState(0);
	const hosts = useWizard((state) => state.draft.hosts);
	// In the order of the hosts; jump hosts, which are none of them, come first.
	const place = new Map(hosts.map((host, index) => [nameOf(host), index]));
	const keys = (check?.unknown ?? []).toSorted((a, b) => (place.get(a.host) ?? -1) - (place.get(b.host) ?? -1));
	const picked = usePicked(keys.map(idOf), () => false);
	const text = words.hosts;
	const current = keys[Math.min(selected, keys.length - 1)];
	const close = () => show({kind: 'table'});
	useKeys({
		bindings: [
			{
				keys: ['enter'],
				label: text.keys.accept,
				run: () => {
					void acceptKeys(keys.filter((key) => picked.has(idOf(key))));
					close();
				},
				disabled: picked.count === 0 ? text.hostKeys.choose : undefined,
			},
			{keys: ['space'], label: text.keys.toggle, run: () => current && picked.toggle(idOf(current))},
			{keys: ['a'], label: text.keys.all, run: picked.toggleAll},
			{keys: ['esc'], label: words.keys.close, run: close},
		],
	});
	const compare = wrapCells(text.hostKeys.compare, columns);
	const refused = (check?.refused ?? []).flatMap(({host, message, details}) =>
		[words.say(labelled(host, message)), ...details.map((line) => `  ${words.say(line)}`)].flatMap((line) => wrapCells(line, columns - 4)),
	);
	const note = wrapCells(
		current && current.sharedWith.length > 0 ? text.hostKeys.shared(current.sharedWith.join(', ')) : text.hostKeys.written,
		columns - 2,
	);
	// Where there is little room the names must do; the table shows the reason of each.
	const short = rows <= 12;
	const refusedRows = refused.length === 0 || short ? 0 : Math.min(refused.length + 1, Math.max(3, Math.floor(rows / 3)));
	const typed = columns >= 100;
	const narrow = columns < 76;
	const clone = narrow ? glyph('warning') : text.hostKeys.clone;
	const prefix = narrow ? 'SHA256:'.length : 0;
	// The list's mark, the check mark, the type, the fingerprint and the mark of a clone, with a blank between each.
	const checks = stringWidth(glyph('checked')) + 1;
	const hostWidth = Math.max(6, columns - 2 - checks - 1 - (typed ? 9 : 0) - (fingerprintWidth - prefix) - 1 - stringWidth(clone));
	return (
		<Box flexDirection="column">
			<Box flexShrink={0}>
				<Text bold wrap="truncate">
					{keys.length > 0 ? text.hostKeys.title(keys.length) : text.hostKeys.none}
				</Text>
			</Box>
			{keys.length > 0 && (
				<Box flexShrink={0} flexDirection="column">
					{compare.map((line) => (
						<Text key={line} dimColor>
							{line}
						</Text>
					))}
				</Box>
			)}
			<List
				items={keys}
				keyOf={idOf}
				selected={Math.min(selected, Math.max(0, keys.length - 1))}
				onSelect={select}
				rows={Math.max(
					2,
					Math.min(keys.length, rows - 2 - compare.length - refusedRows - note.length - (short && refused.length > 0 ? 1 : 0)),
				)}
				focused
				empty=""
			>
				{(key) => (
					<Text wrap="truncate">
						{`${glyph(picked.has(idOf(key)) ? 'checked' : 'unchecked')} ${fitCells(key.host, hostWidth, glyph('more'))} `}
						{typed ? `${fitCells(key.type.replace(/^ssh-|^ecdsa-sha2-/, ''), 8)} ` : ''}
						{key.fingerprint.slice(prefix)}
						{key.sharedWith.length > 0 ? <Text color="yellow">{` ${clone}`}</Text> : ''}
					</Text>
				)}
			</List>
			<Box flexDirection="column" marginTop={1} flexShrink={0}>
				{note.map((line) => (
					<Text key={line} color={current && current.sharedWith.length > 0 ? 'yellow' : ''} dimColor={current?.sharedWith.length === 0}>
						{`  ${line}`}
					</Text>
				))}
			</Box>
			{short && refused.length > 0 && (
				<Text color="red" wrap="truncate">
					{`${text.hostKeys.refused(check?.refused.length ?? 0)} ${check?.refused.map(({host}) => host).join(', ')}`}
				</Text>
			)}
			{refusedRows > 0 && (
				<Box flexDirection="column" flexShrink={0}>
					<Text color="red">{text.hostKeys.refused(check?.refused.length ?? 0)}</Text>
					{refused.slice(0, refusedRows - 1).map((line, at) => (
						// biome-ignore lint/suspicious/noArrayIndexKey: lines of one pane, drawn as a whole
						<Text key={at} color="red">{`  ${line}`}</Text>
					))}
				</Box>
			)}
		</Box>
	);
}

function idOf(key: HostKeyView): string {
	return key.line;
}
