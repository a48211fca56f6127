import {Box, Text} from 'ink';
import {useState} from 'react';
import type {MendState} from '../../src/store/state.ts';
import {StopFix} from '../findings/stop-fix.tsx';
import {type Binding, useKeys} from '../parts/keys.tsx';
import {useLook} from '../parts/look.tsx';
import {Scroll} from '../parts/scroll.tsx';
import {wrapCells} from '../parts/wrap.ts';

interface Props {
	readonly mend: MendState;
	readonly rows: number;
	readonly columns: number;
	readonly onCut: () => void;
	readonly onRetry: () => void;
	readonly onClose: () => void;
}

/** What mends a failure as it runs: every line it prints, how it ended on each host, and then the next try. */
export function MendView({mend, rows, columns, onCut, onRetry, onClose}: Props) {
	const {words, glyph} = useLook();
	const text = words.install;
	const [asking, ask] = useState(false);
	const cutting = mend.stopping === 'cut' ? words.preflight.cutting : undefined;
	const wait = mend.running ? (cutting ?? text.mending) : undefined;
	const good = !mend.running && mend.results.every((result) => result.ok);
	const bindings: readonly Binding[] = [
		{keys: good ? ['r', 'enter'] : ['r'], label: text.retry, run: onRetry, disabled: wait},
		mend.running
			? {keys: ['esc', 'ctrl+c'], label: words.preflight.stop, run: () => ask(true), disabled: cutting}
			: {keys: ['esc'], label: words.keys.close, run: onClose},
	];
	useKeys({bindings});
	if (asking && mend.running) {
		const cut = () => {
			ask(false);
			onCut();
		};
		return <StopFix onStay={() => ask(false)} onCut={cut} />;
	}
	const lines = mend.lines.flatMap(({host, text: line}) => wrapCells(`${host}: ${line}`, columns - 2));
	const room = Math.max(2, rows - 2 - mend.results.length);
	// While it runs its end is what matters; afterwards all of it can be read.
	const shown = mend.running ? lines.slice(-room) : lines;
	return (
		<Box flexDirection="column" flexShrink={0}>
			<Text bold wrap="truncate">
				{mend.running ? `${glyph('running')} ${wait}` : good ? text.mended : cutting ? text.mendCut : text.notMended}
			</Text>
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
