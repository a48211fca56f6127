import {Box, Text} from 'ink';
import {useState} from 'react';
import type {Failure} from '../../src/events/event.ts';
import {Choice} from '../parts/confirm.tsx';
import {useKeys} from '../parts/keys.tsx';
import {useLook} from '../parts/look.tsx';
import {Scroll} from '../parts/scroll.tsx';
import {TextField} from '../parts/text-field.tsx';
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
			{destroys ? <Named host={failure.host} onSafe={onSafe} onAct={onAct} /> : <Agreed onSafe={onSafe} onAct={onAct} />}
		</Box>
	);
}

function Named({host, onSafe, onAct}: {readonly host: string} & Pick<Props, 'onSafe' | 'onAct'>) {
	const {words} = useLook();
	return (
		<>
			<Text color="yellow">{words.install.mendDestroys}</Text>
			<TextField
				label={words.install.typeHost(host)}
				value=""
				focused
				submitLabel={words.install.runIt}
				validate={(typed) => (typed === host ? undefined : words.install.notThatHost(typed, host))}
				onSubmit={(typed) => typed === host && onAct()}
				bindings={[{keys: ['esc'], label: words.install.doNotRun, run: onSafe}]}
			/>
		</>
	);
}

function Agreed({onSafe, onAct}: Pick<Props, 'onSafe' | 'onAct'>) {
	const {words} = useLook();
	const [acting, setActing] = useState(false);
	useKeys({
		bindings: [
			{keys: ['enter'], label: words.keys.choose, run: () => (acting ? onAct() : onSafe())},
			{keys: ['left', 'right', 'tab', 'shift+tab'], label: words.keys.move, run: () => setActing((old) => !old)},
			{keys: ['esc'], label: words.install.doNotRun, run: onSafe},
		],
	});
	return (
		<Box gap={3} aria-role="radiogroup">
			<Choice text={words.install.doNotRun} chosen={!acting} />
			<Choice text={words.install.runIt} chosen={acting} />
		</Box>
	);
}
