import {Box, Text} from 'ink';
import {useState} from 'react';
import type {FixState} from '../../src/store/state.ts';
import {useRoom} from '../parts/frame.tsx';
import {useKeys} from '../parts/keys.tsx';
import {useLook} from '../parts/look.tsx';
import {wrapCells} from '../parts/wrap.ts';
import {StopFix} from './stop-fix.tsx';

interface Props {
	readonly fix: FixState;
	/** How the check that follows by itself stands. */
	readonly checking: boolean;
	readonly onStop: (how: 'end' | 'cut') => void;
	readonly onClose: () => void;
}

/** A fix as it runs: its last lines, and how it ended on each host. Esc and Ctrl+C ask whether and how to stop it. */
export function FixView({fix, checking, onStop, onClose}: Props) {
	const {words, glyph} = useLook();
	const {rows, columns} = useRoom();
	const text = words.preflight;
	const [asking, ask] = useState(false);
	const stopping = fix.stopping === 'cut' ? text.cutting : fix.stopping === 'end' ? text.stopping : undefined;
	useKeys({
		modal: true,
		bindings: [
			fix.running
				? {keys: ['esc', 'ctrl+c'], label: text.stop, run: () => ask(true), disabled: fix.stopping === 'cut' ? text.cutting : undefined}
				: {keys: ['esc', 'enter'], label: words.keys.close, run: onClose},
		],
	});
	if (asking && fix.running) {
		const then = (how?: 'end' | 'cut') => () => {
			ask(false);
			if (how) onStop(how);
		};
		return <StopFix onStay={then()} onEnd={fix.stopping ? undefined : then('end')} onCut={then('cut')} />;
	}
	const results = fix.results.flatMap(({host, ok, detail}, at) =>
		wrapCells(text.hostLine(host, words.say(detail)), columns - 3).map((row, line) => ({
			key: `${at} ${line}`,
			ok,
			text: `${line === 0 ? glyph(ok ? 'done' : 'failed') : ' '} ${row}`,
		})),
	);
	const shown = results.slice(-Math.max(1, rows - 3));
	const room = Math.max(0, rows - 2 - shown.length);
	return (
		<Box flexDirection="column" flexShrink={0}>
			<Text bold wrap="truncate">
				{fix.running
					? `${glyph('running')} ${stopping ?? text.fixing}`
					: fix.stopping
						? text.stopped
						: checking
							? text.fixedChecking
							: text.fixed}
			</Text>
			{fix.lines.slice(fix.lines.length - Math.min(room, fix.lines.length)).map((line, at) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: lines repeat and only the last few are shown
				<Text key={at} dimColor wrap="truncate">{`  ${text.hostLine(line.host, line.text)}`}</Text>
			))}
			{shown.map((row) => (
				<Text key={row.key} wrap="truncate" color={row.ok ? 'green' : 'red'}>
					{row.text}
				</Text>
			))}
		</Box>
	);
}
