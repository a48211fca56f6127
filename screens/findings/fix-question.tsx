import {Box, Text} from 'ink';
import {useState} from 'react';
import {nameToType} from '../../src/cluster/name-to-type.ts';
import type {Said} from '../../src/told.ts';
import {Agreed} from '../parts/agreed.tsx';
import {useRoom} from '../parts/frame.tsx';
import {useLook} from '../parts/look.tsx';
import {Scroll} from '../parts/scroll.tsx';
import {useWizard} from '../parts/store-context.tsx';
import {TypedName} from '../parts/typed-name.tsx';
import {wrapCells} from '../parts/wrap.ts';
import type {Words} from '../text/words.ts';
import {scriptLines} from './script-lines.ts';

/** A fix of one finding on the hosts it is to run on. */
export interface ChosenFix {
	readonly check: string;
	readonly title: Said;
	readonly command: string;
	/** It takes the name of the host or the cluster, not a yes. */
	readonly destroys: boolean;
	readonly hosts: readonly string[];
}

interface Props {
	readonly fixes: readonly ChosenFix[];
	readonly onSafe: () => void;
	readonly onAct: (fixes: readonly ChosenFix[]) => void;
}

/**
 * Fixes are shown to their last line before they run: what does not fit is
 * scrolled to. Enter alone runs nothing; those that take something away are
 * named first, and need the name of their host, or of the cluster, typed.
 */
export function FixQuestion({fixes: offered, onSafe, onAct}: Props) {
	const {words} = useLook();
	const {rows, columns} = useRoom();
	const [harmless, setHarmless] = useState(false);
	const cluster = useWizard((state) => state.draft.name);
	const fixes = harmless ? offered.filter((fix) => !fix.destroys) : offered;
	const destroying = fixes.filter((fix) => fix.destroys);
	const title = fixes.length === 1 ? words.preflight.fixTitle : words.preflight.fixAllTitle(fixes.length);
	const warning = destroying.length > 0 ? wrapCells(words.preflight.destroys(destroying.length, fixes.length), columns) : [];
	const lines = [
		...(fixes.length > 1 && destroying.length > 0 ? [...destroying.flatMap((fix) => namedRows(fix, words, columns)), blank] : []),
		...fixes.flatMap((fix, index) => rowsOf(fix, index, fixes.length, words, columns)),
	];
	const act = () => onAct(fixes);
	return (
		<Box flexDirection="column">
			<Text bold wrap="truncate">
				{title}
			</Text>
			{warning.map((line) => (
				<Text key={line} color="yellow" wrap="truncate">
					{line}
				</Text>
			))}
			<Scroll rows={rows - (warning.length > 0 ? 4 + warning.length : 3)} focused>
				{lines.map((line, at) => ({
					key: String(at),
					row: (
						<Text wrap="truncate" bold={line.bold}>
							{line.text || ' '}
						</Text>
					),
				}))}
			</Scroll>
			<Box height={1} flexShrink={0} />
			{destroying.length > 0 ? (
				<TypedName
					name={nameToType(
						destroying.flatMap((fix) => fix.hosts),
						cluster,
					)}
					act={words.preflight.runIt}
					safe={words.preflight.doNot}
					onSafe={onSafe}
					onAct={act}
					bindings={
						destroying.length < fixes.length ? [{keys: ['tab'], label: words.preflight.withoutThose, run: () => setHarmless(true)}] : []
					}
				/>
			) : (
				<Agreed safe={words.preflight.doNot} act={words.preflight.runIt} onSafe={onSafe} onAct={act} />
			)}
		</Box>
	);
}

/** What is about to be taken away, by the names that preflight shows. */
function namedRows({check, hosts}: ChosenFix, words: Words, columns: number): readonly Row[] {
	const text = words.preflight.hostLine(check, hosts.join(', '));
	return wrapCells(text, columns - 3).map((line, at) => ({text: `${at === 0 ? '  ' : '    '}${line}`, bold: true}));
}

interface Row {
	readonly text: string;
	readonly bold: boolean;
}

const blank: Row = {text: '', bold: false};

function rowsOf({title, hosts, command}: ChosenFix, index: number, total: number, words: Words, columns: number): readonly Row[] {
	const number = total > 1 ? `${index + 1}/${total} ` : '';
	return [
		...(index > 0 ? [blank] : []),
		...wrapCells(`${number}${words.say(title)}`, columns - 1).map((text) => ({text, bold: total > 1})),
		...wrapCells(words.preflight.fixHosts(hosts.join(', ')), columns - 1).map((text) => ({text, bold: false})),
		...scriptLines(command, columns).map((text) => ({text, bold: false})),
	];
}
