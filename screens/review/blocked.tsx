import {Box, Text} from 'ink';
import type {FindingView} from '../../src/store/engine.ts';
import {FindingLine} from '../findings/finding-line.tsx';
import {useRoom} from '../parts/frame.tsx';
import {useKeys} from '../parts/keys.tsx';
import {useLook} from '../parts/look.tsx';
import {useActions} from '../parts/store-context.tsx';

/** The answers have changed since preflight, and with them hosts would be refused: what stands in the way, and where it is mended. */
export function Blocked({findings}: {readonly findings: readonly FindingView[]}) {
	const {words, glyph} = useLook();
	const {rows, columns} = useRoom();
	const {go} = useActions();
	useKeys({bindings: [{keys: ['p', 'enter'], label: words.review.toPreflight, run: () => go('preflight')}]});
	return (
		<Box flexDirection="column">
			<Text bold wrap="wrap">
				{words.review.blocked}
			</Text>
			{findings.slice(0, rows - 4).map((finding) => (
				<FindingLine key={`${finding.check} ${finding.hosts.join()}`} finding={finding} waived={false} columns={columns} />
			))}
			<Box marginTop={1}>
				<Text color="cyan" wrap="wrap">
					{`${glyph('next')} ${words.review.blockedHint}`}
				</Text>
			</Box>
		</Box>
	);
}
