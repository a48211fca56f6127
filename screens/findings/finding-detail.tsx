import {Text} from 'ink';
import type {ReactNode} from 'react';
import type {FindingView} from '../../src/store/engine.ts';
import {wrapCells} from '../parts/wrap.ts';
import type {Words} from '../text/words.ts';

interface Line {
	readonly key: string;
	readonly row: ReactNode;
}

/** What was seen on which host, why it matters, what helps, and the fix's commands, as rows of at most `columns` cells. */
export function detailRows(finding: FindingView, words: Words, columns: number): readonly Line[] {
	const known = words.findings[finding.check];
	const remedy = finding.handledBy
		? words.preflight.handled(words.steps[finding.handledBy] ?? finding.handledBy)
		: (known?.remedy ?? finding.remedy);
	const part = (name: string, text: string): readonly Line[] =>
		wrapCells(text, columns).map((line, at) => ({key: `${name} ${at}`, row: <Text wrap="truncate">{line || ' '}</Text>}));
	const commands = finding.fix?.command.trim().split('\n') ?? [];
	return [
		{
			key: 'title',
			row: (
				<Text bold wrap="truncate">
					{known?.title ?? finding.title}
					<Text dimColor>{`  ${finding.check}`}</Text>
				</Text>
			),
		},
		...Object.entries(finding.evidence).flatMap(([host, text]) => part(`host ${host}`, `  ${words.preflight.hostLine(host, text)}`)),
		...part('why', words.preflight.hostLine(words.preflight.why, known?.why ?? finding.why)),
		...part('remedy', words.preflight.hostLine(words.preflight.remedy, remedy)),
		...commands.map((command, at) => ({
			key: `command ${at}`,
			row: (
				<Text wrap="truncate" dimColor>
					{`  $ ${command}`}
				</Text>
			),
		})),
	];
}

/** The rows that fit: first the title, what was seen and what helps; the rest is told by a key. */
export function FindingDetail({lines, rows, more}: {readonly lines: readonly Line[]; readonly rows: number; readonly more: string}) {
	const fits = lines.length <= rows;
	return (
		<>
			{lines.slice(0, fits ? rows : rows - 1).map(({key, row}) => (
				<Text key={key} wrap="truncate">
					{row}
				</Text>
			))}
			{!fits && rows > 0 && <Text dimColor>{`  ${more}`}</Text>}
		</>
	);
}
