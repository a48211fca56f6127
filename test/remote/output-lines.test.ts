import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {FloodGate} from '../../src/remote/flood-gate.ts';
import {OutputLines} from '../../src/remote/output-lines.ts';
import {Redactor} from '../../src/remote/redact.ts';
import {cleanLines, Sanitizer} from '../../src/remote/sanitize.ts';
import {Secret} from '../../src/shell/secret.ts';

/** Lines that come out when `bytes` arrive cut at the given places. */
function linesOf(bytes: Buffer, cuts: readonly number[] = [], redactor = new Redactor()): string[] {
	const lines: string[] = [];
	const output = new OutputLines(redactor, (some) => lines.push(...some), 0, new FloodGate(() => 0));
	const places = [...cuts.map((cut) => cut % (bytes.length + 1)), 0, bytes.length].sort((left, right) => left - right);
	for (const [index, end] of places.entries()) output.push(bytes.subarray(places[index - 1] ?? 0, end));
	output.end();
	return lines;
}

describe('text from a host', () => {
	test.each([
		['colours', 'a\x1b[31mred\x1b[0mb', 'aredb'],
		['clear screen, cursor, bell, backspace', '\x1b[2J\x1b[3;4Hx\x07\b', 'x'],
		['a window title', 'a\x1b]0;evil\x07b', 'ab'],
		['the clipboard (OSC 52)', 'a\x1b]52;c;ZXZpbA==\x1b\\b', 'ab'],
		['a hyperlink (OSC 8)', '\x1b]8;;http://evil\x1b\\click\x1b]8;;\x1b\\', 'click'],
		['device control', 'a\x1bPq#0\x1b\\b', 'ab'],
		['one-character C1 forms', 'a\x9b31mb\x9d0;t\x9cc', 'abc'],
		['an OSC without end: only its introducer goes', 'x\x1b]52;c;rest', 'x52;c;rest'],
		['charset selection', 'a\x1b(Bb', 'ab'],
		['NUL', 'a\0b', 'ab'],
		['bidirectional overrides', 'a\u202eb\u2066c', 'abc'],
		['zero width and soft hyphen', 'pass\u200bword\u00ad\ufeff', 'password'],
		['tabs and text of any script stay', '\t中文 Größe 👍', '\t中文 Größe 👍'],
	])('loses %s', (_name, hostile, harmless) => {
		expect(linesOf(Buffer.from(hostile))).toEqual([harmless]);
		expect(cleanLines(hostile)).toEqual([harmless]);
	});

	test('no control character gets through, however the bytes are cut', () => {
		const hostile = fc.array(
			fc.oneof(fc.constantFrom('\x1b', '[', ']', 'P', '\\', '\x07', '\x9c', '\x9b', '31m', 'a', '\n', '\r', '\u202e'), fc.string()),
		);
		fc.assert(
			fc.property(hostile, fc.array(fc.nat(1000)), (parts, cuts) => {
				for (const line of linesOf(Buffer.from(parts.join('')), cuts)) {
					// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
					expect(line).not.toMatch(/[\x00-\x08\x0a-\x1f\x7f-\x9f\u202a-\u202e\u200b]/);
				}
			}),
		);
	});

	test('how the bytes were cut makes no difference', () => {
		const bytes = Buffer.from('ein Größe 中文 \x1b[1mfett\x1b[0m\r\nzwei\rdrei\n\n四\x1b]0;t\x07 end');
		const whole = linesOf(bytes);
		expect(whole).toEqual(['ein Größe 中文 fett', 'zwei', 'drei', '', '四 end']);
		fc.assert(
			fc.property(fc.array(fc.nat(100)), (cuts) => {
				expect(linesOf(bytes, cuts)).toEqual(whole);
			}),
		);
		expect(linesOf(bytes, [...bytes.keys()])).toEqual(whole);
	});

	test('bytes that are no UTF-8 are shown as such', () => {
		expect(linesOf(Buffer.from([0x61, 0xff, 0xfe, 0x62, 0xc3]))).toEqual(['a\ufffd\ufffdb\ufffd']);
	});

	test('400 kB of introducers take no longer than a blink', () => {
		const sanitizer = new Sanitizer();
		const clean = sanitizer.push('\x1b]'.repeat(200_000)) + sanitizer.end();
		expect(clean.length).toBeLessThan(400_000);
	});

	test('a line has an end, and says how much was cut', () => {
		const [line] = linesOf(Buffer.from('x'.repeat(100_000)));
		expect(line).toBe(`${'x'.repeat(8192)} … (91808 more characters)`);
	});

	test('a flood is bounded, says how much is missing, and keeps its last words', () => {
		const seen: string[] = [];
		let now = 0;
		const output = new OutputLines(new Redactor(), (some) => seen.push(...some), 0, new FloodGate(() => now));
		for (let index = 0; index < 100; index++) output.push(Buffer.from(`${'y\n'.repeat(999)}end of ${index}\n`));
		expect(seen.length).toBe(5000);
		now = 1000;
		output.push(Buffer.from('calm again\n'));
		expect(seen[5000]).toBe('… 94950 lines dropped: the host prints faster than they can be kept');
		expect(seen.slice(-2)).toEqual(['end of 99', 'calm again']);
		expect(output.tail.at(-1)).toBe('calm again');
	});

	test('a flood that does not end is bounded by the second, with its notices', () => {
		const seen: string[] = [];
		let now = 0;
		const output = new OutputLines(new Redactor(), (some) => seen.push(...some), 0, new FloodGate(() => now));
		for (now = 0; now < 10_000; now++) output.push(Buffer.from('y\n'.repeat(100)));
		expect(seen.length).toBeGreaterThan(14_000);
		expect(seen.length).toBeLessThanOrEqual(5000 + 10_000 + 51);
	});

	test('the offset to go on from is behind the last whole line', () => {
		const output = new OutputLines(new Redactor(), () => {}, 100);
		output.push(Buffer.from('one\ntw'));
		expect([output.offset, output.safeOffset]).toEqual([106, 104]);
		output.push(Buffer.from('o\n-----BEGIN PRIVATE KEY-----\nabc\n'));
		expect(output.safeOffset).toBe(104);
		output.push(Buffer.from('-----END PRIVATE KEY-----\n'));
		expect(output.safeOffset).toBe(output.offset);
	});
});

describe('secrets', () => {
	const password = `pa'ss "wörd"/+&=%1`;

	function forms(value: string): [string, string][] {
		const bytes = Buffer.from(value);
		return [
			['plain', value],
			['base64', bytes.toString('base64')],
			['base64 in the middle of more', Buffer.from(`user:${value}:more`).toString('base64')],
			['base64url', bytes.toString('base64url')],
			['URL', encodeURIComponent(value)],
			['JSON', JSON.stringify({password: value})],
			['JSON in JSON', JSON.stringify(JSON.stringify(value))],
			['a shell word', `'${value.replaceAll("'", `'\\''`)}'`],
			['hex', bytes.toString('hex')],
		];
	}

	test.each(forms(password))('are taken out as %s, wherever the bytes are cut', (_name, text) => {
		const redactor = new Redactor();
		redactor.add(new Secret('ssh', password));
		const bytes = Buffer.from(`before ${text} after\n`);
		for (let cut = 0; cut <= bytes.length; cut++) {
			const [line = ''] = linesOf(bytes, [cut], redactor);
			expect(line).toContain('‹secret:ssh›');
			for (const [, form] of forms(password).slice(0, 2)) expect(line).not.toContain(form);
			expect(line).not.toContain('wörd');
		}
	});

	test('a secret over the cut of an endless line is not half shown', () => {
		const redactor = new Redactor();
		redactor.add(new Secret('ssh', 'correct horse battery'));
		const [line] = linesOf(Buffer.from(`${'x'.repeat(8180)}correct horse battery`), [], redactor);
		expect(line).not.toContain('correct');
	});

	test('what may be the beginning of one comes out once it is not', () => {
		const redactor = new Redactor();
		redactor.add(new Secret('ssh', 'abcdefgh'));
		expect(linesOf(Buffer.from('abcdef\nabcabcdefghabc'), [], redactor)).toEqual(['abcdef', 'abc‹secret:ssh›abc']);
	});

	test('of fewer than six characters are no keys for redaction', () => {
		const redactor = new Redactor();
		redactor.add(new Secret('ssh', 'root'));
		expect(redactor.redact('root is root')).toBe('root is root');
	});

	test.each([
		['a join token', 'kubeadm join --token abcdef.0123456789abcdef x'],
		['a certificate key', `--certificate-key ${'0a'.repeat(32)}`],
		['kubeconfig data', '    client-key-data: LS0tLS1CRUdJTiBSU0EgUFJJVkFURSBLRVktLS0tLQo='],
		['a bearer token', 'Authorization: Bearer abc.def-ghi_jkl'],
		['a private key', '-----BEGIN RSA PRIVATE KEY-----\nMIIEow\nAbCd\n-----END RSA PRIVATE KEY-----'],
	])('are known by their shape: %s', (_name, text) => {
		const lines = linesOf(Buffer.from(`before\n${text}\nafter`));
		expect(lines.join('\n')).not.toMatch(/0123456789abcdef|0a0a0a|LS0t|abc\.def|MIIE|AbCd/);
		expect(lines.join('\n')).toMatch(/‹secret:/);
		expect([lines[0], lines.at(-1)]).toEqual(['before', 'after']);
	});

	test('a digest is no secret', () => {
		const digest = `registry/pause@sha256:${'0a'.repeat(32)}`;
		expect(linesOf(Buffer.from(digest))).toEqual([digest]);
	});
});
