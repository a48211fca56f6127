import {describe, expect, test} from 'vitest';
import {HostsEngineDouble, unknownKey} from '../hosts-engine-double.ts';
import type {Mounted} from '../term.ts';
import {keys, start, three} from './opening.tsx';

describe('the screen', () => {
	test('help over a choice loses nothing of it', async () => {
		const {shown} = start(new HostsEngineDouble(), {hosts: three});
		await shown.until('3 hosts');
		await shown.type(keys.paste('a\nb\nc'), '3 of 3 hosts chosen');
		await shown.type(`${keys.down} `, '2 of 3 hosts chosen');
		await shown.type('?', 'Keys of Hosts');
		await shown.type(keys.esc, '2 of 3 hosts chosen');
	});

	test.each([
		[60, 15, 'en'],
		[60, 15, 'zh'],
		[80, 24, 'en'],
		[80, 24, 'zh'],
		[120, 40, 'en'],
		[120, 40, 'zh'],
	] as const)('has every host aligned, and its keys, at %ix%i in %s', async (columns, rows, language) => {
		const double = new HostsEngineDouble();
		double.failures = {w1: {code: 'timeout', message: 'no answer', details: []}};
		const {shown, words} = start(double, {hosts: three, columns, rows, language});
		await shown.until('w2');
		await shown.type('t', words.codes.timeout ?? '');
		const lines = shown.screen().split('\n');
		expect(lines).toHaveLength(rows);
		const cells = (text: string) => (columnOf(shown, text) ?? [])[0];
		expect(cells(words.columns.os)).toBe(cells('debian 12'));
		expect(cells(words.codes.timeout ?? '')).toBe(cells('debian 12'));
		expect(lines.at(-1)).toContain('? ');
		const head = lines.find((line) => line.includes(words.columns.os)) ?? '';
		expect(head.includes(words.columns.address)).toBe(columns >= 80);
		expect(head.includes(words.columns.login)).toBe(columns >= 120);
	});

	test.each([80, 120])('holds with --ascii: no byte of ours beyond 127, in %i columns', async (columns) => {
		const double = new HostsEngineDouble();
		double.unknown = [unknownKey('a-rather-long-name', 'A', ['w1'])];
		const {shown} = start(double, {hosts: three, ascii: true, columns});
		await shown.until('3 hosts');
		await shown.type('t', 'not known yet');
		await shown.type(`a${keys.enter}`, 'All hosts are ready');
		await shown.type('a', 'Add hosts');
		await shown.type('n[1-9]', '9 hosts');
		await shown.type('\u0015\u001B', 'All hosts are ready');
		await shown.type('l', 'Login of all hosts');
		await shown.type(keys.esc, 'All hosts are ready');
		await shown.type(keys.paste('a.very.long.name.of.some.host.lab\nops@b'), '2 of 2 hosts chosen');
		// biome-ignore lint/suspicious/noControlCharactersInRegex: the range of ASCII
		expect(shown.output.text).toMatch(/^[\x00-\x7F]*$/);
	});

	test('stays within its rows with 200 hosts', async () => {
		const many = Array.from({length: 200}, (_, at) => ({address: `10.0.${at >> 7}.${(at & 127) + 1}`}));
		const {shown} = start(new HostsEngineDouble(), {hosts: many});
		await shown.until('200 hosts, 200 not tested');
		await shown.type('\u001B[F', '10.0.1.72');
		expect(shown.screen().split('\n')).toHaveLength(24);
		expect(shown.screen()).toContain('200 hosts');
	});
});

/** Columns (in cells of the terminal) where a text begins, from the top. */
function columnOf(shown: Mounted, text: string): readonly number[] {
	const found: number[] = [];
	for (let row = 0; row < shown.term.rows; row += 1) {
		const line = shown.term.buffer.active.getLine(shown.term.buffer.active.baseY + row);
		const at = line?.translateToString(true).indexOf(text) ?? -1;
		if (!line || at === -1) continue;
		let seen = 0;
		for (let cell = 0; cell < line.length; cell += 1) {
			if (seen >= at) {
				found.push(cell);
				break;
			}
			seen += line.getCell(cell)?.getChars().length || (line.getCell(cell)?.getWidth() === 0 ? 0 : 1);
		}
	}
	return found;
}
