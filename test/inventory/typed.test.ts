import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {readHosts} from '../../src/inventory/typed.ts';
import {inEnglish} from '../../src/told.ts';

const addresses = (text: string) => readHosts(text).hosts.map((host) => host.address);

describe('typed hosts', () => {
	test.each([
		['cp[1-3].lab', ['cp1.lab', 'cp2.lab', 'cp3.lab']],
		['10.0.0.[11-13]', ['10.0.0.11', '10.0.0.12', '10.0.0.13']],
		['n[08-11]', ['n08', 'n09', 'n10', 'n11']],
		['n[1,3,5-6]', ['n1', 'n3', 'n5', 'n6']],
		['n[1:2]', ['n1', 'n2']],
		['rack[a-b]n[1-2]', ['rackan1', 'rackan2', 'rackbn1', 'rackbn2']],
		['a, b;c  d\te\uFF0Cf\u3001g', ['a', 'b', 'c', 'd', 'e', 'f', 'g']],
		['a # comment, b\n# c\n\r\nd\re', ['a', 'd', 'e']],
		['10.0.0.11 10.0.0.12', ['10.0.0.11', '10.0.0.12']],
		['cp1 cp2', ['cp1', 'cp2']],
		['ssh://root@cp1/', ['cp1']],
		['2001:db8::1', ['2001:db8::1']],
		['', []],
	])('%j gives %j', (text, wanted) => {
		expect(addresses(text)).toEqual(wanted);
		expect(readHosts(text).problems).toEqual([]);
	});

	test('user and port are taken, for every host of a range', () => {
		expect(readHosts('ops@cp[1-2]:2222').hosts).toEqual([
			{address: 'cp1', ssh: {user: 'ops', port: 2222}},
			{address: 'cp2', ssh: {user: 'ops', port: 2222}},
		]);
		expect(readHosts('[2001:db8::1]:2222').hosts).toEqual([{address: '2001:db8::1', ssh: {port: 2222}}]);
	});

	test.each(['10.0.0.11 cp1', 'cp1 10.0.0.11', '10.0.0.11\tcp1 cp1.lab'])('an address and a name are one host: %j', (text) => {
		expect(readHosts(text).hosts).toEqual([{name: 'cp1', address: '10.0.0.11'}]);
	});

	test.each([
		['cp[1-', 'a bracket is not closed'],
		['cp1]', 'a bracket is not closed'],
		['cp[x1-3]', 'is not a range'],
		['cp[3-1]', 'runs backwards'],
		['cp[08-9]', 'padded'],
		['cp[1-99999]', 'more than 1000 hosts'],
		['a[1-100]b[1-100]', 'more than 1000 hosts'],
		['10.0.0.300', "the fourth part of '10.0.0.300', 300, is above 255"],
		['10.256.0.1', "the second part of '10.256.0.1', 256, is above 255"],
		['10.0..1', "the third part of '10.0..1' is empty"],
		['10.0.0.[01-03]', "the fourth part of '10.0.0.01', 01, has a leading zero; write 1"],
		['10.0', "'10.0' has 2 parts; an IPv4 address has four"],
		['10.0.0.0/24', 'scan it'],
		['-oProxyCommand=id', 'is not a host'],
		['root@-oProxyCommand=id', 'is not a host'],
		['-l@cp1', 'not a login name'],
		['$(id)', 'is not a host'],
		['cp1`id`', 'is not a host'],
		['cp1|id', 'is not a host'],
		['cp1:0', 'not a port'],
		['cp1:99999', 'not a port'],
		['Root@cp1', 'not a login name'],
		['*.lab', 'is not a host'],
		['2001:zz::1', 'is not a host'],
	])('%j is refused: %s', (text, words) => {
		const {hosts, problems} = readHosts(`good\n${text}`);
		expect(hosts).toEqual([{address: 'good'}]);
		expect(problems.map(({line, message}) => [line, inEnglish(message)])).toEqual([[2, expect.stringContaining(words)]]);
	});

	test('a password is refused and not repeated', () => {
		const {hosts, problems} = readHosts('root:hunter2@cp1');
		expect(hosts).toEqual([]);
		expect(JSON.stringify(problems)).not.toContain('hunter2');
		expect(inEnglish(problems[0]?.message ?? '')).toContain('never holds a password');
	});

	test('a host named twice is taken once, and said', () => {
		const {hosts, problems} = readHosts('cp1\ncp[1-2]\nCP2:22');
		expect(hosts.map((host) => host.address)).toEqual(['cp1', 'cp2']);
		expect(problems.map((problem) => problem.line)).toEqual([2, 3]);
	});

	test('a range has as many hosts as its ends say, padded alike, each readable by itself', () => {
		const range = fc.tuple(fc.nat({max: 900}), fc.nat({max: 99}), fc.integer({min: 0, max: 2}));
		fc.assert(
			fc.property(range, fc.constantFrom('', '.lab'), ([first, more, pad], end) => {
				const width = pad === 0 ? 0 : String(first + more).length + pad;
				const written = (value: number) => String(value).padStart(width, '0');
				const {hosts, problems} = readHosts(`n[${written(first)}-${written(first + more)}]${end}`);
				expect(problems).toEqual([]);
				expect(hosts.map((host) => host.address)).toEqual(Array.from({length: more + 1}, (_, at) => `n${written(first + at)}${end}`));
			}),
		);
	});

	test('no text breaks it, and whatever passes is safe to hand to ssh', () => {
		fc.assert(
			fc.property(
				fc.oneof(fc.string(), fc.string({unit: fc.constantFrom('[', ']', '-', ',', '1', '9', 'a', '@', ':', '.', '\n', ' ')})),
				(text) => {
					const {hosts} = readHosts(text);
					expect(hosts.length).toBeLessThanOrEqual(1000);
					for (const {address, ssh} of hosts) {
						expect(address).toMatch(/^[A-Za-z0-9][A-Za-z0-9.:_-]*$/);
						expect(ssh?.user ?? 'root').toMatch(/^[a-z_][a-z0-9_-]*\$?$/);
					}
				},
			),
			{numRuns: 500},
		);
	});
});
