import {Box, Text} from 'ink';
import {useState} from 'react';
import {type Draft, nameOf} from '../../src/store/draft.ts';
import {asKind, type Kind, kindOf, largeEnough, stackedNeeds} from '../../src/store/propose.ts';
import {useRoom} from '../parts/frame.tsx';
import {List} from '../parts/list.tsx';
import {useLook} from '../parts/look.tsx';
import {wrapCells} from '../parts/wrap.ts';
import {byRole, drawing, endpointOf, survives} from './drawing.ts';
import {isPlane} from './row-line.tsx';
import type {FactsByName} from './use-facts.ts';

const kinds: readonly Kind[] = ['single', 'stacked'];

interface Props {
	readonly draft: Draft;
	readonly facts: FactsByName;
	readonly onChoose: (kind: Kind, hosts: Draft['hosts']) => void;
	readonly onClose: () => void;
}

/** The kinds of topology, each drawn as it would be of these very hosts, with what it survives and what it needs. */
export function KindView({draft, facts, onChoose, onClose}: Props) {
	const {words, glyph, ascii} = useLook();
	const {rows, columns} = useRoom();
	const [at, setAt] = useState(kinds.indexOf(kindOf(draft.hosts)));
	const kind = kinds[at] ?? 'single';
	const impossible = kind === 'stacked' && draft.hosts.length < stackedNeeds;
	const hosts = impossible ? draft.hosts : asKind(draft.hosts, facts, kind);
	const planes = hosts.filter(isPlane);
	const small = planes.map(nameOf).filter((name) => facts[name] && !largeEnough(facts[name]));
	const picture = impossible ? [] : drawing(byRole(hosts, endpointOf(draft, planes.length, words.topology)), columns - 2, ascii);
	const notes = [
		...(impossible
			? [words.topology.fewHosts(stackedNeeds, draft.hosts.length)]
			: [words.topology.survives(survives(planes.length), planes.length, planes.map(nameOf).join(words.topology.comma))]),
		words.topology.needs[kind],
		...(small.length > 0 ? [`${glyph('warning')} ${words.topology.smallPlanes(small.join(words.topology.comma))}`] : []),
	].flatMap((text) => wrapCells(text, columns - 1));
	const room = Math.max(0, rows - kinds.length - 3 - notes.length);
	return (
		<Box flexDirection="column">
			<Text bold>{words.topology.labels.kind}</Text>
			<List
				items={kinds}
				keyOf={(item) => item}
				selected={at}
				onSelect={setAt}
				rows={kinds.length}
				focused
				empty=""
				bindings={[
					{
						keys: ['enter'],
						label: words.keys.choose,
						run: () => onChoose(kind, hosts),
						disabled: impossible ? words.topology.fewHosts(stackedNeeds, draft.hosts.length) : undefined,
					},
					{keys: ['esc'], label: words.keys.close, run: onClose},
				]}
			>
				{(item) => <Text wrap="truncate">{words.topology.kinds[item]}</Text>}
			</List>
			<Text> </Text>
			{picture.slice(0, room).map((line, number) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: a drawing's lines have no other name
				<Text key={number} wrap="truncate">
					{line}
				</Text>
			))}
			{notes.map((line) => (
				<Text key={line} wrap="truncate" dimColor>
					{line}
				</Text>
			))}
		</Box>
	);
}
