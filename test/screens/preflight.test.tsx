import {afterEach, describe, expect, test} from 'vitest';
import {scriptLines} from '../../screens/findings/script-lines.ts';
import {wordsOf} from '../../screens/text/words.ts';
import type {FindingView, WizardEngine} from '../../src/store/engine.ts';
import {type Staged, stage} from './stage.tsx';

const [esc, down, enter, end, ctrlC] = ['\u001B', '\u001B[B', '\r', '\u001B[F', '\u0003'];
const words = wordsOf('en').preflight;
const open: Staged[] = [];
afterEach(async () => {
	for (const shown of open.splice(0)) await shown.unmount();
});

/** A script as long as the longest of the real ones, with functions and a long line. */
const long = `
	first() {
		if true; then
			echo ${'very '.repeat(30)}long
		fi
	}
${Array.from({length: 40}, (_, at) => `\techo line ${at + 1}`).join('\n')}
	first
`;

const findings: readonly FindingView[] = [
	{
		check: 'duplicate-machine-id',
		severity: 'error',
		hosts: ['w1', 'w2', 'w3'],
		title: 'Hosts share a machine-id',
		evidence: {w1: 'c0ffee', w2: 'c0ffee', w3: 'c0ffee'},
		why: 'They are taken for one.',
		remedy: 'Make new ones.',
		fix: {title: 'Make a new machine-id', command: long, destroys: false},
		waivable: false,
		waived: false,
	},
	{
		check: 'clock-skew',
		severity: 'error',
		hosts: ['w2'],
		title: 'Clocks differ',
		evidence: {w2: '10 min behind'},
		why: 'Certificates.',
		remedy: 'Set the clock.',
		fix: {title: 'Set the clock', command: 'chronyc -a makestep', destroys: false},
		waivable: true,
		waived: false,
	},
];

type Fixing = Parameters<WizardEngine['fix']>;

/** The screen on findings that stay; each fix waits until it is let go. */
function start(size: {readonly columns?: number; readonly rows?: number} = {}) {
	const asked: {
		readonly check: string;
		readonly hosts: readonly string[];
		readonly options: Fixing[3];
		readonly end: (ok: boolean) => void;
	}[] = [];
	let checks = 0;
	const shown = stage({
		...size,
		draft: {screen: 'preflight'},
		engine: {
			resolve: () => ({cluster: {}}) as never,
			preflight: async () => {
				checks += 1;
				return findings;
			},
			fix: (_cluster, check, hosts, options) =>
				new Promise((resolve) => {
					const tell = (ok: boolean) => resolve(hosts.map((host) => ({host, ok, detail: ok ? 'mended' : 'cut off'})));
					asked.push({check, hosts, options, end: tell});
					options.signal.addEventListener('abort', () => tell(false));
				}),
		},
	});
	open.push(shown);
	return {shown, asked, checks: () => checks};
}

describe('a fix is shown before it runs', () => {
	test.each([
		[80, 24],
		[60, 15],
	])('to its last line, scrolled to at %ix%i, and Enter alone runs nothing', async (columns, rows) => {
		const {shown, asked} = start({columns, rows});
		await shown.until('Hosts share');
		await shown.type('x', words.fixTitle);
		const seen = new Set<string>();
		for (let page = 0; page < 12 && !/line 40\n/.test(shown.screen()); page += 1) {
			for (const line of shown.screen().split('\n')) seen.add(line.trim());
			shown.send('\u001B[6~');
			await shown.settled();
		}
		for (const line of shown.screen().split('\n')) seen.add(line.trim());
		for (let at = 1; at <= 40; at += 1) expect(seen).toContain(`echo line ${at}`);
		expect([...seen].filter((line) => line.includes('$ '))).toEqual([]);
		expect(shown.screen()).toContain(words.runIt);
		await shown.type(enter, 'Hosts share');
		expect(asked).toEqual([]);
	});

	test('also from the details, which speak of the key', async () => {
		const {shown} = start();
		await shown.until('Hosts share');
		await shown.type(enter, 'first() {');
		await shown.type('x', words.fixTitle);
	});

	test('for all findings at once, one after the other', async () => {
		const {shown, asked, checks} = start();
		await shown.until('Hosts share');
		await shown.type('X', words.fixAllTitle(2));
		await shown.type(end, '$ chronyc -a makestep');
		await shown.type(`\t${enter}`, words.fixing);
		await expect.poll(() => asked).toHaveLength(1);
		asked[0]?.options.onLines('w1', ['at it']);
		await shown.until('w1: at it');
		asked[0]?.end(true);
		await expect.poll(() => asked).toHaveLength(2);
		asked[1]?.end(true);
		await shown.until(words.fixed);
		expect(asked.map(({check, hosts}) => [check, hosts])).toEqual([
			['duplicate-machine-id', ['w1', 'w2', 'w3']],
			['clock-skew', ['w2']],
		]);
		// The check that came by itself.
		expect(checks()).toBe(2);
		await shown.type(esc, 'Hosts share');
	});

	test('for one host, which is chosen', async () => {
		const {shown, asked} = start();
		await shown.until('Hosts share');
		await shown.type('h', words.fixWhich);
		await shown.type(`${down}${down}${enter}`, words.fixHosts('w3'));
		await shown.type(`\t${enter}`, words.fixing);
		await expect.poll(() => asked.map(({hosts}) => hosts)).toEqual([['w3']]);
		asked[0]?.end(true);
		await shown.until('w3: mended');
		await shown.type(esc, 'Hosts share');
		await shown.type(down, 'Clocks differ  clock-skew');
		await shown.type('h', words.oneHost);
	});
});

describe.each([
	['Esc', esc],
	['Ctrl+C', ctrlC],
])('%s in the middle of a fix asks', (_, key) => {
	test('and begins no other; asked again cuts it off; the hosts are checked again', async () => {
		const {shown, asked, checks} = start();
		await shown.until('Hosts share');
		await shown.type('X', words.fixAllTitle(2));
		await shown.type(`\t${enter}`, words.fixing);
		await expect.poll(() => asked).toHaveLength(1);
		// Enter alone lets it go on.
		await shown.type(key, words.stopTitle);
		await shown.type(enter, words.fixing);
		await shown.type(key, words.stopTitle);
		await shown.type(`${down}${enter}`, words.stopping);
		expect(asked[0]?.options.signal.aborted).toBe(false);
		await shown.type(key, words.stopTitle);
		expect(shown.screen()).not.toContain(words.end);
		await shown.type(`${down}${enter}`, words.stopped);
		expect(asked).toHaveLength(1);
		expect(asked[0]?.options.signal.aborted).toBe(true);
		expect(shown.screen()).toContain('w1: cut off');
		await expect.poll(checks).toBe(2);
	});

	test('and one that comes to its end is the last', async () => {
		const {shown, asked} = start();
		await shown.until('Hosts share');
		await shown.type('X', words.fixAllTitle(2));
		await shown.type(`\t${enter}`, words.fixing);
		await shown.type(key, words.stopTitle);
		await shown.type(`${down}${enter}`, words.stopping);
		asked[0]?.end(true);
		await shown.until(words.stopped);
		expect(asked).toHaveLength(1);
	});

	test('and the question goes with the fix', async () => {
		const {shown, asked} = start();
		await shown.until('Hosts share');
		await shown.type('x', words.fixTitle);
		await shown.type(`\t${enter}`, words.fixing);
		await shown.type(key, words.stopTitle);
		asked[0]?.end(true);
		await shown.until(words.fixed);
	});
});

describe('what blocks and what may pass', () => {
	test('is told by name, let pass by a key, and taken back', async () => {
		const {shown} = start();
		await shown.until('2 block the install');
		await shown.type(enter, words.mayNotPass);
		await shown.type(esc, '2 block');
		await shown.type('w', `Not now: ${words.notWaivable}`);
		await shown.type(down, words.mayPass('clock-skew'));
		await shown.type('w', '1 blocks the install, 0 warnings, 0 notes; let pass: clock-skew');
		expect(shown.store.getState().draft.waived).toEqual(['clock-skew']);
		await shown.type('w', '2 block the install');
	});
});

describe('a script on the screen', () => {
	test('keeps its indentation, loses the margin it was written at, and breaks long lines further in', () => {
		expect(scriptLines('\n\tif a; then\n\t\tb\n\tfi\n', 80)).toEqual(['  if a; then', '    b', '  fi']);
		expect(scriptLines('swapoff -a\n', 80)).toEqual(['  $ swapoff -a']);
		for (const line of scriptLines(long, 60)) expect(line.length).toBeLessThan(60);
	});
});
