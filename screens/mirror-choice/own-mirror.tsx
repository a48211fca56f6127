import {Box, Text} from 'ink';
import {useState} from 'react';
import {firstAnswer, isOwnAnswer, type OwnAnswers, type OwnMirror, ownFields, ownMirror} from '../../src/cluster/own-mirrors.ts';
import {useLook} from '../parts/look.tsx';
import {TextField} from '../parts/text-field.tsx';

interface Props {
	readonly use: OwnMirror['use'];
	readonly onAdd: (mirror: OwnMirror) => void;
	readonly onClose: () => void;
}

/** A mirror of the operator's own: its URL, and what else this use needs to trust it. One question after the other; Esc goes back. */
export function OwnMirrorForm({use, onAdd, onClose}: Props) {
	const {words} = useLook();
	const [answers, setAnswers] = useState<OwnAnswers>({});
	const [at, setAt] = useState(0);
	const text = words.mirrors.ownMirror;
	const fields = ownFields[use];
	const field = fields[at] ?? fields[0];
	const last = at === fields.length - 1;
	return (
		<Box flexDirection="column" flexShrink={0}>
			<Text bold wrap="truncate">
				{text.title(words.mirrors.uses[use])}
			</Text>
			{fields.slice(0, at).map((before) => (
				<Text key={before} dimColor wrap="truncate">{`  ${text.labels[before]}: ${answers[before] || text.byDefault}`}</Text>
			))}
			<TextField
				key={field}
				label={text.labels[field]}
				value={answers[field] ?? firstAnswer(use, field, answers)}
				example={text.examples[use][field] ?? ''}
				focused
				submitLabel={last ? words.mirrors.choose : words.keys.confirm}
				validate={(typed) => (isOwnAnswer(use, field, typed) ? undefined : text.wrong[field])}
				onSubmit={(typed) => {
					const all = {...answers, [field]: typed};
					setAnswers(all);
					if (last) onAdd(ownMirror(use, all));
					else setAt(at + 1);
				}}
				bindings={[
					{keys: ['esc'], label: at === 0 ? words.keys.close : words.keys.back, run: () => (at === 0 ? onClose() : setAt(at - 1))},
				]}
			/>
			<Text dimColor wrap="truncate">{`  ${text.notes[use][field]}`}</Text>
		</Box>
	);
}
