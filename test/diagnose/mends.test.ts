import {spawnSync} from 'node:child_process';
import {describe, expect, test} from 'vitest';
import {catalogue} from '../../src/diagnose/catalogue.ts';
import {mendOf} from '../../src/diagnose/mends.ts';
import {stepLibrary} from '../../steps/lib.ts';

const mends = catalogue.flatMap(({id, level}) => {
	const mend = mendOf(id);
	return mend ? [{id, level, ...mend}] : [];
});
const shellcheck = spawnSync('shellcheck', ['--version']).error === undefined;

describe('what kubewiz runs against a known failure', () => {
	test('there is something for several of them', () => expect(mends.length).toBeGreaterThan(10));

	test.each(mends)('$id is whole, and dash reads it', ({script, level}) => {
		// Nothing to be filled in, and nothing that waits for somebody to type.
		expect(script).not.toMatch(/<[a-zA-Z]|\bHOST\b|\b(?:10|192)\.\d+\.\d+\.\d+/);
		expect(level).not.toBe('normal');
		const read = spawnSync('sh', ['-n'], {input: `${stepLibrary}\nset -eu\n${script}\n`, encoding: 'utf8'});
		expect(read.stderr).toBe('');
		expect(read.status).toBe(0);
	});

	test.runIf(shellcheck).each(mends)('$id passes shellcheck', ({script}) => {
		const text = `# shellcheck shell=sh disable=SC2329,SC2317\n${stepLibrary}\nset -eu\n${script}\n`;
		const checked = spawnSync('shellcheck', ['-'], {input: text, encoding: 'utf8'});
		expect(checked.stdout).toBe('');
	});

	test.each(mends)('$id that takes something away says so', ({script, destroys}) => {
		expect(/kubeadm reset|\brm -r|link delete|member remove/.test(script)).toBe(destroys);
	});
});
