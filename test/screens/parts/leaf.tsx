import {render} from 'ink-testing-library';
import {type ReactNode, useMemo} from 'react';
import {expect} from 'vitest';
import {KeyProvider, KeyRegistry} from '../../../screens/parts/keys.tsx';
import {LookProvider} from '../../../screens/parts/look.tsx';
import {StoreProvider} from '../../../screens/parts/store-context.tsx';
import {type Language, wordsOf} from '../../../screens/text/words.ts';
import {type Draft, emptyDraft} from '../../../src/store/draft.ts';
import {createWizardStore} from '../../../src/store.ts';
import {memoryKeeper, silentEngine} from '../engine.ts';

interface Setting {
	readonly language?: Language;
	readonly ascii?: boolean;
	readonly draft?: Partial<Draft>;
}

export interface Leaf {
	lastFrame(): string;
	/** Presses keys one after the other, each in a turn of its own: ink-testing-library keeps only the last of those written together. */
	press(...keys: readonly string[]): Promise<void>;
	/** Resolves when the last frame is like this. */
	shows(text: string | RegExp): Promise<void>;
	rerender(children: ReactNode): void;
}

export const keys = {
	up: '\u001B[A',
	down: '\u001B[B',
	right: '\u001B[C',
	left: '\u001B[D',
	home: '\u001B[H',
	end: '\u001B[F',
	pageUp: '\u001B[5~',
	pageDown: '\u001B[6~',
	enter: '\r',
	esc: '\u001B',
	tab: '\t',
	backspace: '\u007F',
	delete: '\u001B[3~',
} as const;

function Stage({children, setting}: {readonly children: ReactNode; readonly setting: Setting}) {
	const registry = useMemo(() => new KeyRegistry(), []);
	const store = useMemo(() => createWizardStore(silentEngine(), memoryKeeper({...emptyDraft, ...setting.draft})), [setting.draft]);
	return (
		<StoreProvider store={store}>
			<LookProvider look={{words: wordsOf(setting.language ?? 'en'), ascii: setting.ascii ?? false, colour: false}}>
				<KeyProvider registry={registry}>{children}</KeyProvider>
			</LookProvider>
		</StoreProvider>
	);
}

/** One part of the screens alone, on the library's keyboard and screen of 100 columns. */
export function leaf(children: ReactNode, setting: Setting = {}): Leaf {
	const {lastFrame, stdin, rerender} = render(<Stage setting={setting}>{children}</Stage>);
	const frame = () => lastFrame() ?? '';
	return {
		lastFrame: frame,
		async press(...pressed) {
			for (const key of pressed) {
				await new Promise((turn) => setImmediate(turn));
				stdin.write(key);
			}
			await new Promise((turn) => setImmediate(turn));
		},
		shows: (text) => expect.poll(frame).toMatch(text),
		rerender: (next) => rerender(<Stage setting={setting}>{next}</Stage>),
	};
}
