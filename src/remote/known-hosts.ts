import {createHmac} from 'node:crypto';
import {readFileSync} from 'node:fs';
import {type Told, told} from '../told.ts';
import {RemoteError} from './contract.ts';

/** One line of a known_hosts file (sshd(8), SSH_KNOWN_HOSTS FILE FORMAT). */
export interface KnownHost {
	readonly file: string;
	readonly line: number;
	readonly marker?: 'revoked' | 'cert-authority';
	/** Host patterns, or one hashed name `|1|salt|hash`. */
	readonly names: string;
	readonly type: string;
	/** The key in base64. */
	readonly key: string;
}

/**
 * Lines of known_hosts files. A file that is absent holds none; one that can't
 * be read, or has a line that is none, is an error: a line cut short may be the
 * very one that says the key is revoked. Throws RemoteError
 * `known-hosts-unreadable` with file and line.
 */
export function readKnownHosts(files: readonly string[]): KnownHost[] {
	return files.flatMap((file) => parseKnownHosts(read(file), file));
}

function read(file: string): string {
	try {
		return readFileSync(file, 'utf8');
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
		throw new RemoteError(
			'known-hosts-unreadable',
			'',
			told(`cannot read ${file}: ${(error as Error).message}`, `无法读取 ${file}：${(error as Error).message}`),
			[told('Host keys can not be checked, so no host is connected.', '无法核对主机密钥，因此不连接任何主机。')],
		);
	}
}

/** Lines of one file's text. */
export function parseKnownHosts(text: string, file: string): KnownHost[] {
	const entries: KnownHost[] = [];
	for (const [index, raw] of text.split('\n').entries()) {
		const line = raw.trim();
		if (line === '' || line.startsWith('#')) continue;
		entries.push(parseLine(line, file, index + 1));
	}
	return entries;
}

function parseLine(text: string, file: string, line: number): KnownHost {
	const fields = text.split(/[ \t]+/);
	const marker = fields[0]?.startsWith('@') ? fields.shift() : undefined;
	if (marker !== undefined && marker !== '@revoked' && marker !== '@cert-authority')
		throw malformed(file, line, told(`unknown marker ${marker}`, `未知的标记 ${marker}`));
	const [names, type, key] = fields;
	if (!names || !type || !key) throw malformed(file, line, told('it needs names, key type and key', '应有名称、密钥类型和密钥'));
	if (!/^[A-Za-z0-9+/]+={0,2}$/.test(key) || typeInKey(key) !== type)
		throw malformed(file, line, told(`the key is no ${type} key`, `该密钥不是 ${type} 密钥`));
	if (names.startsWith('|') && !/^\|1\|[A-Za-z0-9+/]+=*\|[A-Za-z0-9+/]+=*$/.test(names))
		throw malformed(file, line, told('the hashed name is not of the form |1|salt|hash', '散列后的名称不是 |1|salt|hash 的形式'));
	return {file, line, names, type, key, ...(marker ? {marker: marker.slice(1) as 'revoked' | 'cert-authority'} : {})};
}

function malformed(file: string, line: number, why: Told): RemoteError {
	return new RemoteError(
		'known-hosts-unreadable',
		'',
		told(`${file}:${line} is malformed: ${why.en}`, `${file}:${line} 格式错误：${why.zh}`),
		[
			told('Host keys can not be checked for certain, so no host is connected.', '无法可靠核对主机密钥，因此不连接任何主机。'),
			told(`Correct or remove the line: sed -i ${line}d ${file}`, `请更正或删除该行：sed -i ${line}d ${file}`),
		],
	);
}

/** The type a public key says it has: its first string. */
export function typeInKey(base64: string): string {
	const key = Buffer.from(base64, 'base64');
	if (key.length < 4) return '';
	return key.toString('latin1', 4, 4 + key.readUInt32BE(0));
}

/** The name known_hosts has for an sshd: `host`, or `[host]:port` away from port 22. */
export function knownName(address: string, port: number): string {
	const host = address.toLowerCase();
	return port === 22 ? host : `[${host}]:${port}`;
}

/** True when the names of a line mean `name`. A negated pattern that fits makes the whole line not fit. */
export function namesMatch(names: string, name: string): boolean {
	if (names.startsWith('|1|')) {
		const [, , salt, hash] = names.split('|') as [string, string, string, string];
		return createHmac('sha1', Buffer.from(salt, 'base64')).update(name).digest('base64') === hash;
	}
	let found = false;
	for (const pattern of names.split(',')) {
		const negated = pattern.startsWith('!');
		if (!wildcard(negated ? pattern.slice(1) : pattern).test(name)) continue;
		if (negated) return false;
		found = true;
	}
	return found;
}

function wildcard(pattern: string): RegExp {
	const source = pattern
		.toLowerCase()
		.replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
		.replaceAll('*', '.*')
		.replaceAll('?', '.');
	return new RegExp(`^${source}$`);
}
