import type {WizardStore} from '../store.ts';

/** The screens as the rest of kubewiz knows them; loaded only when the wizard is opened. */
export interface Screens {
	/** Shows the wizard until it is left. `leave` takes it down from outside, for example when the terminal is gone. */
	start(options: WizardOptions): {
		readonly left: Promise<void>;
		readonly leave: () => void;
		/** Lines for the scrollback, once it is left: how it ended and what to type next. */
		readonly farewell: () => readonly string[];
	};
}

interface WizardOptions {
	readonly store: WizardStore;
	/** By default what the locale says. */
	readonly language?: 'en' | 'zh' | undefined;
	/** Name of the locale, as LC_ALL or LANG give it. */
	readonly locale: string | undefined;
	readonly ascii: boolean;
	readonly colour: boolean;
	/** The operator's screen reader reads the terminal: no alternate screen, no drawing. */
	readonly screenReader: boolean;
	readonly stdin: NodeJS.ReadStream;
	readonly stdout: NodeJS.WriteStream;
}
