import {constants} from 'node:fs';
import {open} from 'node:fs/promises';
import {resolve} from 'node:path';
import {Secret} from '../shell/secret.ts';
import {told} from '../told.ts';
import {usageError} from './command-error.ts';
import type {Environment} from './environment.ts';

/** Longest password file read, in bytes: more is a wrong file. */
const longest = 4096;

/** A secret from an environment variable; undefined when it is not set or empty. */
export function secretFromEnvironment(environment: Environment, variable: string, name: string): Secret | undefined {
	const value = environment.env[variable];
	return value ? new Secret(name, value) : undefined;
}

/**
 * A secret from the first line of a file. Throws CommandError (exit 2) when the
 * file is missing, empty, not a plain file, or open to group or others, as ssh
 * refuses such keys.
 */
export async function secretFromFile(environment: Environment, path: string, name: string): Promise<Secret> {
	const full = resolve(environment.cwd, path);
	const text = await readPrivate(full);
	const line = text.split(/\r?\n/, 1)[0] ?? '';
	if (line === '')
		throw usageError(
			'password-file',
			told(`${full}: its first line, which should be the ${name}, is empty`, `${full}：第一行应为密码，却是空的`),
		);
	return new Secret(name, line);
}

async function readPrivate(path: string): Promise<string> {
	const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK).catch((error: Error) => {
		throw usageError('password-file', told(`${path} cannot be read: ${error.message}`, `无法读取 ${path}：${error.message}`));
	});
	try {
		const seen = await file.stat();
		if (!seen.isFile() || seen.size > longest)
			throw usageError(
				'password-file',
				told(`${path} is not a plain file of at most ${longest} bytes`, `${path} 不是不超过 ${longest} 字节的普通文件`),
			);
		if ((seen.mode & 0o077) !== 0)
			throw usageError('password-file', told(`${path} can be read by others`, `${path} 可被他人读取`), [`chmod 600 ${path}`]);
		return await file.readFile('utf8');
	} finally {
		await file.close();
	}
}
