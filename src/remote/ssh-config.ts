import {execFile} from 'node:child_process';
import {globSync, readFileSync} from 'node:fs';
import {homedir} from 'node:os';
import {dirname, isAbsolute, join} from 'node:path';
import {promisify} from 'node:util';
import SshConfig from 'ssh-config';
import {told} from '../told.ts';
import {RemoteError} from './contract.ts';
import type {SshConfigLookup, SshConfigValues} from './host-settings.ts';

const run = promisify(execFile);

/** Keywords that may come several times. */
const lists = new Set(['identityfile']);

/** OpenSSH follows Include no deeper either. */
const maxIncludes = 16;

/**
 * ssh_config as ssh itself reads it: `ssh -G` knows Match, Include and the
 * canonical names. Without ssh a library reads the same files, except that
 * `Match exec` never runs anything. `file` replaces the usual files.
 */
export async function sshConfigLookup(file?: string): Promise<SshConfigLookup> {
	return (await hasSsh()) ? (host, given) => askSsh(host, given, file) : readFiles(file);
}

async function hasSsh(): Promise<boolean> {
	return await run('ssh', ['-V']).then(
		() => true,
		() => false,
	);
}

async function askSsh(host: string, given: {readonly user?: string; readonly port?: number}, file?: string): Promise<SshConfigValues> {
	const args = [
		'-G',
		...(file ? ['-F', file] : []),
		...(given.user ? ['-l', given.user] : []),
		...(given.port ? ['-p', String(given.port)] : []),
	];
	try {
		const {stdout} = await run('ssh', [...args, '--', host], {timeout: 20_000, env: {...process.env, LC_ALL: 'C'}});
		return valuesOf(stdout);
	} catch (error) {
		const said = (error as {stderr?: string}).stderr ?? (error as Error).message;
		throw new RemoteError(
			'unreachable',
			host,
			told(`ssh_config can't be used for ${host}`, `ssh_config 无法用于 ${host}`),
			said.trim().split('\n').slice(-3),
		);
	}
}

function valuesOf(text: string): SshConfigValues {
	const values = new Map<string, string[]>();
	for (const line of text.split('\n')) {
		const [, keyword, value] = /^(\S+) (.*)$/.exec(line) ?? [];
		if (keyword === undefined || value === undefined) continue;
		values.set(keyword, [...(values.get(keyword) ?? []), value]);
	}
	return values;
}

/** The library's reading of ~/.ssh/config and /etc/ssh/ssh_config, with Include put in by us. Exported for machines that have ssh, in tests. */
export function readFiles(file?: string): SshConfigLookup {
	const files = file ? [file] : [join(homedir(), '.ssh/config'), '/etc/ssh/ssh_config'];
	const config = SshConfig.parse(files.map((path) => readWithIncludes(path, 0)).join('\n'));
	return async (host, given) => {
		const computed = config.compute({Host: host, ...(given.user ? {User: given.user} : {})}, {matchExec: false});
		const values = new Map<string, readonly string[]>();
		for (const [keyword, value] of Object.entries(computed)) {
			const all = Array.isArray(value) ? value : [value];
			values.set(keyword.toLowerCase(), lists.has(keyword.toLowerCase()) ? all : [all.join(' ')]);
		}
		if (!values.has('identityfile')) values.set('identityfile', defaultIdentities);
		return values;
	};
}

/** ssh's defaults, those that ssh2 can use. */
const defaultIdentities = ['~/.ssh/id_rsa', '~/.ssh/id_ecdsa', '~/.ssh/id_ed25519'];

function readWithIncludes(path: string, depth: number): string {
	let text: string;
	try {
		text = readFileSync(path, 'utf8');
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
		throw new RemoteError(
			'unreachable',
			'',
			told(`cannot read ${path}: ${(error as Error).message}`, `无法读取 ${path}：${(error as Error).message}`),
		);
	}
	if (depth >= maxIncludes) return text;
	return text.replaceAll(/^[ \t]*Include[ \t=]+(.+)$/gim, (_line, patterns: string) =>
		patterns
			.trim()
			.split(/\s+/)
			.flatMap((pattern) => globSync(includePath(pattern, path)).sort())
			.map((found) => readWithIncludes(found, depth + 1))
			.join('\n'),
	);
}

function includePath(pattern: string, from: string): string {
	const bare = pattern.replaceAll(/^"|"$/g, '');
	if (bare.startsWith('~/')) return join(homedir(), bare.slice(2));
	return isAbsolute(bare) ? bare : join(dirname(from), bare);
}
