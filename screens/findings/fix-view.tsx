import {Box, Text} from 'ink';
import type {FixState} from '../../src/store/state.ts';
import {useKeys} from '../parts/keys.tsx';
import {useLook} from '../parts/look.tsx';

/** A fix as it runs: its lines, and how it ended on each host. */
export function FixView({fix, rows, onClose}: {readonly fix: FixState; readonly rows: number; readonly onClose: () => void}) {
	const {words, glyph} = useLook();
	useKeys({
		modal: true,
		bindings: [{keys: ['esc', 'enter'], label: words.keys.close, run: onClose, disabled: fix.running ? words.preflight.fixing : undefined}],
	});
	const room = Math.max(1, rows - 2 - fix.results.length);
	return (
		<Box flexDirection="column" flexShrink={0}>
			<Text bold>{fix.running ? `${glyph('running')} ${words.preflight.fixing}` : words.preflight.fixed}</Text>
			{fix.lines.slice(-room).map((line, at) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: lines repeat and only the last few are shown
				<Text key={at} dimColor wrap="truncate">{`  ${words.preflight.hostLine(line.host, line.text)}`}</Text>
			))}
			{fix.results.map((result, at) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: one host has several results
				<Text key={at} wrap="truncate" color={result.ok ? 'green' : 'red'}>
					{`${glyph(result.ok ? 'done' : 'failed')} ${words.preflight.hostLine(result.host, result.detail)}`}
				</Text>
			))}
		</Box>
	);
}
