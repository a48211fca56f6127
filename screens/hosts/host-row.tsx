import {Text} from 'ink';
import stringWidth from 'string-width';
import type {HostSpec, SshSpec} from '../../src/cluster/schema/host.ts';
import type {HostTest} from '../../src/store/engine.ts';
import {fitCells} from '../parts/cells.ts';
import {useLook} from '../parts/look.tsx';
import {type Column, factText, givenText, isGiven, widthOf} from './columns.ts';

interface Props {
	readonly host: HostSpec;
	readonly common: SshSpec | undefined;
	readonly test: HostTest | undefined;
	/** Another host says it is the same machine. */
	readonly clone: boolean;
	readonly keyWaits: boolean;
	readonly columns: readonly Column[];
}

/** A host in one line: a mark, what was given, and what it said of itself or why it did not. */
export function HostRow({host, common, test, clone, keyWaits, columns}: Props) {
	const {words, glyph} = useLook();
	const more = glyph('more');
	const given = columns.filter(isGiven);
	const told = columns.filter((column) => !isGiven(column));
	const text = words.hosts;
	const left = given.map((column) => cell(givenText(column.id, host, common, words), column, more)).join(' ');
	const state = keyWaits && test?.kind !== 'failed' ? 'key' : clone ? 'clone' : (test?.kind ?? 'none');
	const mark = {none: 'waiting', trying: 'checking', ok: 'done', failed: 'failed', key: 'warning', clone: 'warning'} as const;
	const tone = {none: '', trying: 'cyan', ok: 'green', failed: 'red', key: 'yellow', clone: 'yellow'} as const;
	const right =
		test?.kind === 'ok' && state !== 'key'
			? told.map((column) => cell(factText(column.id, test.facts, test.latencyMs), column, more)).join(' ')
			: fitCells(
					test?.kind === 'failed'
						? (text.codes[test.code] ?? words.say(test.message))
						: text.state[state === 'ok' || state === 'clone' ? 'none' : state],
					widthOf(told),
					more,
				);
	return (
		<Text wrap="truncate">
			<Text color={tone[state]}>{`${glyph(mark[state])} `}</Text>
			{left}{' '}
			<Text color={state === 'ok' || state === 'clone' ? '' : tone[state]} dimColor={state === 'none'}>
				{right}
			</Text>
		</Text>
	);
}

/** The names of the columns, above them. */
export function HeadRow({columns}: {readonly columns: readonly Column[]}) {
	const {words} = useLook();
	return (
		<Text dimColor wrap="truncate">
			{`    ${columns.map((column) => cell(words.hosts.columns[column.id], column, '')).join(' ')}`}
		</Text>
	);
}

function cell(text: string, {width, right}: Column, more: string): string {
	return right ? fitCells(' '.repeat(Math.max(0, width - stringWidth(text))) + text, width, more) : fitCells(text, width, more);
}
