import {Box, Text} from 'ink';
import type {Failure} from '../../src/events/event.ts';
import {Agreed} from '../parts/agreed.tsx';
import {useLook} from '../parts/look.tsx';
import {Scroll} from '../parts/scroll.tsx';
import {TypedName} from '../parts/typed-name.tsx';
import {wrapCells} from '../parts/wrap.ts';

interface Props {
	readonly failure: Failure;
	readonly rows: number;
	readonly columns: number;
	readonly onSafe: () => void;
	readonly onAct: () => void;
}

/**
 * What mends a failure, whole, before it runs: scrolled through where it is
 * longer than the screen. What destroys something needs the host's name typed.
 */
export function MendQuestion({failure, rows, columns, onSafe, onAct}: Props) {
	const {words} = useLook();
	const text = words.install;
	const {destroys, scripts} = failure.mend ?? {destroys: false, scripts: []};
	const lines = scripts.flatMap(({host, script}) => [
		text.runsOn(host),
		...script.split('\n').flatMap((line) => wrapCells(line, columns - 4).map((part) => `    ${part}`)),
	]);
	return (
		<Box flexDirection="column">
			<Text bold wrap="truncate">
				{text.mendTitle(failure.host)}
			</Text>
			<Scroll rows={rows - (destroys ? 5 : 3)} focused>
				{lines.map((line, at) => ({key: String(at), row: <Text wrap="truncate">{line || ' '}</Text>}))}
			</Scroll>
			<Box height={1} />
			{destroys ? (
				<Named host={failure.host} onSafe={onSafe} onAct={onAct} />
			) : (
				<Agreed safe={text.doNotRun} act={text.runIt} onSafe={onSafe} onAct={onAct} />
			)}
		</Box>
	);
}

function Named({host, onSafe, onAct}: {readonly host: string} & Pick<Props, 'onSafe' | 'onAct'>) {
	const {words} = useLook();
	return (
		<>
			<Text color="yellow">{words.install.mendDestroys}</Text>
			<TypedName name={host} act={words.install.runIt} safe={words.install.doNotRun} onSafe={onSafe} onAct={onAct} />
		</>
	);
}
