import {render} from 'ink';
import type {Screens} from '../src/store/screens.ts';
import {languageOf} from '../src/told.ts';
import {App} from './app.tsx';
import {farewell} from './farewell.ts';
import {PacedStdin} from './parts/paced-stdin.ts';
import {terminalOutput} from './parts/terminal-output.ts';
import {wordsOf} from './text/words.ts';

/** The wizard on a terminal. */
export const screens: Screens = {
	start({store, language, locale, ascii, colour, screenReader, stdin, stdout}) {
		const words = wordsOf(language ?? languageOf(locale));
		const app = render(<App store={store} look={{words, ascii, colour}} />, {
			stdin: new PacedStdin(stdin) as unknown as NodeJS.ReadStream,
			stdout: terminalOutput(stdout, {ascii}),
			alternateScreen: !screenReader,
			isScreenReaderEnabled: screenReader,
			incrementalRendering: !screenReader,
			// Every frame crosses one or two SSH hops; people read no faster. Aloud, once a second is much.
			maxFps: screenReader ? 1 : 15,
			exitOnCtrlC: false,
			patchConsole: false,
			interactive: true,
		});
		return {left: app.waitUntilExit().then(() => undefined), leave: () => app.unmount(), farewell: () => farewell(store.getState(), words)};
	},
};
