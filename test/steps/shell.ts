import {spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {Script} from '../../src/shell/sh.ts';
import {stepLibrary} from '../../steps/lib.ts';

export interface ShellEnd {
	readonly code: number;
	readonly output: string;
}

/** Runs a script as a step's is run, on this machine: only for what changes nothing outside of the directories it is given. `state` stands for /var/lib/kubewiz; `alone`: only what is in `path` is found. */
export function runScript(
	script: Script,
	options: {readonly path?: string; readonly cwd?: string; readonly shell?: string; readonly state?: string; readonly alone?: boolean} = {},
): ShellEnd {
	const {path, cwd, shell = 'dash'} = options;
	const state = options.state ?? mkdtempSync(join(tmpdir(), 'kubewiz-state-'));
	const text = `set -eu\n${stepLibrary.replaceAll('/var/lib/kubewiz', state)}\n${script.text}\n`;
	const PATH = [...(path ? [path] : []), ...(options.alone ? [] : ['/usr/sbin', '/usr/bin', '/sbin', '/bin'])].join(':');
	const {status, stdout, stderr} = spawnSync(shell, ['-s'], {input: text, encoding: 'utf8', env: {PATH, LC_ALL: 'C'}, ...(cwd && {cwd})});
	if (options.state === undefined) rmSync(state, {recursive: true});
	return {code: status ?? -1, output: `${stdout}${stderr}`.trim()};
}
