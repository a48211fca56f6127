import {spawnSync} from 'node:child_process';
import {setTimeout} from 'node:timers/promises';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {type Bundle, buildBundle} from './bundle.ts';
import {noPty, onPty, type Pty} from './pty.ts';

const down = '\u001B[B';
const installed = (program: string) => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;

describe.skipIf(noPty !== undefined)(`terminals${noPty ? ` (left out: ${noPty})` : ''}`, () => {
	let bundle: Bundle;
	const open: Pty[] = [];
	beforeAll(() => {
		bundle = buildBundle();
	});
	afterAll(() => {
		for (const pty of open) pty.end();
		bundle.end();
	});

	/** What an operator does in the first minute: look, move, type ahead, ask for the keys, leave. */
	async function firstMinute(pty: Pty, mark: string): Promise<void> {
		await pty.until(`${mark} Take the 4 hosts`);
		pty.send(down + down);
		await pty.until(`${mark} Import from`);
		// Typed ahead: back to the top, take the hosts.
		pty.send('kk\r');
		await pty.until('4 hosts, 4 not tested');
		pty.send('?');
		await pty.until('Keys of Hosts');
		pty.send('\u001B');
		await pty.until('t test all');
	}

	/** Every colour and weight that was set. */
	const looks = (bytes: string) =>
		// biome-ignore lint/suspicious/noControlCharactersInRegex: the escape sequences are what is looked for
		[...new Set([...bytes.matchAll(/\u001B\[([\d;]*)m/g)].flatMap((match) => (match[1] ?? '').split(';')))].map(Number);

	test.each(['xterm-256color', 'screen', 'screen-256color', 'tmux-256color', 'linux', 'vt220', 'putty-256color', 'rxvt-unicode'])(
		'TERM=%s: works; of colours only the 16 by name, no background',
		async (TERM) => {
			const pty = await bundle.start(['demo'], {TERM, COLORTERM: 'truecolor'});
			await firstMinute(pty, TERM === 'linux' ? '>' : '❯');
			const set = looks(pty.bytes());
			expect(set).toContain(36);
			for (const look of set) expect(look, 'bold, dim, a colour by name, or their end').toSatisfy(isPlainLook);
		},
	);

	test('the Linux console: nothing its font lacks, English even in a Chinese locale', async () => {
		const pty = await bundle.start(['demo'], {TERM: 'linux', LC_ALL: 'zh_CN.UTF-8'});
		await pty.until('> Take the 4 hosts');
		// biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII
		expect(pty.bytes()).toMatch(/^[\u0000-\u007F]*$/);
	});

	test('no frame clears the screen, and each is sent as one where the terminal can hold it back', async () => {
		const pty = await bundle.start(['demo']);
		await firstMinute(pty, '❯');
		const after = () => pty.bytes().split('\u001B[?1049h')[1] ?? '';
		const times = (sequence: string) => after().split(sequence).length - 1;
		expect(after()).not.toContain('\u001B[2J');
		expect(after()).not.toContain('\u001B[3J');
		// Begin and end of synchronized output (DEC 2026), which others ignore. The last frame may still be on its way.
		expect(times('\u001B[?2026h')).toBeGreaterThan(0);
		await expect.poll(() => times('\u001B[?2026h') - times('\u001B[?2026l'), {timeout: 30_000}).toBe(0);
	});

	test('a key press costs few bytes', async () => {
		const pty = await bundle.start(['demo']);
		await pty.until('❯ Take the 4 hosts');
		for (const row of ['Type or paste', 'Import from', 'Scan a network']) {
			const before = pty.bytes().length;
			pty.send(down);
			await pty.until(`❯ ${row}`);
			expect(pty.bytes().length - before).toBeLessThan(600);
		}
	});

	test('a terminal whose size changed is painted anew, also one that is back at its old size when we look', async () => {
		const pty = await bundle.start(['demo']);
		// The footer's last words: the frame is whole.
		await pty.until(/To go on: add at least one host first\s+Enter.* \? help/);
		const seen = (screen: string) => screen.replace(/ +$/gm, '');
		const before = seen(pty.screen());
		// What a terminal does to its picture while it is made smaller and larger.
		pty.term.write('\u001B[5;3H\u001B[L\u001B[24;1H\n\n');
		await expect.poll(() => seen(pty.screen())).not.toBe(before);
		process.kill(pty.pid, 'SIGWINCH');
		await expect.poll(() => seen(pty.screen()), {timeout: 30_000}).toBe(before);
	});

	test('lines are wrapped again once the screen is given back', async () => {
		const pty = await bundle.start(['demo']);
		await pty.until('❯ Take the 4 hosts');
		pty.send('\u0003\u0003');
		await pty.ended;
		const bytes = pty.bytes();
		expect(bytes.indexOf('\u001B[?7l')).toBeGreaterThan(-1);
		expect(bytes.lastIndexOf('\u001B[?7h')).toBeGreaterThan(bytes.lastIndexOf('\u001B[?7l'));
	});

	test.skipIf(!installed('tmux'))('in tmux, with keys that it sends together; its window made smaller and larger', async () => {
		const socket = `kubewiz-test-${process.pid}`;
		const tmux = (...words: string[]) => spawnSync('tmux', ['-L', socket, ...words], {encoding: 'utf8', env: plainEnv()}).stdout;
		const seen = (text: string | RegExp) => expect.poll(() => tmux('capture-pane', '-p'), {timeout: 30_000}).toMatch(text);
		/** The picture once nothing moves: tmux tells the program its size late, and passing frames may look right. */
		const still = async () => {
			const pictures: string[] = [];
			do {
				pictures.unshift(tmux('capture-pane', '-p'));
				await setTimeout(100);
			} while (pictures.length < 6 || new Set(pictures.slice(0, 6)).size > 1);
			return pictures[0] ?? '';
		};
		try {
			tmux(
				'-f',
				'/dev/null',
				'new-session',
				'-d',
				'-x',
				'80',
				'-y',
				'24',
				`HOME=${bundle.directory} ${process.execPath} ${bundle.file} demo`,
			);
			await seen(/❯ Take the 4 hosts/);
			tmux('send-keys', 'Down', 'Down', 'Down', 'k', 'k', 'k', 'Enter');
			await seen(/4 hosts, 4 not tested[\s\S]*To go on: test the hosts first/);
			const before = await still();
			// A frame left broken is broken for good, but not every time.
			for (let storm = 0; storm < 6; storm++) {
				for (const [columns, rows] of [
					[60, 15],
					[100, 30],
					[50, 10],
					[80, 24],
				])
					tmux('resize-window', '-x', String(columns), '-y', String(rows));
				await expect.poll(still, {timeout: 30_000}).toBe(before);
			}
		} finally {
			tmux('kill-server');
		}
	});

	test.skipIf(!installed('screen'))('in GNU screen', async () => {
		const pty = await onPty(
			['screen', '-U', '-S', `kubewiz-test-${process.pid}`, '-c', '/dev/null', process.execPath, bundle.file, 'demo'],
			{
				HOME: bundle.directory,
				SCREENDIR: bundle.directory,
			},
		);
		open.push(pty);
		await firstMinute(pty, '❯');
		pty.send('\u0003\u0003');
		await pty.until('screen is terminating');
	});
});

function plainEnv(): NodeJS.ProcessEnv {
	return {PATH: process.env.PATH, HOME: process.env.HOME, LC_ALL: 'C.UTF-8', TERM: 'xterm-256color'};
}

function isPlainLook(code: number): boolean {
	return [0, 1, 2, 22, 39, 49].includes(code) || (code >= 30 && code <= 37);
}
