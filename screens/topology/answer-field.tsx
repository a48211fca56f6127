import {Box, Text} from 'ink';
import {useState} from 'react';
import type {Draft} from '../../src/store/draft.ts';
import {withHost, withSpec} from '../../src/store/draft.ts';
import {problemsOf} from '../../src/store/navigation.ts';
import {useLook} from '../parts/look.tsx';
import {useActions, useWizard} from '../parts/store-context.tsx';
import {TextField} from '../parts/text-field.tsx';
import type {Change, Setting, TextEdit} from './setting.ts';

interface Props {
	readonly setting: Setting;
	readonly edit: TextEdit;
	readonly onApply: (change: Change) => void;
	readonly onClose: () => void;
}

/** The field for an answer that is typed. What a network would overlap with shows while it is typed. */
export function AnswerField({setting, edit, onApply, onClose}: Props) {
	const {words, glyph} = useLook();
	const {problemsIf} = useActions();
	const before = useWizard((state) => state.resolved);
	const [text, setText] = useState('');
	const known = problemsOf({resolved: before}).map((problem) => words.say(problem.message));
	const news = edit.judgeAtOnce?.(text)
		? problemsIf((draft) => changed(draft, edit.apply(text)))
				.map((problem) => words.say(problem.message))
				.filter((message) => !known.includes(message))
		: [];
	return (
		<Box flexDirection="column">
			<TextField
				label={setting.label}
				value={edit.begin ?? (setting.byDefault ? '' : setting.value)}
				example={edit.example}
				focused
				submitLabel={words.keys.confirm}
				validate={(typed) => edit.problem?.(typed)}
				onChange={setText}
				onSubmit={(typed) => onApply(edit.apply(typed))}
				bindings={[{keys: ['esc'], label: words.keys.close, run: onClose}]}
			/>
			{news.slice(0, 1).map((message) => (
				<Text key={message} color="red" wrap="truncate">{`  ${glyph('failed')} ${message}`}</Text>
			))}
		</Box>
	);
}

function changed(draft: Draft, change: Change): Draft {
	if (change.kind === 'name') return {...draft, name: change.name};
	return change.kind === 'spec' ? withSpec(draft, change.spec) : withHost(draft, change.index, change.host);
}
