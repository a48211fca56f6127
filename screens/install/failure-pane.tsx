import {Box, Text} from 'ink';
import {useState} from 'react';
import type {Failure} from '../../src/events/event.ts';
import type {Said} from '../../src/told.ts';
import {useKeys} from '../parts/keys.tsx';
import {useLook} from '../parts/look.tsx';
import {moved} from '../parts/window.ts';
import {wrapCells} from '../parts/wrap.ts';

interface Props {
	readonly failures: readonly Failure[];
	readonly at: number;
	readonly rows: number;
	readonly columns: number;
	readonly onMove: (to: number) => void;
	readonly onClose: () => void;
}

/** What failed, where, the command, its last lines, the likely cause and what to do. */
export function FailurePane({failures, at, rows, columns, onMove, onClose}: Props) {
	const {words, glyph} = useLook();
	const [top, setTop] = useState(0);
	const failure = failures[at];
	const lines = failure ? linesOf(failure, words, columns - 2) : [];
	const room = Math.max(1, rows - 1);
	const onNext = () => {
		setTop(0);
		onMove((at + 1) % Math.max(1, failures.length));
	};
	useKeys({
		capture: (name) => {
			if (lines.length <= room) return false;
			const next = moved(name, top, room, lines.length - room + 1);
			if (next !== undefined) setTop(next);
			return next !== undefined;
		},
		bindings: [
			{keys: ['n', 'tab'], label: words.install.nextFailure, run: onNext},
			{keys: ['esc'], label: words.keys.close, run: onClose},
		],
	});
	if (!failure) return null;
	return (
		<Box flexDirection="column" flexShrink={0}>
			<Text bold color="red" wrap="truncate">
				{`${glyph('failed')} ${words.install.failedOn(words.say(failure.title), failure.host)}`}
				<Text dimColor>{`  ${at + 1}/${failures.length}`}</Text>
			</Text>
			<Box flexDirection="column" height={room} overflow="hidden">
				{lines.slice(top, top + room).map((line) => (
					<Text key={line.number} wrap="truncate" bold={line.kind === 'head'} dimColor={line.kind === 'output'}>
						{line.kind === 'head' ? line.text : `  ${line.text}`}
					</Text>
				))}
			</Box>
		</Box>
	);
}

interface Line {
	readonly number: number;
	readonly kind: 'head' | 'text' | 'output';
	readonly text: string;
}

function linesOf(failure: Failure, words: ReturnType<typeof useLook>['words'], columns: number): readonly Line[] {
	const part = (head: string, kind: 'text' | 'output', texts: readonly Said[]): readonly Omit<Line, 'number'>[] =>
		texts.length === 0
			? []
			: [
					{kind: 'head', text: head},
					...texts
						.map(words.say)
						.flatMap((text) => (kind === 'output' ? [text] : wrapCells(text, columns)).map((line) => ({kind, text: line}))),
				];
	const {diagnosis} = failure;
	const code = failure.exitCode === undefined ? '' : ` (${words.install.exitCode(failure.exitCode)})`;
	const parts = [
		...part(words.install.cause, 'text', diagnosis ? [`${words.say(diagnosis.cause)} [${diagnosis.id}]`] : [words.install.notRecognised]),
		...(diagnosis ? part(words.install.fixHead, 'text', [diagnosis.fix, ...diagnosis.commands.map((command) => `$ ${command}`)]) : []),
		...part(words.install.command + code, 'text', [failure.command]),
		...part(words.install.lastLines, 'output', failure.lastLines.slice(-12)),
		...part(words.install.nextCommands, 'text', failure.next),
	];
	return parts.map((line, number) => ({...line, number}));
}
