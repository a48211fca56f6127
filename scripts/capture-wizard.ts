import {spawn} from 'node:child_process';
import {writeFileSync} from 'node:fs';
import xterm from '@xterm/headless';
import {screenSvg} from './screen-svg.ts';

/**
 * Films the wizard: runs `kubewiz demo`, as built, in a real pty (script(1) of
 * util-linux), presses the keys a first-time user would, writes what the
 * terminal got as an asciicast (v2) and the install screen as SVG.
 *
 *     node scripts/build.ts && node scripts/capture-wizard.ts docs/demo.svg docs/demo.cast
 */
const [columns, rows] = [100, 30];
const [picture, film] = process.argv.slice(2);
if (!picture || !film) throw new Error('usage: node scripts/capture-wizard.ts FILE.svg FILE.cast');

const enter = '\r';
/** What is waited for, and what is typed then. The picture is taken where it says so. */
const scenes: readonly {readonly until: string | RegExp; readonly keys: string; readonly picture?: true}[] = [
	{until: 'Take the 4 hosts', keys: enter},
	{until: '4 not tested', keys: 't'},
	{until: /goes on to\s+preflight/, keys: 'n'},
	{until: 'X those of all', keys: 'X'},
	{until: /Run these \d fixes\?/, keys: `\t${enter}`},
	{until: 'The fix ran', keys: enter},
	{until: 'Nothing blocks', keys: 'n'},
	{until: 'takes the API away', keys: 'n'},
	{until: /aliyun \(proposed\)/, keys: 'n'},
	{until: 'tasks to do', keys: 's'},
	{until: 'Start the install?', keys: `\t${enter}`},
	{until: 'out of reach', keys: '', picture: true},
	{until: 'power is back there', keys: 'r'},
	{until: 'Everything is done and verified', keys: enter},
	{until: 'The cluster is ready', keys: 'q'},
];
const thinkMs = 1500;

// Either of them, even empty, would take the colours away.
const {CI: _ci, NO_COLOR: _noColor, ...quiet} = process.env;
const child = spawn('script', ['-qefc', `stty cols ${columns} rows ${rows}; exec dist/kubewiz.mjs demo`, '/dev/null'], {
	stdio: ['pipe', 'pipe', 'inherit'],
	env: {...quiet, TERM: 'xterm-256color', LC_ALL: 'C.UTF-8'},
});
child.stdout.setEncoding('utf8');
const terminal = new xterm.Terminal({cols: columns, rows, allowProposedApi: true, scrollback: 0});
const frames: string[] = [JSON.stringify({version: 2, width: columns, height: rows, title: 'kubewiz demo', env: {TERM: 'xterm-256color'}})];
const began = performance.now();
let scene = 0;
let thinking = false;
for await (const chunk of child.stdout) {
	frames.push(JSON.stringify([Number(((performance.now() - began) / 1000).toFixed(3)), 'o', chunk]));
	await new Promise<void>((done) => terminal.write(chunk, done));
	const next = scenes[scene];
	if (!next || thinking || !shows(next.until)) continue;
	thinking = true;
	setTimeout(() => {
		if (next.picture) writeFileSync(picture, screenSvg(terminal, 'The install screen of kubewiz demo'));
		scene += 1;
		thinking = false;
		child.stdin.write(next.keys);
	}, thinkMs);
}
if (scene < scenes.length) throw new Error(`the film ended while waiting for ${scenes[scene]?.until}`);
writeFileSync(film, `${frames.join('\n')}\n`);

function shows(wanted: string | RegExp): boolean {
	const text = Array.from({length: rows}, (_, row) => terminal.buffer.active.getLine(row)?.translateToString(true) ?? '').join('\n');
	return typeof wanted === 'string' ? text.includes(wanted) : wanted.test(text);
}
