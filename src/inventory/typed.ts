import ipaddr from 'ipaddr.js';
import {isIpv4} from '../cluster/cidr.ts';
import {nodeNameOf} from '../cluster/hosts.ts';
import {dnsSubdomain} from '../cluster/patterns.ts';
import type {Said} from '../told.ts';
import {expandRanges, maxHosts} from './expand.ts';
import {Gathering} from './gather.ts';
import {readHostWord} from './host-word.ts';
import {texts} from './texts.ts';
import type {ReadHosts} from './types.ts';

/**
 * Reads what an operator types or pastes: `cp[1-3].lab`, `10.0.0.[11-15]`,
 * `user@host:port`, one or several a line, separated by blanks or commas; `#`
 * begins a comment. A line of an address and a name, in either order, is one
 * named host, as in /etc/hosts. Reports every word it could not read.
 */
export function readHosts(text: string): ReadHosts {
	const gathering = new Gathering();
	for (const [index, raw] of text.split(/\r\n|\r|\n/).entries()) readLine(raw, index + 1, gathering);
	return gathering.result();
}

function readLine(raw: string, line: number, gathering: Gathering): void {
	const words = wordsOf(raw.replace(/(^|\s)#.*$/, ''));
	const pair = namedHost(raw, words);
	if (pair) {
		gathering.add(pair, line);
		return;
	}
	const misnamed = pairWithBadName(raw, words);
	if (misnamed) {
		const {address, name} = misnamed;
		gathering.problem(
			line,
			name,
			texts.pairName(
				name,
				address,
				nodeNameOf({address: name})
					.replaceAll(/[^a-z0-9-]+/g, '-')
					.replaceAll(/^-+|-+$/g, ''),
			),
		);
		return;
	}
	for (const word of words) readWord(word, line, gathering);
}

function readWord(word: string, line: number, gathering: Gathering): void {
	const shown = word.replace(/:[^@]*@/, ':***@');
	const expanded = isBracketedIpv6(word) ? {words: [word]} : expandRanges(word);
	if ('problem' in expanded) {
		gathering.problem(line, shown, expanded.problem);
		return;
	}
	if (gathering.size + expanded.words.length > maxHosts) {
		gathering.problem(line, shown, texts.tooMany(maxHosts));
		return;
	}
	let first: Said | undefined;
	for (const one of expanded.words) {
		const reading = readHostWord(one);
		if ('host' in reading) gathering.add(reading.host, line);
		else first ??= reading.problem;
	}
	// Hundreds of hosts of one range are wrong for one reason.
	if (first !== undefined) gathering.problem(line, shown, first);
}

/** Splits at blanks and commas, also full-width ones, but not within brackets. */
function wordsOf(text: string): string[] {
	return text.match(/(?:\[[^\]]*\]|[^\s,;，、；])+/gu) ?? [];
}

function namedHost(raw: string, words: readonly string[]): ReadHosts['hosts'][number] | undefined {
	if (/[,;，、；]/u.test(raw)) return undefined;
	const addresses = words.filter(isIpv4);
	const names = words.filter((word) => dnsSubdomain.test(word) && !/^[\d.]+$/.test(word));
	const [address] = addresses;
	const [name] = names;
	const isPair = addresses.length === 1 && names.length === words.length - 1 && (words.length === 2 || words[0] === address);
	return isPair && address !== undefined && name !== undefined ? {name, address} : undefined;
}

/** An address and what can only be meant as its name, but is none: not two hosts. */
function pairWithBadName(raw: string, words: readonly string[]): {readonly address: string; readonly name: string} | undefined {
	if (words.length !== 2 || /[,;，、；]/u.test(raw)) return undefined;
	const address = words.find(isIpv4);
	const name = words.find((word) => !isIpv4(word));
	// With one of these it is a host of its own: a login, a port, a range, a network, a slip in an address.
	if (address === undefined || name === undefined || /[@:[\]/]|^-|^[\d.]+$/.test(name)) return undefined;
	return {address, name};
}

function isBracketedIpv6(word: string): boolean {
	const [, inside] = /\[([^\]]*)\](?::\d*)?$/.exec(word) ?? [];
	return inside !== undefined && ipaddr.IPv6.isValid(inside);
}
