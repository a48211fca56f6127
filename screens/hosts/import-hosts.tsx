import {Box, Text} from 'ink';
import {useEffect, useState} from 'react';
import type {ImportSource, ReadHosts} from '../../src/store/engine.ts';
import {wordsOfError} from '../../src/store/state.ts';
import type {Said} from '../../src/told.ts';
import {fitCells} from '../parts/cells.ts';
import {Confirm} from '../parts/confirm.tsx';
import {useRoom} from '../parts/frame.tsx';
import {List} from '../parts/list.tsx';
import {useLook} from '../parts/look.tsx';
import {useActions, useWizard} from '../parts/store-context.tsx';
import {TextField} from '../parts/text-field.tsx';
import {wrapCells} from '../parts/wrap.ts';
import type {Show} from './view.ts';

type Row = ImportSource | 'other';

/** Files that hold hosts, those that were found and any other. */
export function ImportHosts({show}: {readonly show: Show}) {
	const {words, glyph} = useLook();
	const {rows, columns} = useRoom();
	const {importSources, readImport, takeDocument} = useActions();
	const fresh = useWizard((state) => state.draft.hosts.length === 0);
	const [sources, setSources] = useState<readonly ImportSource[]>();
	const [selected, select] = useState(0);
	const [typing, setTyping] = useState(false);
	const [problem, setProblem] = useState<Said>();
	const [whole, setWhole] = useState<ReadHosts>();
	const text = words.hosts;
	useEffect(() => {
		let gone = false;
		const arrive = (found: readonly ImportSource[], words?: Said) => {
			if (gone) return;
			setSources(found);
			setProblem(words);
		};
		importSources().then(
			(found) => arrive(found),
			(error: unknown) => arrive([], wordsOfError(error)),
		);
		return () => {
			gone = true;
		};
	}, [importSources]);
	const read = async (source: ImportSource | string) => {
		setProblem(undefined);
		try {
			const result = await readImport(source);
			if (result.document) setWhole(result);
			else show({kind: 'choose', read: result});
		} catch (error) {
			setProblem(wordsOfError(error));
		}
	};
	if (whole?.document) {
		const {document} = whole;
		return (
			<Confirm
				title={text.import.replace(document.metadata.name)}
				lines={[
					...text.import.replaceLines(whole.hosts.length).slice(0, fresh ? 1 : 2),
					...(whole.problems.length > 0 ? [text.import.problems(whole.problems.length)] : []),
				]}
				safe={text.import.onlyHosts}
				act={text.import.everything}
				onSafe={() => show({kind: 'choose', read: {...whole, problems: []}})}
				onAct={() => {
					takeDocument(document);
					show({kind: 'table'});
				}}
			/>
		);
	}
	const items: readonly Row[] = [...(sources ?? []), 'other'];
	const current = items[Math.min(selected, items.length - 1)];
	const open = () => (current === 'other' || current === undefined ? setTyping(true) : void read(current));
	const kindWidth = 18;
	return (
		<Box flexDirection="column">
			<Text bold>{text.import.title}</Text>
			{sources === undefined ? (
				<Text color="cyan">{`${glyph('checking')} ${words.common.loading}`}</Text>
			) : (
				<List
					items={items}
					keyOf={(item) => (item === 'other' ? 'other' : `${item.kind} ${item.path}`)}
					selected={Math.min(selected, items.length - 1)}
					onSelect={select}
					rows={Math.max(2, rows - 6)}
					focused={!typing}
					empty=""
					bindings={[
						{keys: ['enter'], label: text.keys.open, run: open},
						{keys: ['esc'], label: words.keys.close, run: () => show({kind: 'table'})},
					]}
				>
					{(item) =>
						item === 'other' ? (
							<Text>{text.import.other.replace('…', glyph('more'))}</Text>
						) : (
							<Text wrap="truncate">
								{`${fitCells(text.import.kinds[item.kind], kindWidth)} ${fitCells(text.import.hosts(item.hosts), 10)} `}
								<Text dimColor>{fitCells(item.path, columns - kindWidth - 16, glyph('more'))}</Text>
							</Text>
						)
					}
				</List>
			)}
			{typing && (
				<Box marginTop={1}>
					<TextField
						label={text.import.path}
						value=""
						example={text.import.example}
						focused
						submitLabel={text.keys.read}
						onChange={() => setProblem(undefined)}
						onSubmit={(path) => path.trim() !== '' && void read(path)}
						bindings={[
							{
								keys: ['esc'],
								label: words.keys.close,
								run: () => {
									setTyping(false);
									setProblem(undefined);
								},
							},
						]}
					/>
				</Box>
			)}
			{problem !== undefined &&
				wrapCells(words.say(problem), columns - 4).map((line, at) => (
					<Text key={line} color="red">{`${at === 0 ? glyph('failed') : ' '} ${line}`}</Text>
				))}
		</Box>
	);
}
