import {Box, Text} from 'ink';
import type {MendState} from '../../src/store/state.ts';
import {type Binding, useKeys} from '../parts/keys.tsx';
import {useLook} from '../parts/look.tsx';
import {Scroll} from '../parts/scroll.tsx';
import {wrapCells} from '../parts/wrap.ts';

interface Props {
	readonly mend: MendState;
	readonly rows: number;
	readonly columns: number;
	readonly onRetry: () => void;
	readonly onClose: () => void;
}

/** What mends a failure as it runs: every line it prints, how it ended on each host, and then the next try. */
export function MendView({mend, rows, columns, onRetry, onClose}: Props) {
	const {words, glyph} = useLook();
	const text = words.install;
	const wait = mend.running ? text.mending : undefined;
	const good = !mend.running && mend.results.every((result) => result.ok);
	const bindings: readonly Binding[] = [
		{keys: good ? ['r', 'enter'] : ['r'], label: text.retry, run: onRetry, disabled: wait},
		{keys: ['esc'], label: words.keys.close, run: onClose, disabled: wait},
	];
	useKeys({bindings});
	const lines = mend.lines.flatMap(({host, text: line}) => wrapCells(`${host}: ${line}`, columns - 2));
	const room = Math.max(2, rows - 2 - mend.results.length);
	// While it runs its end is what matters; afterwards all of it can be read.
	const shown = mend.running ? lines.slice(-room) : lines;
	return (
		<Box flexDirection="column" flexShrink={0}>
			<Text bold>{mend.running ? `${glyph('running')} ${text.mending}` : good ? text.mended : text.notMended}</Text>
			<Scroll rows={room} focused={!mend.running}>
				{shown.map((line, at) => ({
					key: String(at),
					row: (
						<Text dimColor wrap="truncate">
							{`  ${line}`}
						</Text>
					),
				}))}
			</Scroll>
			{mend.results.map(({host, ok, detail}) => (
				<Text key={host} wrap="truncate" color={ok ? 'green' : 'red'}>
					{`${glyph(ok ? 'done' : 'failed')} ${host}: ${words.say(detail)}`}
				</Text>
			))}
		</Box>
	);
}
