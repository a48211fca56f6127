import {useIsScreenReaderEnabled} from 'ink';
import {createContext, type ReactNode, useContext} from 'react';
import type {TaskState} from '../../src/events/event.ts';
import type {Words} from '../text/words.ts';

/** What the terminal and the operator want to see. */
export interface Look {
	readonly words: Words;
	/** Only ASCII: the terminal shows nothing else, or shows it at the wrong width. */
	readonly ascii: boolean;
	readonly colour: boolean;
}

const Context = createContext<Look | undefined>(undefined);

export function LookProvider({look, children}: {readonly look: Look; readonly children: ReactNode}) {
	return <Context.Provider value={look}>{children}</Context.Provider>;
}

export type Glyph =
	| TaskState
	| 'selected'
	| 'open'
	| 'closed'
	| 'checked'
	| 'unchecked'
	| 'warning'
	| 'info'
	| 'next'
	| 'more'
	| 'bar'
	| 'space';

/** None is of ambiguous width (UAX #11): two cells in terminals set up for Chinese would break every row. */
const unicode: Readonly<Record<Glyph, string>> = {
	waiting: '.',
	checking: '◌',
	running: '►',
	verifying: '◍',
	reconnecting: '↻',
	unknown: '?',
	done: '✔',
	failed: '✖',
	'set-aside': '⊘',
	blocked: '-',
	selected: '❯',
	open: '▾',
	closed: '▸',
	checked: '◉',
	unchecked: '◦',
	warning: '!',
	info: 'i',
	next: '›',
	more: '⋯',
	bar: '▪',
	space: '▫',
};

const ascii: Readonly<Record<Glyph, string>> = {
	waiting: '.',
	checking: 'o',
	running: '>',
	verifying: 'O',
	reconnecting: '~',
	unknown: '?',
	done: '+',
	failed: 'x',
	'set-aside': '/',
	blocked: '-',
	selected: '>',
	open: 'v',
	closed: '>',
	checked: '[x]',
	unchecked: '[ ]',
	warning: '!',
	info: 'i',
	next: '-',
	more: '...',
	bar: '#',
	space: '-',
};

/** red: error, yellow: warning, green: good, cyan: at work. The glyph and a word always say the same. */
export const toneOf: Readonly<Partial<Record<Glyph, 'red' | 'yellow' | 'green' | 'cyan'>>> = {
	checking: 'cyan',
	running: 'cyan',
	verifying: 'cyan',
	reconnecting: 'yellow',
	unknown: 'yellow',
	done: 'green',
	failed: 'red',
	'set-aside': 'yellow',
	warning: 'yellow',
	selected: 'cyan',
};

/** For ears a state is its word; ornaments are silent. */
const spoken: Readonly<Partial<Record<Glyph, string>>> = {selected: '', bar: '', space: '', next: '-', more: '...'};

/** Words, glyphs and whether a screen reader listens. */
export function useLook(): Look & {glyph(name: Glyph): string; readonly screenReader: boolean} {
	const look = useContext(Context);
	const screenReader = useIsScreenReaderEnabled();
	if (!look) throw new Error('look is used outside of LookProvider');
	const states: Readonly<Partial<Record<Glyph, string>>> = look.words.states;
	const said = (name: Glyph) => spoken[name] ?? states[name] ?? ascii[name];
	const drawn = (name: Glyph) => (look.ascii ? ascii : unicode)[name];
	return {...look, ascii: look.ascii || screenReader, screenReader, glyph: screenReader ? said : drawn};
}
