import {Text} from 'ink';
import type {ReactNode} from 'react';
import type {FindingView} from '../../src/store/engine.ts';
import {wrapCells} from '../parts/wrap.ts';
import type {Words} from '../text/words.ts';
import {scriptLines} from './script-lines.ts';

interface Line {
	readonly key: string;
	readonly row: ReactNode;
}

/** What was seen on which host, why it matters, what helps, whether it may pass, and the fix's commands, as rows of at most `columns` cells. */
export function detailRows(finding: FindingView, waived: boolean, words: Words, columns: number): readonly Line[] {
	const remedy = finding.handledBy ? words.preflight.handled(words.say(finding.handledBy)) : words.say(finding.remedy);
	const part = (name: string, text: string): readonly Line[] =>
		wrapCells(text, columns).map((line, at) => ({key: `${name} ${at}`, row: <Text wrap="truncate">{line || ' '}</Text>}));
	return [
		{
			key: 'title',
			row: (
				<Text bold wrap="truncate">
					{words.say(finding.title)}
					<Text dimColor>{`  ${finding.check}`}</Text>
				</Text>
			),
		},
		...Object.entries(finding.evidence).flatMap(([host, text]) =>
			part(`host ${host}`, `  ${words.preflight.hostLine(host, words.say(text))}`),
		),
		...part('why', words.preflight.hostLine(words.preflight.why, words.say(finding.why))),
		...part('remedy', words.preflight.hostLine(words.preflight.remedy, remedy)),
		...(finding.severity === 'error' ? part('pass', passText(finding, waived, words)) : []),
		...(finding.fix ? scriptLines(finding.fix.command, columns) : []).map((command, at) => ({
			key: `command ${at}`,
			row: (
				<Text wrap="truncate" dimColor>
					{command || ' '}
				</Text>
			),
		})),
	];
}

/** Whether it may be let pass, and by what name. */
function passText({check, waivable}: FindingView, waived: boolean, words: Words): string {
	if (waived) return words.preflight.passes(check);
	return waivable ? words.preflight.mayPass(check) : words.preflight.mayNotPass;
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
