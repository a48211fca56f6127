import {Box, Text} from 'ink';
import {endpointName} from '../../src/cluster/defaults.ts';
import {minorVersion} from '../../src/cluster/versions.ts';
import type {Draft} from '../../src/store/draft.ts';
import {useLook} from '../parts/look.tsx';
import {wrapCells} from '../parts/wrap.ts';
import {byRole, drawing, shortDrawing, survives} from './drawing.ts';
import {isPlane} from './row-line.tsx';

interface Props {
	readonly draft: Draft;
	/** Version that is planned: the answered one or the default. */
	readonly version: string;
	readonly rows: number;
	readonly columns: number;
}

/** The topology drawn with the hosts' names where there is room, what it survives, and what the version asks of the hosts. */
export function Standing({draft, version, rows, columns}: Props) {
	const {words, ascii} = useLook();
	const planes = draft.hosts.filter(isPlane).length;
	const endpoint = draft.spec.controlPlaneEndpoint ?? `${endpointName(draft.name)}:6443`;
	const known = minorVersion(version.replace(/^v/, ''));
	const asks = known && [words.topology.cgroup[known.cgroupV1], ...(known.kernel ? [words.topology.kernel(known.kernel.oldest)] : [])];
	const needs = planes > 1 ? words.topology.needs.stacked : words.topology.needs.single;
	const texts = [`${words.topology.survives(survives(planes))} ${needs}`, ...(asks ? [words.topology.asks(asks.join(', '))] : [])];
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
