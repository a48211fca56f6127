// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these texts are shell
import {execFileSync, spawnSync} from 'node:child_process';
import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {feed, lateMark, lateNames} from '../../src/shell/late-text.ts';
import {sh} from '../../src/shell/sh.ts';

const values = {KW_JOIN_TOKEN: 'abcdef.0123456789abcdef', KW_CA_HASH: 'sha256:00ff', KW_CERTIFICATE_KEY: '12e45'};

function runDash(script: string, env: Record<string, string> = values): string {
	return execFileSync('dash', ['-eu'], {
		input: script,
		env: {PATH: process.env.PATH ?? '', ...env},
		encoding: 'utf8',
		stdio: ['pipe', 'pipe', 'pipe'],
	});
}

describe('feed', () => {
	it('expands the marks and nothing else', () => {
		const hostile = 'a: $HOME ${PATH} `id` $(id) \\ \\\\ \\$x "q" \'s\'\n  end';
		const text = `token: "${lateMark('join-token')}"\n${hostile}\nhash: ${lateMark('ca-hash')}`;
		const script = feed(sh`cat`, text);
		expect(script.late).toEqual(['ca-hash', 'join-token']);
		expect(runDash(script.text)).toBe(`token: "abcdef.0123456789abcdef"\n${hostile}\nhash: sha256:00ff\n`);
	});

	it('does not read a value as shell again', () => {
		const nasty = '$(echo no) `echo no` \\ ${HOME}';
		const script = feed(sh`cat`, `v: ${lateMark('ca-hash')}`);
		expect(runDash(script.text, {...values, KW_CA_HASH: nasty})).toBe(`v: ${nasty}\n`);
	});

	it('carries any text byte for byte', () => {
		const line = fc.string({unit: 'binary'}).filter((text) => !/\0|‹late:|[\ud800-\udfff]/.test(text));
		const nasty = fc.constantFrom('KW_END', 'KW_END_', '$', '`', '\\', '\\\\', '$(', '${KW_CA_HASH}', '\tx', '');
		fc.assert(
			fc.property(fc.array(fc.oneof(line, nasty), {maxLength: 8}), fc.boolean(), (lines, marked) => {
				const text = `${lines.join('\n')}\n${marked ? `${lateMark('join-token')}\n` : ''}`;
				const expected = text.replaceAll(lateMark('join-token'), values.KW_JOIN_TOKEN);
				expect(runDash(feed(sh`cat`, text).text)).toBe(expected);
			}),
			{numRuns: 60},
		);
	});

	it('stops before the command when a value is missing', () => {
		const script = feed(sh`cat`, `started\n${lateMark('join-token')}`);
		const result = spawnSync('dash', ['-eu'], {input: script.text, env: {PATH: process.env.PATH ?? ''}, encoding: 'utf8'});
		expect(result.status).not.toBe(0);
		expect(result.stdout).toBe('');
	});

	it('stays whole inside an indented template', () => {
		const part = feed(sh`cat`, `a:\n  - ${lateMark('ca-hash')}\n\ttab`);
		const script = sh`
			if true; then
				${part}
			fi
		`;
		expect(script.late).toEqual(['ca-hash']);
		expect(runDash(script.text)).toBe('a:\n  - sha256:00ff\n\ttab\n');
	});

	it('refuses NUL and marks of no known value', () => {
		expect(() => feed(sh`cat`, `a\0${lateMark('ca-hash')}`)).toThrow(TypeError);
		expect(() => lateNames('‹late:no-such›')).toThrow("no run-time value is called 'no-such'");
	});
});
