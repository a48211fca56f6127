import {spawn} from 'node:child_process';
import {writeFileSync} from 'node:fs';
import xterm from '@xterm/headless';
import {screenSvg} from './screen-svg.ts';

/**
 * Takes a picture of a terminal: runs the built kubewiz in a real pty
 * (script(1) of util-linux), plays what it wrote into a terminal emulator and
 * draws the screen it leaves as SVG.
 *
 *     node scripts/capture.ts docs/demo.svg ROWS demo --hosts 3
 */
const columns = 100;
const [file, rowsText, ...words] = process.argv.slice(2);
if (!file || !rowsText || words.length === 0) throw new Error('usage: node scripts/capture.ts FILE.svg ROWS WORDS…');
const rows = Number(rowsText);

const command = `stty cols ${columns} rows ${rows}; exec dist/kubewiz.mjs ${words.join(' ')}`;
const child = spawn('script', ['--quiet', '--return', '--flush', '--command', command, '/dev/null'], {
	stdio: ['ignore', 'pipe', 'inherit'],
	env: {...process.env, TERM: 'xterm-256color', LC_ALL: 'C.UTF-8', NO_COLOR: '', CI: ''},
});
const terminal = new xterm.Terminal({cols: columns, rows, allowProposedApi: true, scrollback: 0});
terminal.write(`$ kubewiz ${words.join(' ')}\r\n`);
for await (const chunk of child.stdout) await new Promise<void>((done) => terminal.write(chunk, done));
writeFileSync(file, screenSvg(terminal, `Terminal after kubewiz ${words.join(' ')}`));
