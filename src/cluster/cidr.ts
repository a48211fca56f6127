import ipaddr from 'ipaddr.js';

/** An IPv4 network; `first` and `last` are its addresses as 32-bit numbers. */
export interface Cidr {
	readonly text: string;
	readonly prefix: number;
	readonly first: number;
	readonly last: number;
}

type CidrReading =
	| {readonly kind: 'ok'; readonly cidr: Cidr}
	| {readonly kind: 'host-bits'; readonly network: string}
	| {readonly kind: 'ipv6'}
	| {readonly kind: 'malformed'};

/** Reads `10.244.0.0/16`. Host bits must be zero, as the API server demands. */
export function readCidr(text: string): CidrReading {
	const match = /^([^/]+)\/(\d{1,3})$/.exec(text);
	const [, address, bits] = match ?? [];
	if (!address || !bits) return {kind: text.includes(':') ? 'ipv6' : 'malformed'};
	if (ipaddr.IPv6.isValid(address)) return {kind: 'ipv6'};
	const prefix = Number(bits);
	if (!isIpv4(address) || prefix > 32) return {kind: 'malformed'};
	const size = 2 ** (32 - prefix);
	const value = toNumber(address);
	const first = value - (value % size);
	const network = `${toText(first)}/${prefix}`;
	if (first !== value) return {kind: 'host-bits', network};
	return {kind: 'ok', cidr: {text: network, prefix, first, last: first + size - 1}};
}

/** The network of a valid text, undefined otherwise. */
export function cidrOf(text: string | undefined): Cidr | undefined {
	const reading = text === undefined ? undefined : readCidr(text);
	return reading?.kind === 'ok' ? reading.cidr : undefined;
}

/** True for four decimal parts without leading zeros, which some programs read as octal. */
export function isIpv4(text: string): boolean {
	return ipaddr.IPv4.isValidFourPartDecimal(text) && !/(?:^|\.)0\d/.test(text);
}

export function overlaps(a: Cidr, b: Cidr): boolean {
	return a.first <= b.last && b.first <= a.last;
}

export function contains(cidr: Cidr, address: string): boolean {
	const value = toNumber(address);
	return value >= cidr.first && value <= cidr.last;
}

function toNumber(address: string): number {
	return ipaddr.IPv4.parse(address)
		.toByteArray()
		.reduce((sum, byte) => sum * 256 + byte, 0);
}

function toText(value: number): string {
	return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.');
}
