import {createHmac, randomBytes} from 'node:crypto';
import {mkdir, open} from 'node:fs/promises';
import {dirname} from 'node:path';
import {outward} from '../outward.ts';
import type {HostSettings} from './host-settings.ts';
import {knownName, typeInKey} from './known-hosts.ts';

/** The line for a key, its name hashed when ssh_config says so (HashKnownHosts). */
export function knownHostsLine(settings: HostSettings, key: Buffer): string {
	const name = settings.keyAlias ?? knownName(settings.address, settings.port);
	const base64 = key.toString('base64');
	return `${settings.hashKnownHosts ? hashName(name) : name} ${typeInKey(base64)} ${base64}`;
}

function hashName(name: string): string {
	const salt = randomBytes(20);
	return `|1|${salt.toString('base64')}|${createHmac('sha1', salt).update(name).digest('base64')}`;
}

/**
 * Adds lines at the end of a known_hosts file, in one write and synced; what is
 * there stays untouched, also when its last line has no end. The file is made
 * readable by its owner only, as ssh makes it. Throws the system's error.
 */
export async function appendKnownHosts(file: string, lines: readonly string[]): Promise<void> {
	if (lines.length === 0) return;
	await mkdir(dirname(file), {recursive: true, mode: 0o700});
	const handle = await open(file, 'a+', 0o600);
	try {
		const {size} = await handle.stat();
		const last = Buffer.alloc(1);
		if (size > 0) await handle.read(last, 0, 1, size - 1);
		const begin = size > 0 && last[0] !== 10 ? '\n' : '';
		outward('write', file);
		await handle.writeFile(`${begin}${lines.join('\n')}\n`);
		outward('fsync', file);
		await handle.sync();
	} finally {
		await handle.close();
	}
}
