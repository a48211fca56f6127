import ipaddr from 'ipaddr.js';
import {isIpv4} from '../cluster/cidr.ts';
import {hostAddress, userName} from '../cluster/patterns.ts';
import type {HostSpec} from '../cluster/schema/host.ts';
import {formats} from '../cluster/texts/formats.ts';
import {joined, type Said, semicolon} from '../told.ts';
import {ipv4Problem} from './bad-ipv4.ts';
import {texts} from './texts.ts';

type WordReading = {readonly host: HostSpec} | {readonly problem: Said};

/**
 * Reads one `[user@]address[:port]`, also as `ssh://…` and with an IPv6 address
 * in brackets. Nothing passes that cluster.yaml would refuse, so nothing that
 * ssh or a shell could take for an option or a command.
 */
export function readHostWord(word: string): WordReading {
	const bare = /^ssh:\/\/(.*?)\/?$/i.exec(word)?.[1] ?? word;
	const at = bare.lastIndexOf('@');
	const user = at === -1 ? undefined : bare.slice(0, at);
	if (user?.includes(':')) return {problem: texts.password()};
	if (user !== undefined && !userName.test(user)) return {problem: texts.user(user)};
	const {address, port} = splitPort(bare.slice(at + 1));
	if (port !== undefined && !isPort(port)) return {problem: texts.port(port)};
	const wrong = addressProblem(address);
	if (wrong !== undefined) return {problem: wrong};
	const ssh = {...(user === undefined ? {} : {user}), ...(port === undefined ? {} : {port: Number(port)})};
	return {host: {address, ...(Object.keys(ssh).length > 0 ? {ssh} : {})}};
}

/** What is wrong with an address; undefined when SSH can be told to connect there. */
export function addressProblem(address: string): Said | undefined {
	if (/^[\d.]+\/\d+$/.test(address)) return texts.network(address);
	// Digits and dots alone are meant as an address, and resolvers take `10.1` for 10.0.0.1.
	if (/^[\d.]+$/.test(address) && !isIpv4(address)) return ipv4Problem(address);
	if (address.includes(':')) return ipaddr.IPv6.isValid(address) && hostAddress.test(address) ? undefined : hostProblem(address);
	return hostAddress.test(address) ? undefined : hostProblem(address);
}

/** True for the text of a port number. */
export function isPort(text: string): boolean {
	return /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535;
}

function hostProblem(address: string): Said {
	const {message, remedy} = formats.hostAddress(address);
	return remedy ? joined([message, remedy], semicolon) : message;
}

function splitPort(text: string): {readonly address: string; readonly port?: string} {
	const [, inBrackets, bracketPort] = /^\[([^\]]*)\](?::(.*))?$/.exec(text) ?? [];
	if (inBrackets !== undefined) return {address: inBrackets, ...(bracketPort === undefined ? {} : {port: bracketPort})};
	const first = text.indexOf(':');
	// Several colons: an IPv6 address without a port.
	if (first === -1 || first !== text.lastIndexOf(':')) return {address: text};
	return {address: text.slice(0, first), port: text.slice(first + 1)};
}
