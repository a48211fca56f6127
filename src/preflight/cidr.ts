import ipaddr from 'ipaddr.js';

/** True when two networks in CIDR form, or an address and a network, have an address in common. Anything unreadable overlaps nothing. */
export function overlaps(a: string, b: string): boolean {
	const left = parse(a);
	const right = parse(b);
	if (!left || !right || left.address.kind() !== right.address.kind()) return false;
	return left.address.match([right.address, Math.min(left.bits, right.bits)] as [ipaddr.IPv4, number]);
}

/** True when the network holds every address of the other. */
export function covers(network: string, other: string): boolean {
	const outer = parse(network);
	const inner = parse(other);
	return outer !== undefined && inner !== undefined && outer.bits <= inner.bits && overlaps(network, other);
}

/** The address without its prefix length. */
export function addressOf(cidr: string): string {
	return cidr.replace(/\/.*$/, '');
}

/** True for an IPv4 or IPv6 address, false for a name. */
export function isAddress(text: string): boolean {
	return ipaddr.isValid(text) && (text.includes(':') || text.split('.').length === 4);
}

export function sameAddress(a: string, b: string): boolean {
	return isAddress(a) && isAddress(b) && ipaddr.parse(a).toString() === ipaddr.parse(b).toString();
}

function parse(text: string): {readonly address: ipaddr.IPv4 | ipaddr.IPv6; readonly bits: number} | undefined {
	const [address = '', bits] = text.split('/');
	if (!isAddress(address)) return undefined;
	const parsed = ipaddr.parse(address);
	const whole = parsed.kind() === 'ipv4' ? 32 : 128;
	const length = bits === undefined ? whole : Number(bits);
	return Number.isInteger(length) && length >= 0 && length <= whole ? {address: parsed, bits: length} : undefined;
}
