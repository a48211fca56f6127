import {Gathering} from './gather.ts';
import {addressProblem, readHostWord} from './host-word.ts';
import {texts} from './texts.ts';
import type {ReadHosts} from './types.ts';

/**
 * Hosts of a known_hosts file (sshd(8)). Several names of one line are one
 * host, called by the first. Hashed names can't be listed; patterns, revoked
 * keys and authorities are no hosts.
 */
export function readKnownHosts(text: string): ReadHosts {
	const gathering = new Gathering();
	const hashed: number[] = [];
	for (const [index, raw] of text.split('\n').entries()) {
		const line = raw.trim();
		const [names, type, key] = line.split(/\s+/);
		if (!names || names.startsWith('#') || names.startsWith('@') || !type || !key) continue;
		if (names.startsWith('|')) {
			hashed.push(index + 1);
			continue;
		}
		const [name] = names.split(',').filter((one) => !/[*?!]/.test(one));
		if (name === undefined) continue;
		const reading = readHostWord(withoutBrackets(name));
		if ('host' in reading) gathering.add(reading.host, index + 1, 'once');
		else gathering.problem(index + 1, name, reading.problem);
	}
	if (hashed[0] !== undefined) gathering.problem(hashed[0], '|1|…', texts.hashed(hashed.length));
	return gathering.result();
}

/** known_hosts puts every host with a port of its own in brackets, IPv6 address or not. */
function withoutBrackets(name: string): string {
	const [, host, port] = /^\[([^\]]+)\]:(\d+)$/.exec(name) ?? [];
	if (host === undefined || host.includes(':')) return name;
	return addressProblem(host) === undefined ? `${host}:${port}` : name;
}
