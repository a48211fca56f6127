import {spawnSync} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, afterEach, beforeAll, describe, expect, test} from 'vitest';
import {lives, noPty, onPty, type Pty} from './pty.ts';

const [down, enter] = ['\u001B[B', '\r'];

/** The built bundle in a real terminal. */
describe.skipIf(noPty !== undefined)(`the bundle on a terminal${noPty ? ` (left out: ${noPty})` : ''}`, () => {
	let directory: string;
	let bundle: string;
	const open: Pty[] = [];
	beforeAll(() => {
		directory = mkdtempSync(join(tmpdir(), 'kubewiz-pty-'));
		bundle = join(directory, 'kubewiz.mjs');
		const built = spawnSync(process.execPath, ['scripts/build.ts', bundle], {encoding: 'utf8'});
		expect(built.status, built.stderr).toBe(0);
	});
	afterEach(() => {
		for (const pty of open.splice(0)) pty.end();
	});
	afterAll(() => rmSync(directory, {recursive: true}));

	async function start(words: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Pty> {
		const pty = await onPty([process.execPath, bundle, ...words], env);
		open.push(pty);
		return pty;
	}

	test('type-ahead before the first frame is not lost; leaving brings the primary screen back and says how it ended', async () => {
		const pty = await start(['demo']);
		pty.send(`${enter}`);
		await pty.until('4 hosts, 4 not tested');
		expect(pty.term.buffer.active.type).toBe('alternate');
		pty.send(`q\t${enter}`);
		await pty.until('the simulation is over; nothing was installed anywhere');
		expect(pty.term.buffer.active.type).toBe('normal');
		expect(await pty.ended).toBe(0);
		// The cursor is shown, bracketed paste is off again.
		expect(pty.bytes().lastIndexOf('\u001B[?25h')).toBeGreaterThan(pty.bytes().lastIndexOf('\u001B[?25l'));
		expect(pty.bytes()).not.toContain('Warning');
	});

	test('NO_COLOR: no colour in the byte stream; --ascii: no byte beyond ASCII; the choice is still marked', async () => {
		const pty = await start(['demo', '--ascii'], {NO_COLOR: '1'});
		await pty.until('> Take the 4 hosts');
		pty.send(down);
		await pty.until('> Type or paste');
		pty.send('?');
		await pty.until('Keys of Hosts');
		// biome-ignore lint/suspicious/noControlCharactersInRegex: the escape sequences are what is looked for
		expect(pty.bytes()).not.toMatch(/\u001B\[(?:3[0-7]|4[0-7]|38|48|9[0-7]|10[0-7])[;m]/);
		// biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII
		expect(pty.bytes()).toMatch(/^[\u0000-\u007F]*$/);
	});

	test('a locale without UTF-8 is written to in ASCII, in English', async () => {
		const pty = await start(['demo'], {LC_ALL: 'zh_CN.GBK'});
		await pty.until('> Take the 4 hosts');
		// biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII
		expect(pty.bytes()).toMatch(/^[\u0000-\u007F]*$/);
	});

	test('a Chinese locale is spoken to in Chinese', async () => {
		const pty = await start(['demo'], {LC_ALL: 'zh_CN.UTF-8'});
		await pty.until('哪些机器组成集群');
	});

	test.each([
		['TERM=dumb', {TERM: 'dumb'}],
		['CI', {CI: '1'}],
	])('%s: lines, no cursor moves, exit code', async (_, env) => {
		const pty = await start(['demo', '--hosts', '1', '--speed', '100000'], env);
		expect(await pty.ended).toBe(0);
		expect(pty.bytes()).toContain('everything is done and verified');
		// biome-ignore lint/suspicious/noControlCharactersInRegex: the escape sequences are what is looked for
		expect(pty.bytes()).not.toMatch(/\u001B\[(?:\d*[A-HJK]|\?)/);
	});

	test('Ctrl+Z gives the shell its terminal; fg draws the screen anew', async () => {
		const shell = await onPty(['bash', '--norc', '--noprofile', '-i']);
		open.push(shell);
		await shell.until(/[#$] /);
		shell.send(`${process.execPath} ${bundle} demo\r`);
		await shell.until('Take the 4 hosts');
		expect(shell.term.buffer.active.type).toBe('alternate');
		shell.send('\u001A');
		await shell.until('Stopped');
		expect(shell.term.buffer.active.type).toBe('normal');
		shell.send('fg\r');
		await shell.until('❯ Take the 4 hosts');
		expect(shell.term.buffer.active.type).toBe('alternate');
		shell.send(down);
		await shell.until('❯ Type or paste');
	});

	test('closing the window leaves no process, and the answers are kept', async () => {
		const state = join(directory, 'state');
		const pty = await start(['install', '--state-dir', state]);
		await pty.until('Which machines');
		pty.send(`a10.0.0.1${enter}`);
		await pty.until('1 added');
		pty.hangUp();
		await gone(pty.pid);
		expect(JSON.parse(readFileSync(join(state, 'wizard.json'), 'utf8')).draft.hosts).toMatchObject([{address: '10.0.0.1'}]);
	});

	test('what it can do is told without a terminal', () => {
		const run = (...words: string[]) =>
			spawnSync(process.execPath, [bundle, ...words], {encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe']});
		expect(run('--version')).toMatchObject({status: 0});
		const help = run('install', '--help').stdout + run('--help').stdout;
		for (const flag of ['--lang', '--plain', '--ascii', '--no-color', '--state-dir']) expect(help).toContain(flag);
		// The wizard itself needs one, and says what to use instead.
		const wizard = run('install');
		expect(wizard.status).toBe(2);
		expect(wizard.stderr).toContain('kubewiz apply -f cluster.yaml --yes');
	});
});

async function gone(pid: number): Promise<void> {
	for (let turn = 0; turn < 400 && lives(pid); turn += 1) await new Promise((done) => setTimeout(done, 50));
	expect(lives(pid), 'no process is left behind').toBe(false);
}
