import xterm from '@xterm/headless';
import {expect, test} from 'vitest';
import {terminalOutput} from '../../../screens/parts/terminal-output.ts';

test('the frame begins at the corner, wherever what was typed ahead left the cursor', async () => {
	const term = new xterm.Terminal({cols: 40, rows: 10, allowProposedApi: true});
	const stdout = {write: (data: string) => term.write(data)} as unknown as NodeJS.WriteStream;
	term.write('> kubewiz demo\r\nnnn');
	terminalOutput(stdout, {ascii: false}).write('\u001B[?1049hkubewiz');
	await new Promise<void>((done) => {
		term.write('', done);
	});
	expect(term.buffer.active.getLine(0)?.translateToString(true)).toBe('kubewiz');
});
