import {Text} from 'ink';
import stringWidth from 'string-width';
import {fitCells} from '../parts/cells.ts';
import {useLook} from '../parts/look.tsx';
import type {ReviewRow} from './rows.ts';

/** One line of the review in `columns` cells. What gives way is the left part. */
export function RowLine({row, columns}: {readonly row: ReviewRow; readonly columns: number}) {
	const {ascii, glyph} = useLook();
	const right = row.right === undefined ? '' : `  ${row.right}`;
	const indent = row.warning ? `${glyph('warning')} ` : row.head ? '' : '  ';
	const left = fitCells(`${indent}${row.left}`, columns - 3 - stringWidth(right), ascii ? '...' : '…');
	return (
		<Text bold={row.head === true} wrap="truncate" dimColor={row.dim === true} color={row.warning ? 'yellow' : ''}>
			{`${left}${right}`.trimEnd() || ' '}
		</Text>
	);
}
