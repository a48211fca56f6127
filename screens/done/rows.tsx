import {Text} from 'ink';
import type {ReactNode} from 'react';
import {fitCells} from '../parts/cells.ts';
import {shellLines} from '../parts/shell-lines.ts';
import {wrapCells} from '../parts/wrap.ts';
import type {Part} from './summary.ts';

export interface Row {
	readonly key: string;
	readonly row: ReactNode;
}

/** Parts whose lines are a table: cut at the edge instead of wrapped, for the right columns matter least. */
const tables: readonly string[] = ['nodes', 'times'];

/** The parts of the summary as rows of a screen of `columns` cells. Commands begin at the edge and are broken so that a shell takes them as they are copied. */
export function doneRows(parts: readonly Part[], columns: number, more: string): readonly Row[] {
	return parts.flatMap(({key, head, lines, commands = []}) => {
		const room = columns - 4;
		const plain = (text: string, at: number): Row => ({key: `${key}-${at}`, row: <Text>{text === '' ? ' ' : text}</Text>});
		const indent = head === undefined ? '' : '  ';
		const fitted = lines.flatMap((line) => (tables.includes(key) ? [fitCells(line, room, more).trimEnd()] : wrapCells(line, room)));
		const typed = commands.flatMap((command) => shellLines(command, columns - 1));
		return [
			...(head === undefined
				? []
				: [
						{key: `${key}-gap`, row: <Text> </Text>},
						{key: `${key}-head`, row: <Text bold>{head}</Text>},
					]),
			...typed.map((line, at) => ({key: `${key}-command-${at}`, row: <Text wrap="truncate">{line}</Text>})),
			...fitted.map((line, at) => plain(`${indent}${line}`, at)),
		];
	});
}
