import {spawnSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {runProgram} from '../../src/commands/program.ts';
import {testEnvironment} from './environment.ts';

const cwd = mkdtempSync(join(tmpdir(), 'kubewiz-completion-'));
const shells = ['bash', 'zsh', 'fish'] as const;
const file = (shell: string) => join(cwd, `kubewiz.${shell}`);
const present = (shell: string) => spawnSync(shell, ['-c', 'true']).status === 0;

beforeAll(async () => {
	mkdirSync(join(cwd, 'clusters'));
	writeFileSync(join(cwd, 'cluster.yaml'), '');
	for (const shell of shells) {
		const environment = testEnvironment({cwd});
		await runProgram(environment, ['completion', shell]);
		writeFileSync(file(shell), environment.out.text());
	}
});
afterAll(() => rmSync(cwd, {recursive: true}));

function run(shell: string, script: string): string[] {
	const result = spawnSync(shell, ['-c', script], {cwd, encoding: 'utf8'});
	expect(result.stderr).toBe('');
	return result.stdout.split('\n').filter((line) => line !== '');
}

/** What bash offers for the last of the words. */
function bash(...words: string[]): string[] {
	const quoted = words.map((word) => `'${word}'`).join(' ');
	return run(
		'bash',
		`source ${file('bash')}
		complete -p kubewiz | grep -q -- '-F _kubewiz' || echo 'not registered'
		COMP_WORDS=(${quoted}); COMP_CWORD=${words.length - 1}
		_kubewiz; printf '%s\\n' "\${COMPREPLY[@]}"`,
	);
}

function fish(line: string): string[] {
	return run('fish', `source ${file('fish')}; complete -C '${line}'`).map((offer) => offer.split('\t')[0] ?? '');
}

describe('bash', () => {
	test('verbs', () => expect(bash('kubewiz', 'sta')).toEqual(['status']));
	test('flags of a verb, and those all take', () => {
		expect(bash('kubewiz', 'status', '--c')).toEqual(['--cluster']);
		expect(bash('kubewiz', 'status', '--as')).toEqual(['--ascii']);
	});
	test('files after -f, also when other flags come first', () => {
		expect(bash('kubewiz', '--plain', 'status', '-f', 'clu')).toEqual(expect.arrayContaining(['cluster.yaml', 'clusters']));
	});
	test('directories only for a directory', () => expect(bash('kubewiz', 'status', '--state-dir', 'clu')).toEqual(['clusters']));
	test('choices of an argument', () => expect(bash('kubewiz', 'completion', '')).toEqual(['bash', 'zsh', 'fish']));
	test('nothing for a word only the operator knows', () => expect(bash('kubewiz', 'status', '--cluster', '')).toEqual([]));
	test('passes bash -n', () => expect(spawnSync('bash', ['-n', file('bash')]).status).toBe(0));
});

describe.skipIf(!present('zsh'))('zsh', () => {
	test('passes zsh -n, and registers after compinit', () => {
		expect(spawnSync('zsh', ['-n', file('zsh')]).status).toBe(0);
		expect(run('zsh', `autoload -U compinit; compinit -D -u; source ${file('zsh')}; print -r -- $_comps[kubewiz]`)).toEqual(['_kubewiz']);
	});
});

describe.skipIf(!present('fish'))('fish', () => {
	test('passes fish -n', () => expect(spawnSync('fish', ['-n', file('fish')]).status).toBe(0));
	test('verbs', () => expect(fish('kubewiz sta')).toEqual(['status']));
	test('flags and choices', () => {
		expect(fish('kubewiz status --cl')).toEqual(['--cluster']);
		expect(fish('kubewiz completion ')).toEqual(['bash', 'fish', 'zsh']);
	});
	test('files after -f', () => expect(fish('kubewiz status -f clu')).toEqual(expect.arrayContaining(['cluster.yaml', 'clusters/'])));
});
