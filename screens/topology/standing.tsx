import {Box, Text} from 'ink';
import {misfitsOf} from '../../src/cluster/host-misfits.ts';
import {minorVersion, parseVersion} from '../../src/cluster/versions.ts';
import {type Draft, nameOf} from '../../src/store/draft.ts';
import {labelled} from '../../src/told.ts';
import {useLook} from '../parts/look.tsx';
import {wrapCells} from '../parts/wrap.ts';
import type {Words} from '../text/words.ts';
import {byRole, drawing, endpointOf, shortDrawing, survives} from './drawing.ts';
import {isPlane} from './row-line.tsx';
import type {FactsByName} from './use-facts.ts';

interface Props {
	readonly draft: Draft;
	readonly facts: FactsByName;
	/** Version that is planned: the answered one or the default. */
	readonly version: string;
	readonly rows: number;
	readonly columns: number;
}

/** The topology drawn with the hosts' names where there is room, what it survives, and what the version asks of the hosts. */
export function Standing({draft, facts, version, rows, columns}: Props) {
	const {words, ascii} = useLook();
	const planes = draft.hosts.filter(isPlane);
	const endpoint = endpointOf(draft, planes.length, words.topology);
	const needs = planes.length > 1 ? words.topology.needs.stacked : words.topology.needs.single;
	const texts = [
		words.topology.sentences(
			words.topology.survives(survives(planes.length), planes.length, planes.map(nameOf).join(words.topology.comma)),
			needs,
		),
		...asked(version, facts, words),
	];
	const notes = texts.flatMap((text) => wrapCells(text, columns));
	const picture = drawing(byRole(draft.hosts, endpoint), columns - 2, ascii);
	const short = shortDrawing(byRole(draft.hosts, endpoint), columns - 2, ascii);
	const drawn = [[...picture, ''], picture, short].find((lines) => lines.length + notes.length <= rows) ?? [];
	return (
		<Box flexDirection="column" marginTop={1} flexShrink={0}>
			{drawn.map((line, at) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: a drawing's lines have no other name
				<Text key={at} wrap="truncate">
					{line || ' '}
				</Text>
			))}
			{notes.slice(0, Math.max(1, rows - drawn.length)).map((line) => (
				<Text key={line} wrap="truncate" dimColor>
					{line}
				</Text>
			))}
		</Box>
	);
}

/** What a version asks of kernel and cgroups, and which hosts have it or not. */
function asked(version: string, facts: FactsByName, words: Words): readonly string[] {
	const row = parseVersion(version) && minorVersion(version);
	if (!row) return [];
	const known = new Map(Object.entries(facts).flatMap(([host, its]) => (its ? [[host, its] as const] : [])));
	const asks = [words.topology.cgroup[row.cgroupV1], ...(row.kernel ? [words.topology.kernel(row.kernel.oldest)] : [])].join(
		words.topology.comma,
	);
	const misfits = misfitsOf(row, known).map(({host, has}) => words.say(labelled(host, has)));
	return [words.topology.asks(asks, known.size, misfits.join(words.topology.comma))];
}
