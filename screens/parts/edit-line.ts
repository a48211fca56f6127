/** A line of text with a caret: what stands before it and what after. */
export interface Line {
	readonly before: string;
	readonly after: string;
}

type Edit =
	| {readonly kind: 'insert'; readonly text: string}
	| {
			readonly kind:
				| 'left'
				| 'right'
				| 'home'
				| 'end'
				| 'delete-before'
				| 'delete-after'
				| 'delete-word'
				| 'delete-to-start'
				| 'delete-to-end';
	  };

const graphemes = new Intl.Segmenter(undefined, {granularity: 'grapheme'});

/** Applies one edit. Moves and deletes by grapheme, so that no character is ever cut in half. */
export function edit(line: Line, change: Edit): Line {
	const {before, after} = line;
	switch (change.kind) {
		case 'insert':
			return {before: before + change.text, after};
		case 'left':
			return {before: withoutLast(before), after: lastOf(before) + after};
		case 'right':
			return {before: before + firstOf(after), after: after.slice(firstOf(after).length)};
		case 'home':
			return {before: '', after: before + after};
		case 'end':
			return {before: before + after, after: ''};
		case 'delete-before':
			return {before: withoutLast(before), after};
		case 'delete-after':
			return {before, after: after.slice(firstOf(after).length)};
		case 'delete-word':
			return {before: before.replace(/\S+\s*$/u, ''), after};
		case 'delete-to-start':
			return {before: '', after};
		case 'delete-to-end':
			return {before, after: ''};
	}
}

/** The edit a key means in a text field, or undefined when it is none. */
export function editOf(name: string, input: string): Edit | undefined {
	const kind = (
		{
			left: 'left',
			right: 'right',
			home: 'home',
			'ctrl+a': 'home',
			end: 'end',
			'ctrl+e': 'end',
			backspace: 'delete-before',
			delete: 'delete-after',
			'ctrl+d': 'delete-after',
			'ctrl+w': 'delete-word',
			'ctrl+u': 'delete-to-start',
			'ctrl+k': 'delete-to-end',
		} as const
	)[name];
	if (kind) return {kind};
	if (name === 'space') return {kind: 'insert', text: ' '};
	return input !== '' && name === input && !/\p{Control}/u.test(input) ? {kind: 'insert', text: input} : undefined;
}

function firstOf(text: string): string {
	return graphemes.segment(text)[Symbol.iterator]().next().value?.segment ?? '';
}

function lastOf(text: string): string {
	return [...graphemes.segment(text)].at(-1)?.segment ?? '';
}

function withoutLast(text: string): string {
	return text.slice(0, text.length - lastOf(text).length);
}
