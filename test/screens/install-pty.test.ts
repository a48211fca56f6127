import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {type Bundle, buildBundle} from './bundle.ts';
import {noPty, onPty, type Pty} from './pty.ts';

const [enter, tab, ctrlC, ctrlZ, ctrlD] = ['\r', '\t', '\u0003', '\u001A', '\u0004'];

/** The install of the simulation, on a real terminal. */
describe.skipIf(noPty !== undefined)(`the install on a terminal${noPty ? ` (left out: ${noPty})` : ''}`, () => {
	let bundle: Bundle;
	beforeAll(() => {
		bundle = buildBundle();
	});
	afterAll(() => bundle.end());

	/** From the first screen into the install, with keys alone. */
	async function walk(pty: Pty): Promise<void> {
		await pty.until('Take the 2 hosts');
		pty.send(`${enter}t`);
		await pty.until('2 hosts, 2 ready');
		pty.send('n');
		await pty.until('Nothing blocks the install');
		pty.send('n');
		await pty.until('API endpoint');
		pty.send('n');
		await pty.until('(proposed)');
		// Refused until every mirror has been tried from every node: pressed again until it opens.
		const knock = setInterval(() => pty.screen().includes('Kubernetes packages') && pty.send('n'), 300);
		await pty.until('tasks to do').finally(() => clearInterval(knock));
		pty.send(`s${tab}${enter}`);
		await pty.until('so far');
	}

	/** The terminal as a program finds it: its own screen, with a cursor, keys read by the line and echoed. */
	function isSane(pty: Pty): void {
		expect(pty.term.buffer.active.type).toBe('normal');
		expect(pty.bytes().lastIndexOf('\u001B[?25h')).toBeGreaterThan(pty.bytes().lastIndexOf('\u001B[?25l'));
	}

	test('s is a shell on the host, over kubewiz’s own login; leaving it brings the screen back, and no key is lost or doubled', async () => {
		const pty = await bundle.start(['demo', '--hosts', '2', '--speed', '10']);
		await walk(pty);
		pty.send('h');
		await pty.until(/❯ \S cp1 /);
		pty.send('s');
		await pty.until('root@cp1:~# ');
		expect(pty.term.buffer.active.type).toBe('normal');
		expect(pty.screen()).toContain('kubewiz: a shell on cp1; exit comes back to the install');
		// Keys of the wizard are letters here, Ctrl+C is the shell's, and a slip can be mended.
		pty.send(`qq${ctrlC}`);
		await pty.until('qq^C');
		pty.send('hostnamX\u007Fe\r');
		await pty.until(/# hostname\s+cp1\s+root@cp1/);
		pty.send('exit\r');
		await pty.until(/❯ \S cp1 /);
		expect(pty.term.buffer.active.type).toBe('alternate');
		// Not one of those keys reached the wizard, and the next one does.
		expect(pty.screen()).not.toContain('Stop this install?');
		pty.send('s');
		// Nothing of the shell before stands in its way.
		await pty.until(/^(?![\s\S]*qq)[\s\S]*root@cp1:~# /);
		pty.send(ctrlD);
		await pty.until(/❯ \S cp1 /);
		pty.send('j');
		await pty.until(/❯ \S w1 /);
		pty.send(ctrlC);
		await pty.until('Stop this install?');
		pty.send(ctrlC);
		await pty.ended;
	}, 120_000);

	test('Ctrl+C asks, twice leaves at once: the terminal is sane, what was left is said, the exit code tells', async () => {
		const pty = await bundle.start(['demo', '--hosts', '2', '--speed', '5']);
		await walk(pty);
		pty.send(ctrlC);
		await pty.until('Stop this install?');
		pty.send(enter);
		await pty.until('so far');
		pty.send(ctrlC);
		await pty.until('Stop this install?');
		pty.send(ctrlC);
		expect(await pty.ended).toBe(5);
		isSane(pty);
		expect(pty.bytes().lastIndexOf('\u001B[?2004l')).toBeGreaterThan(pty.bytes().lastIndexOf('\u001B[?2004h'));
		await pty.until('demo: Left; jobs on the hosts go on.');
		expect(pty.scrollback()).toMatch(/^kubewiz: demo: Left; jobs on the hosts go on\. Took \S+\n\nNext\n/);
	}, 120_000);

	test('SIGINT from outside drains and says so on the primary screen: it counts once, though the wizard and its run could both hear it', async () => {
		const pty = await bundle.start(['demo', '--hosts', '2', '--speed', '10']);
		await walk(pty);
		process.kill(pty.pid, 'SIGINT');
		await pty.until('draining: nothing new is begun, running tasks come to their end');
		expect(await pty.ended).toBe(5);
		isSane(pty);
		await pty.until('demo: Stopped as you wished; nothing is lost.');
	}, 120_000);

	test('SIGTERM drains and says so; Ctrl+C then leaves the jobs on the hosts, and says that', async () => {
		const pty = await bundle.start(['demo', '--hosts', '2', '--speed', '1']);
		await walk(pty);
		process.kill(pty.pid, 'SIGTERM');
		await pty.until('draining: nothing new is begun');
		// The terminal is no longer raw: the key is a signal now.
		pty.send(ctrlC);
		await pty.until('detaching: jobs on the hosts go on');
		await pty.until('demo: Left; jobs on the hosts go on.');
		expect(await pty.ended).toBe(5);
	}, 120_000);

	test('an error nobody catches ends it also after the screen was left, while the run comes to its end', async () => {
		const broken = "process.on('SIGUSR2', () => { throw new Error('nobody catches this'); });";
		const pty = await bundle.start(['demo', '--hosts', '2', '--speed', '1'], {NODE_OPTIONS: bundle.before(broken)});
		await walk(pty);
		process.kill(pty.pid, 'SIGTERM');
		await pty.until('draining: nothing new is begun');
		process.kill(pty.pid, 'SIGUSR2');
		expect(await pty.ended).toBe(70);
		await pty.until('nobody catches this');
	}, 120_000);

	test('Ctrl+Z in the middle gives the terminal to the shell, sane; fg draws the install anew', async () => {
		const shell = await onPty(['bash', '--norc', '--noprofile', '-i'], {HOME: bundle.directory});
		try {
			await shell.until(/[#$] /);
			shell.send(`${process.execPath} ${bundle.file} demo --hosts 2 --speed 5\r`);
			await walk(shell);
			shell.send(ctrlZ);
			await shell.until('Stopped');
			isSane(shell);
			shell.send('stty -a | tr ";" "\\n" | grep -c -w -- -icanon\r');
			await shell.until(/^0$/m);
			shell.send('fg\r');
			await shell.until('so far');
			expect(shell.term.buffer.active.type).toBe('alternate');
			shell.send(ctrlC);
			await shell.until('Stop this install?');
			shell.send(ctrlC);
			await shell.until('Left; jobs on the hosts go on.');
		} finally {
			shell.end();
		}
	}, 120_000);
});
