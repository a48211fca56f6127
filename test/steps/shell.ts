import {spawnSync} from 'node:child_process';
import type {Script} from '../../src/shell/sh.ts';
import {stepLibrary} from '../../steps/lib.ts';

export interface ShellEnd {
	readonly code: number;
	readonly output: string;
}

/** Runs a script as a step's is run, on this machine: only for what changes nothing outside of the directories it is given. */
export function runScript(
	script: Script,
	options: {readonly path?: string; readonly cwd?: string; readonly shell?: string} = {},
): ShellEnd {
	const {path, cwd, shell = 'dash'} = options;
	const text = `set -eu\n${stepLibrary}\n${script.text}\n`;
	const PATH = [...(path ? [path] : []), '/usr/sbin', '/usr/bin', '/sbin', '/bin'].join(':');
	const {status, stdout, stderr} = spawnSync(shell, ['-s'], {input: text, encoding: 'utf8', env: {PATH, LC_ALL: 'C'}, ...(cwd && {cwd})});
	return {code: status ?? -1, output: `${stdout}${stderr}`.trim()};
}
