import {existsSync} from 'node:fs';
import {resolve} from 'node:path';
import {told} from '../told.ts';
import {usageError} from './command-error.ts';
import type {LoginFlags} from './flags.ts';
import type {Session} from './session.ts';

/** Absolute path of the ssh_config the operator named. Throws CommandError (exit 2) when there is none: ssh itself would say nothing. */
export function sshConfigOf(session: Session, {sshConfig}: LoginFlags): string | undefined {
	if (sshConfig === undefined) return undefined;
	const path = resolve(session.environment.cwd, sshConfig);
	if (!existsSync(path))
		throw usageError('ssh-config', told(`--ssh-config ${sshConfig}: there is no such file`, `--ssh-config ${sshConfig}：没有这个文件`));
	return path;
}
