import {mirrors} from '../../cluster/mirror-catalogue.ts';

const hostOfUrl = /\bhttps?:\/\/(?:[^\s/@'"]*@)?([^\s/:'"]+)/g;
const catalogue = new Set(JSON.stringify(mirrors).match(/[a-z\d-]+(?:\.[a-z\d-]+)+/g));
/** Names nobody has on the Internet (RFC 2606, RFC 8375), and addresses: an operator's own, which the simulation plays too. */
const own = /(?:\.(?:example|lan|home\.arpa)|^[\d.]+)$/;

/** The first host in a command's URLs that the simulated network has not got: neither the catalogue's nor the operator's own. */
export function unknownHost(command: string): string | undefined {
	return [...command.matchAll(hostOfUrl)].map(([, host = '']) => host).find((host) => !catalogue.has(host) && !own.test(host));
}

/** What curl says of it (EXIT CODES in curl(1), 6). */
export function notResolved(host: string): string {
	return `Could not resolve host: ${host}`;
}
