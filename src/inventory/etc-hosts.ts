import ipaddr from 'ipaddr.js';
import {isIpv4} from '../cluster/cidr.ts';
import {nodeNameOf} from '../cluster/hosts.ts';
import {dnsSubdomain} from '../cluster/patterns.ts';
import {ipv4Problem} from './bad-ipv4.ts';
import {Gathering} from './gather.ts';
import {texts} from './texts.ts';
import type {ReadHosts} from './types.ts';

/** Hosts of /etc/hosts (hosts(5)): address and name. This machine itself and multicast groups are no news and left out. */
export function readEtcHosts(text: string): ReadHosts {
	const gathering = new Gathering();
	for (const [index, raw] of text.split('\n').entries()) {
		const [address, canonical] = raw.replace(/#.*$/, '').trim().split(/\s+/);
		if (!address || !canonical || isOwn(address)) continue;
		if (ipaddr.IPv6.isValid(address)) gathering.problem(index + 1, address, texts.ipv6Node());
		else if (!isIpv4(address)) gathering.problem(index + 1, address, ipv4Problem(address));
		else gathering.add({...nameFor(canonical), address}, index + 1);
	}
	return gathering.result();
}

/** The name before the first dot, as kubelets are called by default. */
function nameFor(canonical: string): {readonly name?: string} {
	const name = nodeNameOf({address: canonical});
	return dnsSubdomain.test(name) ? {name} : {};
}

function isOwn(address: string): boolean {
	if (!ipaddr.isValid(address)) return false;
	return ['loopback', 'unspecified', 'broadcast', 'multicast', 'linkLocal', 'uniqueLocal'].includes(ipaddr.parse(address).range());
}
