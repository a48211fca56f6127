import {Box, type DOMElement, Text, useCursor} from 'ink';
import {useLayoutEffect, useReducer, useRef, useState} from 'react';
import stringWidth from 'string-width';
import {edit, editOf, type Line} from './edit-line.ts';
import {type Binding, useKeys} from './keys.tsx';
import {useLook} from './look.tsx';

interface Props {
	readonly label: string;
	readonly value: string;
	readonly focused: boolean;
	/** Shown dim while the field is empty. */
	readonly example?: string;
	/** Shown instead of every character. */
	readonly mask?: boolean;
	/** What is wrong with the value and what would be right. */
	readonly validate?: (value: string) => string | undefined;
	readonly onChange?: (value: string) => void;
	readonly onSubmit: (value: string) => void;
	/** Takes a paste of several lines; without it newlines become spaces. */
	readonly onPasteLines?: (text: string) => void;
	readonly bindings?: readonly Binding[];
	readonly submitLabel: string;
}

/**
 * A field for one line of text. Its own instead of ink-text-input because of
 * what operators do: paste twenty hosts, type Chinese (the caret is the
 * terminal's own, which an IME needs), press Ctrl+U, delete whole characters;
 * test/screens/parts/plain-fields.test.tsx measures the difference.
 */
export function TextField(props: Props) {
	const {words, glyph} = useLook();
	const line = useRef<Line>({before: props.value, after: ''});
	const [, redraw] = useReducer((count: number) => count + 1, 0);
	const [blurred, setBlurred] = useState(false);
	if (line.current.before + line.current.after !== props.value && !props.focused) line.current = {before: props.value, after: ''};
	const change = (next: Line) => {
		line.current = next;
		redraw();
		props.onChange?.(next.before + next.after);
	};
	const text = line.current.before + line.current.after;
	// Not from the first letter on: nobody likes to be told that a half-typed address is wrong.
	const problem = blurred ? props.validate?.(text) : undefined;
	const submit = () => {
		const wrong = props.validate?.(text);
		setBlurred(wrong !== undefined);
		if (wrong === undefined) props.onSubmit(text);
		redraw();
	};
	useKeys(
		{
			types: true,
			capture: (name, input) => {
				const done = editOf(name, input);
				if (done) change(edit(line.current, done));
				return done !== undefined;
			},
			paste: (pasted) => {
				const clean = pasted.replaceAll(/\r\n?/g, '\n');
				if (props.onPasteLines && clean.trim().includes('\n')) props.onPasteLines(clean);
				else change(edit(line.current, {kind: 'insert', text: clean.replaceAll(/[\n\t]+/g, ' ').replaceAll(/\p{Control}/gu, '')}));
				return true;
			},
			bindings: [{keys: ['enter'], label: props.submitLabel, run: submit}, ...(props.bindings ?? [])],
		},
		props.focused,
	);
	const shown = (part: string) => (props.mask ? '*'.repeat([...part].length) : part);
	const anchor = useRef<DOMElement>(null);
	useCaret(anchor, stringWidth(shown(line.current.before)), props.focused);
	return (
		<Box flexDirection="column" flexShrink={0} aria-role="textbox">
			<Box>
				<Box flexShrink={0}>
					<Text bold={props.focused}>{`${props.focused ? glyph('selected') : ' '} ${words.common.field(props.label)}`}</Text>
				</Box>
				<Box ref={anchor} flexGrow={1}>
					{text === '' ? (
						<Text dimColor wrap="truncate">
							{props.example ? `${words.common.example} ${props.example}` : ' '}
						</Text>
					) : (
						<Text wrap="truncate-start">{shown(text)}</Text>
					)}
				</Box>
			</Box>
			{problem && <Text color="red">{`  ${glyph('failed')} ${problem}`}</Text>}
		</Box>
	);
}

/** Puts the terminal's own caret into the field: visible without colour, and where an IME opens its window. */
function useCaret(anchor: {readonly current: DOMElement | null}, column: number, focused: boolean): void {
	const {setCursorPosition} = useCursor();
	const [place, setPlace] = useState<{x: number; y: number}>();
	useLayoutEffect(() => {
		const next = focused ? placeOf(anchor.current) : undefined;
		if (next?.x !== place?.x || next?.y !== place?.y) setPlace(next);
	});
	setCursorPosition(focused && place ? {x: place.x + column, y: place.y} : undefined);
}

/** Where an element stands on the screen: Ink knows only the place within its parent. */
function placeOf(element: DOMElement | null): {x: number; y: number} | undefined {
	if (!element) return undefined;
	let x = 0;
	let y = 0;
	for (let node: DOMElement | undefined = element; node; node = node.parentNode) {
		x += node.yogaNode?.getComputedLeft() ?? 0;
		y += node.yogaNode?.getComputedTop() ?? 0;
	}
	return {x, y};
}
