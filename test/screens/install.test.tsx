import stringWidth from 'string-width';
import {describe, expect, test} from 'vitest';
import {wordsOf} from '../../screens/text/words.ts';
import {atWork, fakeRun, stage} from './stage.tsx';
import type {Mounted} from './term.ts';

const [esc, enter, up] = ['\u001B', '\r', '\u001B[A'];

/** The cell at which `text` begins, for every row that has it: the emulator's own count, in which a Chinese character takes two. */
function columnsOf(term: Mounted['term'], text: string): number[] {
	return Array.from({length: term.rows}, (_, row) => {
		const line = term.buffer.active.getLine(row);
		const cells = Array.from({length: term.cols}, (_, at) => line?.getCell(at)?.getChars() ?? '');
		return cells.findIndex((_, at) => cells.slice(at).join('').startsWith(text));
	}).filter((at) => at >= 0);
}

describe('the tree', () => {
	test('shows how many are done, what each node does and its last line; failed nodes come first', async () => {
		const run = fakeRun(5, 10);
		for (const host of run.names) run.task(0, host, 'done', 2000);
		run.task(1, 'w1', 'running');
		run.print(1, 'w1', 'Get:1 kubeadm 12.3 MB');
		run.fail(1, 'w3');
		const shown = stage(atWork(run));
		await shown.until('5/50');
		expect(shown.screen()).toMatch(/so far/);
		expect(shown.screen()).toMatch(/► w1 .*Step 1 .*Get:1 kubeadm/);
		const lines = shown.screen().split('\n');
		const row = (host: string) => lines.findIndex((line) => new RegExp(`^[^ ] ${host} `).test(line));
		expect(row('w3')).toBeLessThan(row('w1'));
		expect(row('w1')).toBeLessThan(row('cp1'));
		await shown.type('n', 'Step 1 failed on w3');
		await shown.unmount();
	});

	test('keeps selection and columns through 80, 60 and 120 columns', async () => {
		const run = fakeRun(5, 30);
		const shown = stage(atWork(run));
		await shown.type('\u001B[B'.repeat(12), /❯ . Step 12/);
		const before = shown.screen();
		await shown.resize(60, 15);
		await shown.until(/❯ . Step 12/);
		await shown.resize(120, 40);
		await shown.until(/❯ . Step 12/);
		await shown.resize(80, 24);
		await shown.settled();
		// The same rows as if it had never been another size: no ghost of a wider line.
		expect(shown.screen().split('\n').length).toBe(before.split('\n').length);
		expect(
			new Set(
				shown
					.screen()
					.split('\n')
					.filter((line) => /Step \d+ /.test(line))
					.map((line) => stringWidth(line)),
			).size,
		).toBe(1);
		await shown.unmount();
	});

	test.each([
		[80, 24],
		[60, 15],
		[120, 40],
	])('Chinese lines of a host keep the columns at %ix%i', async (columns, rows) => {
		const titles = ['安装 containerd 容器运行时并写入它的配置文件', 'Install', '安装 kubelet'];
		const run = fakeRun(4, 3, titles);
		for (const [at, host] of ['cp1', 'w1'].entries()) {
			run.task(at, host, 'running');
			run.print(at, host, `${host} 正在下载`);
		}
		const shown = stage({...atWork(run), language: 'zh', columns, rows});
		await shown.until('w1 正');
		const cells = (text: string) => columnsOf(shown.term, text);
		// What stands at the end of a row begins in one column, whatever stands before it: a step's count, a host's last line.
		expect(cells('0/4')).toHaveLength(3);
		expect(new Set(cells('0/4')).size).toBe(1);
		const lines = ['cp1', 'w1'].flatMap((host) => cells(`${host} 正`));
		expect(lines).toHaveLength(2);
		expect(new Set(lines).size).toBe(1);
		await shown.unmount();
	});
});

describe('the log', () => {
	test('follows its end, stays where it was scrolled to and says how much is new; filters; names the file', async () => {
		const run = fakeRun(2, 2);
		run.task(0, 'cp1', 'running');
		for (let line = 1; line <= 60; line += 1) run.print(0, 'cp1', `line ${line}.`);
		const shown = stage(atWork(run));
		await shown.until('line 60.');
		await shown.type('h', /❯ . cp1/);
		await shown.type('l', 'Output of cp1');
		expect(shown.screen()).toContain('line 60.');
		expect(shown.screen()).toContain('/state/demo/runs/1/hosts/cp1.log');
		shown.send(up.repeat(5));
		await shown.gone('line 56.');
		await shown.settled();
		run.print(0, 'cp1', 'line 61.');
		shown.store.setState({runVersion: run.view.version});
		await shown.until('1 new line; f follows');
		await shown.type('f', 'line 61.');
		shown.send('/');
		await shown.type('line 4.', 'line 4.');
		await shown.gone('line 61.');
		expect(shown.screen()).toContain('line 4.');
		await shown.unmount();
	});
});

describe('a failure', () => {
	test('says what, where, the command, its exit code, last lines, cause, what helps and the next keys', async () => {
		const run = fakeRun(3, 2);
		run.fail(0, 'w2');
		const shown = stage(atWork(run));
		await shown.until('r try again');
		await shown.type('n', 'Step 0 failed on w2');
		for (const text of [
			'the CA hash is another',
			'make a new token',
			'$ kubeadm token create',
			'kubeadm join api:6443',
			'exit code 1',
			"couldn't validate",
		])
			expect(shown.screen()).toContain(text);
		expect(shown.screen().split('\n').at(-1)).toMatch(/try again/);
		await shown.type(esc, '1 failed');
		await shown.unmount();
	});

	test('a worker out of reach can be set aside while the others go on', async () => {
		const run = fakeRun(3, 2);
		run.task(0, 'w2', 'reconnecting');
		run.send({type: 'host.state', host: 'w2', state: 'reconnecting'} as never);
		let drained = 0;
		const shown = stage(atWork(run, {drain: () => (drained += 1)}));
		await shown.until('w2 out of reach');
		await shown.type('a', 'Set w2 aside?');
		shown.send(`\t${enter}`);
		await shown.gone('Set w2 aside?');
		expect(shown.store.getState()).toMatchObject({aside: ['w2'], after: 'again', stopping: true});
		expect(drained).toBe(1);
		await shown.unmount();
	});
});

describe('stopping', () => {
	test('Ctrl+C asks, and staying is the first answer', async () => {
		const run = fakeRun(2, 2);
		let drained = 0;
		const shown = stage(atWork(run, {drain: () => (drained += 1)}));
		await shown.until('0/4');
		await shown.type('\u0003', 'Stop this install?');
		await shown.type(enter, '0/4');
		expect(drained).toBe(0);
		await shown.type('\u0003', 'Stop this install?');
		shown.send(`\u001B[B${enter}`);
		await shown.gone('Stop this install?');
		expect(drained).toBe(1);
		await shown.unmount();
	});

	test('Ctrl+C twice leaves: the run is detached, the terminal is as it was', async () => {
		const run = fakeRun(2, 2);
		let detached = 0;
		const shown = stage(atWork(run, {detach: () => (detached += 1)}));
		await shown.until('0/4');
		expect(shown.term.buffer.active.type).toBe('alternate');
		shown.send('\u0003\u0003');
		await shown.app.waitUntilExit();
		await new Promise<void>((done) => shown.term.write('', done));
		expect(detached).toBe(1);
		expect(shown.term.buffer.active.type).toBe('normal');
		expect(shown.input.raw).toBe(false);
	});

	test.each(['en', 'zh'] as const)('Ctrl+C works while the help is open: it asks what it asks below it, %s', async (language) => {
		const {quit, install, keys, screens} = wordsOf(language);
		const working = stage({...atWork(fakeRun(2, 2)), language});
		await working.until('0/4');
		await working.type('?', keys.helpTitle(screens.install));
		await working.type('\u0003', install.stopTitle);
		await working.unmount();
		const idle = stage({language});
		await idle.until('❯');
		await idle.type('?', keys.helpTitle(screens.hosts));
		await idle.type('\u0003', quit.title);
		idle.send('\u0003');
		await idle.app.waitUntilExit();
	});

	test('Ctrl+C twice leaves on every other screen too', async () => {
		const shown = stage();
		await shown.until('Which machines');
		await shown.type('\u0003', 'Leave kubewiz?');
		shown.send('\u0003');
		await shown.app.waitUntilExit();
	});
});
