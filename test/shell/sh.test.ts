import {spawnSync} from 'node:child_process';
import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {heredoc, late, quote, raw, sequence, sh} from '../../src/shell/sh.ts';

const shells = ['dash', 'bash'].filter((shell) => spawnSync(shell, ['-c', ':']).status === 0);

function run(shell: string, script: string): string {
	const {stdout, stderr, status} = spawnSync(shell, ['-s'], {input: script, encoding: 'utf8'});
	if (status !== 0) throw new Error(`${shell} ended with ${status}: ${stderr}`);
	return stdout;
}

const word = fc.oneof(
	fc.string({unit: 'binary', maxLength: 40}).filter((text) => !text.includes('\0')),
	fc.string({unit: fc.constantFrom("'", '"', '\\', '$', '`', '\n', '\t', ' ', '!', '*', '~', '-', '#', 'a', '’', '\r'), maxLength: 20}),
);

describe('quoting', () => {
	it.each(shells)('gives every word to %s as it was given', (shell) => {
		fc.assert(
			fc.property(fc.array(word, {maxLength: 12}), (words) => {
				const script = sh`set -- ${words}
					printf '%s\\0' "$#" "$@"`;
				expect(run(shell, script.text).split('\0').slice(0, -1)).toEqual([String(words.length), ...words.map(utf8)]);
			}),
			{numRuns: 60},
		);
	});

	it.each(shells)('keeps the bytes of a here-document in %s', (shell) => {
		fc.assert(
			fc.property(fc.array(fc.oneof(word, fc.constantFrom('KW_END', 'KW_END_', '\tx', '$x `y` \\'))), (lines) => {
				const content = lines.join('\n');
				expect(run(shell, sh`cat ${heredoc(content)}`.text)).toBe(`${utf8(content).replace(/\n$/, '')}\n`);
			}),
			{numRuns: 60},
		);
	});

	it('refuses what no shell can carry and what is no script', () => {
		expect(() => quote('a\0b')).toThrow(/NUL/);
		expect(() => heredoc('\0')).toThrow(/NUL/);
		expect(() => sh`sleep ${1.5}`).toThrow(/whole number/);
		expect(() => sh`${{text: 'rm -rf /', late: []} as never}`).toThrow(/made by sh/);
	});
});

describe('layout', () => {
	it('takes off the tabs all lines of the template share, and nothing of what is put in', () => {
		const value = 'one\n\t\ttwo';
		const nested = sh`cat ${heredoc('\t\tkept\nalso\tkept\n')}`;
		const script = sh`
			if true; then
				printf '%s' ${value}
				${nested}
			fi
		`;
		expect(script.text).toBe(
			["if true; then\n\tprintf '%s' 'one\n\t\ttwo'", "\tcat <<'KW_END'", '\t\tkept', 'also\tkept', 'KW_END', 'fi', ''].join('\n'),
		);
	});

	it('drops the line of an empty script', () => {
		expect(
			sh`
			a
			${sh``}
			b
		`.text,
		).toBe('a\nb\n');
	});

	it('puts scripts one after another', () => {
		expect(sequence([sh`a`, sh``, raw('b\n', 'test'), late('ca-hash')])).toMatchObject({
			text: `a\nb\n"\${KW_CA_HASH:?}"`,
			late: ['ca-hash'],
		});
	});
});

describe('run-time values', () => {
	it('are named by the script and by all it is part of', () => {
		const inner = sh`join --token ${late('join-token')}`;
		const outer = sh`${inner} ${late('ca-hash')}`;
		expect(outer.late).toEqual(['ca-hash', 'join-token']);
		expect(outer.text).toBe(`join --token "\${KW_JOIN_TOKEN:?}" "\${KW_CA_HASH:?}"`);
	});
});

/** Lone surrogates become U+FFFD on their way through UTF-8, in Node itself. */
function utf8(text: string): string {
	return Buffer.from(text, 'utf8').toString('utf8');
}
