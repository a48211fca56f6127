import {Box, Text} from 'ink';
import {useState} from 'react';
import type {Draft} from '../../src/store/draft.ts';
import {withHost, withSpec} from '../../src/store/draft.ts';
import type {ProblemView} from '../../src/store/engine.ts';
import {problemsOf} from '../../src/store/navigation.ts';
import {useRoom} from '../parts/frame.tsx';
import {useLook} from '../parts/look.tsx';
import {useActions, useWizard} from '../parts/store-context.tsx';
import {TextField} from '../parts/text-field.tsx';
import {wrapCells} from '../parts/wrap.ts';
import {cutLines, isAt, messageWords} from './problem-words.ts';
import type {Change, Setting, TextEdit} from './setting.ts';

interface Props {
	readonly setting: Setting;
	readonly edit: TextEdit;
	readonly settings: readonly Setting[];
	readonly onApply: (change: Change) => void;
	readonly onClose: () => void;
}

/** Rows that what is wrong with a typed answer may take. */
export const answerProblemRows = 2;

/** The field for an answer that is typed. It stays open until the answer is right; what a network would overlap with shows while it is typed. */
export function AnswerField({setting, edit, settings, onApply, onClose}: Props) {
	const {words, glyph} = useLook();
	const {columns} = useRoom();
	const {problemsIf} = useActions();
	const before = useWizard((state) => state.resolved);
	const {hosts} = useWizard((state) => state.draft);
	const begin = edit.begin ?? (setting.byDefault ? '' : setting.value);
	const [text, setText] = useState(begin);
	const [refused, refuse] = useState<string>();
	const known = problemsOf({resolved: before}).map((problem) => words.say(problem.message));
	const problemsWith = (typed: string) => problemsIf((draft) => changed(draft, edit.apply(typed)));
	const isNews = (problem: ProblemView) => !known.includes(words.say(problem.message));
	const judged = text === refused ? problemsWith(text).filter(isOwn) : edit.judgeAtOnce?.(text) ? problemsWith(text).filter(isNews) : [];
	// What is wrong elsewhere because of this answer is marked at its own row.
	function isOwn(problem: ProblemView): boolean {
		return isAt(problem, setting.path) && (problem.path === setting.path || isNews(problem));
	}
	const submit = (typed: string) => {
		if (!problemsWith(typed).some(isOwn)) return onApply(edit.apply(typed));
		setText(typed);
		refuse(typed);
	};
	const lines = judged
		.slice(0, 1)
		.flatMap((problem) => wrapCells(`${glyph('failed')} ${messageWords(problem, {hosts, settings, words})}`, columns - 6));
	return (
		<Box flexDirection="column">
			<TextField
				label={setting.label}
				value={begin}
				example={edit.example}
				focused
				submitLabel={words.keys.confirm}
				validate={(typed) => edit.problem?.(typed)}
				onChange={setText}
				onSubmit={submit}
				bindings={[{keys: ['esc'], label: words.keys.close, run: onClose}]}
			/>
			{cutLines(lines, answerProblemRows, glyph('more')).map((line) => (
				<Text key={line} color="red" wrap="truncate">{`  ${line}`}</Text>
			))}
		</Box>
	);
}

function changed(draft: Draft, change: Change): Draft {
	if (change.kind === 'name') return {...draft, name: change.name};
	return change.kind === 'spec' ? withSpec(draft, change.spec) : withHost(draft, change.index, change.host);
}
