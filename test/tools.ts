import {spawnSync} from 'node:child_process';

/** True when the program is installed. What needs it is skipped where it is not; `.ci/run` installs them all. */
export function installed(program: string): boolean {
	return spawnSync(program, ['--version']).error === undefined;
}
