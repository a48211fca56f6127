import {existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {type Script, sh} from '../../src/shell/sh.ts';
import {runScript} from './shell.ts';

let root: string;
let file: string;

beforeEach(() => {
	root = mkdtempSync(join(tmpdir(), 'kubewiz-library-'));
	file = join(root, 'file');
});
afterEach(() => rmSync(root, {recursive: true}));

const state = () => join(root, 'state');
const read = (path = file) => readFileSync(path, 'utf8');
const kept = () => readdirSync(join(state(), 'backup', root));

describe.each(['dash', 'bash'])('the library in %s', (shell) => {
	const run = (script: Script) => runScript(script, {state: state(), shell});
	const write = (text: string) => run(sh`echo ${text} | kw_write ${file} 644`);

	describe('kw_write', () => {
		it('writes what a command prints, and once', () => {
			expect(run(sh`kw_write ${file} 600 printf '%s\\n' ${'a b'} c`)).toEqual({code: 0, output: `wrote ${file}`});
			expect(read()).toBe('a b\nc\n');
			expect(run(sh`kw_write ${file} 600 printf '%s\\n' ${'a b'} c`)).toEqual({code: 0, output: ''});
		});

		it('writes nothing when the command fails, also before its end', () => {
			writeFileSync(file, 'as it was\n');
			const failing = run(sh`
				made() { echo begun; false; echo never; }
				kw_write ${file} 644 made
				echo 'went on'
			`);
			expect(failing).toMatchObject({code: 1, output: ''});
			expect(run(sh`kw_write ${file} 644 awk '{ print }' ${join(root, 'absent')}`).code).not.toBe(0);
			expect(read()).toBe('as it was\n');
		});
	});

	describe('what was there before', () => {
		it('is kept, and so is what others make of it later', () => {
			writeFileSync(file, 'first\n');
			write('ours');
			write('ours again');
			expect(kept()).toEqual(['file']);
			writeFileSync(file, 'theirs\n');
			write('ours');
			const [, later] = kept() as [string, string];
			expect(later).toMatch(/^file\.\d{8}T\d{6}Z$/);
			expect(read(join(state(), 'backup', root, 'file'))).toBe('first\n');
			expect(read(join(state(), 'backup', root, later))).toBe('theirs\n');
		});

		it('comes back when kubewiz takes back what it wrote', () => {
			writeFileSync(file, 'first\n', {mode: 0o600});
			write('ours');
			expect(run(sh`kw_take_back ${file}`)).toEqual({code: 0, output: `${file} is again as it was before kubewiz`});
			expect(read()).toBe('first\n');
			expect(kept()).toEqual([]);
		});

		it('was nothing: the file goes', () => {
			write('ours');
			expect(run(sh`kw_take_back ${file}`)).toEqual({code: 0, output: `removed ${file}`});
			expect(existsSync(file)).toBe(false);
			write('ours');
			expect(run(sh`kw_wrote ${file}`).code).toBe(0);
		});

		it('is not missed where others have changed the file since', () => {
			write('ours');
			writeFileSync(file, 'theirs\n');
			expect(run(sh`kw_wrote ${file}`).code).toBe(1);
			expect(run(sh`kw_take_back ${file}`)).toMatchObject({code: 0, output: expect.stringContaining('and stays')});
			expect(read()).toBe('theirs\n');
		});
	});
});
