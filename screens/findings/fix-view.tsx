import {Box, Text} from 'ink';
import type {FixState} from '../../src/store/state.ts';
import {useRoom} from '../parts/frame.tsx';
import {useKeys} from '../parts/keys.tsx';
import {useLook} from '../parts/look.tsx';
import {wrapCells} from '../parts/wrap.ts';

interface Props {
	readonly fix: FixState;
	/** How the check that follows by itself stands. */
	readonly checking: boolean;
	readonly onStop: () => void;
	readonly onClose: () => void;
}

/** A fix as it runs: its last lines, and how it ended on each host. Ctrl+C stops in order: first no more fixes, then the one at work. */
export function FixView({fix, checking, onStop, onClose}: Props) {
	const {words, glyph} = useLook();
	const {rows, columns} = useRoom();
	const text = words.preflight;
	const stopping = fix.stopping === 'cut' ? text.cutting : fix.stopping === 'end' ? text.stopping : undefined;
	useKeys({
		modal: true,
		bindings: [
			{keys: ['esc', 'enter'], label: words.keys.close, run: onClose, disabled: fix.running ? text.fixing : undefined},
			...(fix.running ? [{keys: ['ctrl+c'], label: fix.stopping ? text.cut : text.stop, run: onStop}] : []),
		],
	});
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
