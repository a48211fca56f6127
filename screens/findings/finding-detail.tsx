import {Box, Text} from 'ink';
import type {FindingView} from '../../src/store/engine.ts';
import {useLook} from '../parts/look.tsx';

/** What was seen on which host, why it matters, and what helps. `rows` bounds the hosts that are listed. */
export function FindingDetail({finding, rows}: {readonly finding: FindingView; readonly rows: number}) {
	const {words} = useLook();
	const evidence = Object.entries(finding.evidence);
	const shown = evidence.slice(0, Math.max(1, rows - 6));
	return (
		<Box flexDirection="column" flexShrink={0}>
			<Text bold wrap="truncate">
				{finding.title}
				<Text dimColor>{`  ${finding.check}`}</Text>
			</Text>
			{shown.map(([host, text]) => (
				<Text key={host} wrap="truncate">{`  ${words.preflight.hostLine(host, text)}`}</Text>
			))}
			{evidence.length > shown.length && <Text dimColor>{`  ${words.common.moreRows(0, evidence.length - shown.length)}`}</Text>}
			<Text wrap="wrap">
				<Text bold>{`${words.preflight.why}: `}</Text>
				{finding.why}
			</Text>
			<Text wrap="wrap">
				<Text bold>{`${words.preflight.remedy}: `}</Text>
				{finding.handledBy ? words.preflight.handled(words.steps[finding.handledBy] ?? finding.handledBy) : finding.remedy}
			</Text>
			{finding.fix && (
				<Text wrap="truncate" dimColor>
					{`  $ ${finding.fix.command.split('\n').join('; ')}`}
				</Text>
			)}
		</Box>
	);
}
