import {afterEach, describe, expect, test} from 'vitest';
import {type Language, wordsOf} from '../../screens/text/words.ts';
import type {FindingView} from '../../src/store/engine.ts';
import {type Staged, stage} from './stage.tsx';

const [esc, enter] = ['\u001B', '\r'];
const open: Staged[] = [];
afterEach(async () => {
	for (const shown of open.splice(0)) await shown.unmount();
});

function finding(check: string, hosts: readonly string[], destroys: boolean): FindingView {
	return {
		...{check, severity: 'error', hosts, title: `Title of ${check}`, evidence: {}, why: 'Why.', remedy: 'What helps.'},
		fix: {title: `Mend ${check}`, command: `mend ${check}`, destroys},
		waivable: false,
		waived: false,
	};
}
const clock = finding('clock-skew', ['w2'], false);
const network = finding('cni-leftovers', ['w1'], true);
const cluster = finding('leftovers-in-the-way', ['w1', 'w2'], true);

function start(findings: readonly FindingView[], setting: {language?: Language; columns?: number; rows?: number} = {}) {
	const ran: (readonly [string, readonly string[]])[] = [];
	const shown = stage({
		...setting,
		draft: {screen: 'preflight', name: 'north'},
		engine: {
			resolve: () => ({cluster: {}}) as never,
			preflight: async () => findings,
			fix: async (_cluster, check, hosts) => {
				ran.push([check, hosts]);
				return hosts.map((host) => ({host, ok: true, detail: 'mended'}));
			},
		},
	});
	open.push(shown);
	return {shown, ran, words: wordsOf(setting.language ?? 'en')};
}

describe.each([
	['en', 80, 24],
	['zh', 60, 15],
] as const)('a fix that takes something away (%s, %ix%i)', (language, columns, rows) => {
	const size = {language, columns, rows};

	test('takes the name of its one host: Enter, numbers, a yes and the name of another begin nothing', async () => {
		const {shown, ran, words} = start([network], size);
		await shown.until('cni-leftovers');
		await shown.type('x', words.preflight.destroys(1, 1));
		expect(shown.screen()).toContain(words.common.typeName('w1'));
		for (const answer of [enter, `1${enter}`, `2y${enter}`, `\u0015yes${enter}`, `\u0015north${enter}`, `\u0015w${enter}`, `\t${enter}`]) {
			shown.send(answer);
			await shown.settled();
			expect(shown.screen()).toContain(words.preflight.destroys(1, 1));
		}
		expect(shown.screen()).toContain(words.common.notThatName('w1'));
		expect(ran).toEqual([]);
		shown.send(`\u0015w1${enter}`);
		await shown.until(words.preflight.fixed);
		expect(ran).toEqual([['cni-leftovers', ['w1']]]);
	});

	test('on several hosts takes the name of the cluster, and one of them, chosen, its own', async () => {
		const {shown, ran, words} = start([cluster], size);
		await shown.until('leftovers-in-the-way');
		await shown.type('x', words.common.typeName('north'));
		await shown.type(`w1${enter}`, words.common.notThatName('north'));
		await shown.type(esc, 'Title of leftovers-in-the-way');
		await shown.type('h', words.preflight.fixWhich);
		await shown.type(`\u001B[B${enter}`, words.common.typeName('w2'));
		expect(ran).toEqual([]);
		shown.send(`w2${enter}`);
		await expect.poll(() => ran).toEqual([['leftovers-in-the-way', ['w2']]]);
	});

	test('among all is named first and takes the word for all of them; Tab leaves it out', async () => {
		const {shown, ran, words} = start([clock, network, cluster], size);
		await shown.until('clock-skew');
		await shown.type('X', words.preflight.destroys(2, 3));
		expect(shown.screen()).toContain(words.common.typeName('north'));
		for (const {check, hosts} of [network, cluster])
			expect(shown.screen()).toContain(`  ${words.preflight.hostLine(check, hosts.join(', '))}`);
		await shown.type(enter, words.preflight.destroys(2, 3));
		await shown.type(`w1${enter}`, words.common.notThatName('north'));
		expect(ran).toEqual([]);
		await shown.type('\t', words.preflight.fixTitle);
		expect(shown.screen()).not.toContain('cni-leftovers');
		await shown.type(`\t${enter}`, words.preflight.fixed);
		expect(ran).toEqual([['clock-skew', ['w2']]]);
		await shown.type(esc, 'clock-skew');
		await shown.type('X', words.preflight.destroys(2, 3));
		shown.send(`north${enter}`);
		await expect.poll(() => ran.slice(1).map(([check]) => check)).toEqual(['clock-skew', 'cni-leftovers', 'leftovers-in-the-way']);
	});

	test('Esc leaves all as it is', async () => {
		const {shown, ran, words} = start([network], size);
		await shown.until('cni-leftovers');
		await shown.type('x', words.preflight.destroys(1, 1));
		await shown.type(`w1${esc}`, 'Title of cni-leftovers');
		expect(ran).toEqual([]);
	});
});
