import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {wordsOf} from '../../screens/text/words.ts';
import {readHosts} from '../../src/inventory/typed.ts';
import {stage} from './stage.tsx';

const [esc, down, enter] = ['\u001B', '\u001B[B', '\r'];
const sources = readdirSync('screens', {recursive: true, encoding: 'utf8'}).filter((name) => /\.tsx?$/.test(name));
const source = (name: string) => readFileSync(join('screens', name), 'utf8');
const hosts = [
	{name: 'cp1', address: '10.0.0.1', roles: ['control-plane' as const]},
	{name: 'w1', address: '10.0.0.2', roles: ['worker' as const]},
];

describe('sizes', () => {
	test('a terminal that is too small is asked for more, and the screen comes back', async () => {
		const shown = stage();
		await shown.until('Which machines');
		const before = shown.screen();
		await shown.resize(50, 10);
		await shown.until(/Make the window\s+larger/);
		expect(shown.screen()).toContain('50x10');
		await shown.resize(80, 24);
		await shown.until('Which machines');
		await shown.settled();
		expect(shown.screen()).toBe(before);
		await shown.unmount();
	});

	test('the first frame asks neither the network nor the engine', async () => {
		// The engine throws at whatever it is asked.
		const shown = stage();
		await shown.until('Enter choose');
		await shown.unmount();
	});
});

describe('keys', () => {
	test('what arrives in one write is typed key by key', async () => {
		const shown = stage({engine: {readHosts}});
		await shown.until('Which machines');
		shown.send('a');
		await shown.until('a range');
		await shown.type(`10.20.30.49\u007F0${enter}`, '1 added');
		expect(shown.store.getState().draft.hosts.map((host) => host.address)).toEqual(['10.20.30.40']);
		await shown.unmount();
	});

	test('three Downs in one write move three; j and k move too', async () => {
		const shown = stage({state: {offered: hosts}});
		await shown.type('', /❯ Take the 2 hosts/);
		await shown.type(down + down + down, /❯ Scan a network/);
		await shown.type('kkk', /❯ Take the 2 hosts/);
		await shown.type('jj', /❯ Import from/);
		await shown.unmount();
	});

	test('twenty pasted lines offer twenty hosts; their line ends press no button and their sequences are gone', async () => {
		const shown = stage({engine: {readHosts}});
		await shown.until('Which machines');
		const lines = Array.from({length: 20}, (_, index) => `node${index + 1}\u001B[31m`).join('\r\n');
		await shown.type(`${esc}[200~${lines}${esc}[201~`, 'node7');
		expect(shown.store.getState().draft.hosts).toEqual([]);
		expect(shown.screen()).not.toContain('[31m');
		await shown.type(enter, '20 hosts');
		expect(shown.store.getState().draft.hosts).toHaveLength(20);
		await shown.unmount();
	});

	test('a Chinese text keeps its caret and is deleted character by character', async () => {
		const shown = stage({engine: {readHosts}, language: 'zh'});
		await shown.until('哪些机器');
		shown.send('a');
		await shown.until(wordsOf('zh').hosts.add.help[0] ?? '');
		const caret = () => shown.term.buffer.active.cursorX;
		const empty = caret();
		await shown.type('主机', '主机');
		await shown.settled();
		expect(caret() - empty).toBe(4);
		shown.send('\u007F');
		await shown.until(/：主$/m);
		await shown.settled();
		expect(caret() - empty).toBe(2);
		await shown.unmount();
	});

	test('the footer shows four to seven keys, help shows all of them, and a key that cannot be used says why', async () => {
		const shown = stage({draft: {hosts}});
		await shown.until('t test all');
		const footer = shown.screen().split('\n').at(-1) ?? '';
		expect(footer.trim().split(/ {2,}/).length).toBeGreaterThanOrEqual(4);
		expect(footer.trim().split(/ {2,}/).length).toBeLessThanOrEqual(7);
		await shown.type('n', 'Not now: test the hosts first');
		await shown.type('?', 'Keys of Hosts');
		for (const label of footer.matchAll(/(?:^| {2})\S+ ([^ ].*?)(?= {2}|$)/g))
			if (!label[1]?.startsWith('help')) expect(shown.screen()).toContain(label[1]?.replace(' …', ''));
		await shown.type(esc, 't test all');
		await shown.unmount();
	});

	test('nothing needs a key that tmux, screen or flow control take, nor Alt, nor a function key', () => {
		const taken = /'(?:ctrl\+[bsq]|alt\+.|f\d+|meta\+.)'/;
		for (const name of sources) expect(source(name), name).not.toMatch(taken);
	});
});

describe('answers', () => {
	test('going back loses none, and Esc goes back', async () => {
		const shown = stage({
			draft: {hosts, screen: 'topology', spec: {cni: {name: 'calico'}}},
			engine: {resolve: () => ({problems: []})},
			state: {findings: {kind: 'here', value: []}},
		});
		await shown.until('calico');
		await shown.type(esc, 'every check passed');
		await shown.type('n', 'calico');
		expect(shown.store.getState().draft.spec.cni).toEqual({name: 'calico'});
		await shown.unmount();
	});

	test('Enter alone begins nothing: the safe answer has the focus, number keys do nothing', async () => {
		const plan = {hash: 'sha256:0', steps: [], tasks: [], files: []};
		const shown = stage({
			draft: {hosts, screen: 'review'},
			state: {plan: {kind: 'here', value: plan}},
			engine: {specText: () => 'kind: Cluster'},
		});
		await shown.until('Answers');
		await shown.type('s', 'Start the install?');
		await shown.type('12', /❯ Not yet/);
		await shown.type(enter, 'Answers');
		expect(shown.store.getState().handle).toBeUndefined();
		await shown.unmount();
	});

	test('a field says what is wrong with what was typed, with an example', async () => {
		const shown = stage({engine: {readHosts}});
		await shown.until('Which machines');
		shown.send('a');
		await shown.until('a range');
		// Half a range is no mistake yet; Enter says what is wrong, and it stays said with every key until it is right.
		const wrong = /✖ cp\[1-\S*: .*like cp\[1-3\]/;
		await shown.type('cp[1-', ': cp[1-');
		await shown.settled();
		expect(shown.screen()).not.toMatch(wrong);
		await shown.type(enter, wrong);
		await shown.type('2', ': cp[1-2');
		await shown.settled();
		expect(shown.screen()).toMatch(wrong);
		await shown.type(`${enter}\u007F`, /: cp\[1-$/m);
		await shown.settled();
		expect(shown.screen()).toMatch(wrong);
		await shown.type('2]', ': cp[1-2]');
		await shown.settled();
		expect(shown.screen()).not.toContain('✖');
		expect(shown.store.getState().draft.hosts).toEqual([]);
		await shown.type(enter, '2 added');
		await shown.unmount();
	});
});

describe('looks', () => {
	test('every state has a word in both languages; nothing paints a background or inverts', () => {
		for (const language of ['en', 'zh'] as const) {
			const words = Object.values(wordsOf(language).states);
			expect(new Set(words).size).toBe(words.length);
			expect(words).not.toContain('');
		}
		for (const name of sources) expect(source(name), name).not.toMatch(/backgroundColor|inverse/);
	});

	test('a screen reader gets the primary screen, no frame and no bar', async () => {
		const shown = stage({draft: {hosts, screen: 'hosts'}, screenReader: true});
		await shown.until('cp1');
		expect(shown.term.buffer.active.type).toBe('normal');
		await shown.type('q', 'Leave kubewiz?');
		expect(shown.output.text).not.toMatch(/[\u2500-\u259F▪▫]/u);
		await shown.unmount();
	});
});
