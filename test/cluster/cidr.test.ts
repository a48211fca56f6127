import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {type Cidr, cidrOf, contains, isIpv4, overlaps, readCidr} from '../../src/cluster/cidr.ts';

const address = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255)).map((parts) => parts.join('.'));
const network = fc.tuple(address, fc.integer({min: 0, max: 32})).map(([text, prefix]) => {
	const reading = readCidr(`${text}/${prefix}`);
	return reading.kind === 'host-bits' ? (cidrOf(reading.network) as Cidr) : (cidrOf(`${text}/${prefix}`) as Cidr);
});

describe('a network', () => {
	it('is read back from its own text', () => {
		fc.assert(
			fc.property(network, (cidr) => {
				expect(cidrOf(cidr.text)).toEqual(cidr);
			}),
		);
	});

	it('overlaps exactly when one holds the first address of the other', () => {
		const firstOf = (cidr: Cidr) => cidr.text.split('/')[0] as string;
		fc.assert(
			fc.property(network, network, (a, b) => {
				expect(overlaps(a, b)).toBe(contains(a, firstOf(b)) || contains(b, firstOf(a)));
			}),
		);
	});

	it.each([
		['10.0.0.0/33', 'malformed'],
		['10.0.0/8', 'malformed'],
		['010.0.0.0/8', 'malformed'],
		['10.0.0.0', 'malformed'],
		['10.0.0.0/8/8', 'malformed'],
		['fd00::/8', 'ipv6'],
		['::', 'ipv6'],
		['255.255.255.255/32', 'ok'],
		['0.0.0.0/0', 'ok'],
	])('%s is %s', (text, kind) => {
		expect(readCidr(text).kind).toBe(kind);
	});

	it('names the one that was meant', () => {
		expect(readCidr('172.20.255.7/14')).toEqual({kind: 'host-bits', network: '172.20.0.0/14'});
	});
});

it('takes only plain addresses', () => {
	expect(['10.0.0.1', '10.1', '0x0a.0.0.1', '167772161', '10.0.0.01', '10.0.0.256', '::1', ' 10.0.0.1'].map(isIpv4)).toEqual([
		true,
		...Array(7).fill(false),
	]);
});
