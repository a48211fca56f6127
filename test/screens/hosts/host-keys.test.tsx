import {describe, expect, test} from 'vitest';
import {HostsEngineDouble, unknownKey} from '../hosts-engine-double.ts';
import {keys, start, three} from './opening.tsx';

describe('host keys', () => {
	const clones = [unknownKey('cp1', 'A'), unknownKey('w1', 'B', ['w2']), unknownKey('w2', 'B', ['w1'])];

	test('come together before any login; clones are marked; none is accepted unasked', async () => {
		const double = new HostsEngineDouble();
		double.unknown = clones;
		const {shown} = start(double, {hosts: three});
		await shown.until('3 hosts');
		await shown.type('t', '3 host keys are not known yet');
		expect(shown.screen()).toContain(`SHA256:${'A'.repeat(43)}`);
		expect(shown.screen().match(/clone\?/g)).toHaveLength(2);
		await shown.type(keys.enter, 'Not now: nothing is chosen');
		expect(double.accepted).toEqual([]);
		await shown.type(keys.down, 'The same key as w2');
		expect(double.tests).toBe(0);
	});

	test('are accepted one by one, or all, and then the test runs', async () => {
		const double = new HostsEngineDouble();
		double.unknown = clones;
		const {shown} = start(double, {hosts: three});
		await shown.until('3 hosts');
		await shown.type('t', '3 host keys');
		await shown.type(` ${keys.enter}`, '2 host keys');
		expect(double.accepted).toEqual(['cp1']);
		await shown.type(keys.esc, 'f shows 2 host keys');
		await shown.type('n', 'Not now: host keys wait to be accepted: press f');
		await shown.type('f', '2 host keys');
		await shown.type(`a${keys.enter}`, 'All hosts are ready');
		expect(double.accepted).toEqual(['cp1', 'w1', 'w2']);
		expect(double.tests).toBe(1);
	});

	test('that changed are refused with the words, here and in the table', async () => {
		const double = new HostsEngineDouble();
		double.unknown = [unknownKey('cp1', 'A')];
		double.refused = [
			{
				host: 'w1',
				code: 'host-key-changed',
				message: 'the host key of w1 has changed: /k, line 4, has another',
				details: ['on file: X', 'it shows Y'],
			},
		];
		const {shown} = start(double, {hosts: three});
		await shown.until('3 hosts');
		await shown.type('t', 'the host key of w1 has changed: /k, line 4');
		expect(shown.screen()).toContain('it shows Y');
		await shown.type(keys.esc, /✖ w1 +10\.0\.0\.12 +host key has CHANGED/);
	});
});
