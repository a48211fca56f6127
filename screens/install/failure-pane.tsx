import {Box, Text} from 'ink';
import type {Failure} from '../../src/events/event.ts';
import {useLook} from '../parts/look.tsx';
import {Scroll} from '../parts/scroll.tsx';
import {failureLines} from './failure-lines.ts';

interface Props {
	readonly failures: readonly Failure[];
	readonly at: number;
	readonly rows: number;
	readonly columns: number;
}

/** What failed, where, the command, its last lines, the likely cause and what to do. Its keys are the install screen's. */
export function FailurePane({failures, at, rows, columns}: Props) {
	const {words, glyph} = useLook();
	const failure = failures[at];
	if (!failure) return null;
	return (
		<Box flexDirection="column" flexShrink={0}>
			<Text bold color="red" wrap="truncate">
				{`${glyph('failed')} ${words.install.failedOn(words.say(failure.title), failure.host)}`}
				<Text dimColor>{`  ${at + 1}/${failures.length}`}</Text>
			</Text>
			<Scroll key={at} rows={rows - 1} focused>
				{failureLines(failure, words, columns).map(({key, kind, text}) => ({
					key,
					row: (
						<Text wrap="truncate" bold={kind === 'head'} dimColor={kind === 'output'}>
							{text || ' '}
						</Text>
					),
				}))}
			</Scroll>
		</Box>
	);
}
