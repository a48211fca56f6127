import {Text} from 'ink';
import type {FindingView} from '../../src/store/engine.ts';
import {fitCells} from '../parts/cells.ts';
import {useLook} from '../parts/look.tsx';

/** One finding in the table: how grave, what, on which hosts. */
export function FindingLine({
	finding,
	waived,
	columns,
}: {
	readonly finding: FindingView;
	readonly waived: boolean;
	readonly columns: number;
}) {
	const {words, glyph, ascii} = useLook();
	const mark = finding.severity === 'error' ? 'failed' : finding.severity === 'warning' ? 'warning' : 'info';
	const color = finding.severity === 'error' ? 'red' : finding.severity === 'warning' ? 'yellow' : '';
	const {length} = finding.hosts;
	const hosts = length === 0 ? words.preflight.cluster : length > 3 ? words.preflight.onHosts(length) : finding.hosts.join(' ');
	const word = waived ? words.preflight.waivedMark : words.preflight.severity[finding.severity];
	const title = words.say(finding.title);
	return (
		<Text wrap="truncate">
			<Text color={color}>{`${glyph(mark)} ${fitCells(word, 8)}`}</Text>
			{` ${fitCells(title, Math.max(20, columns - 30), ascii ? '...' : '…')} `}
			<Text dimColor>{hosts}</Text>
		</Text>
	);
}
