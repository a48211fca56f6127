import {describe, expect, test} from 'vitest';
import {FaultPlan, parseFault, parseHostFaults} from '../../src/demo/faults.ts';

const hosts = ['cp1', 'w1', 'w2'];

describe('faults on the command line', () => {
	test('are read in their own forms', () => {
		expect(parseFault('fail', 'join:w1', hosts)).toEqual({kind: 'fail', step: 'join', host: 'w1', always: false});
		expect(parseFault('fail', 'images/pull:w1:always', hosts)).toEqual({kind: 'fail', step: 'images/pull', host: 'w1', always: true});
		expect(parseFault('die', 'w2@join', hosts)).toEqual({kind: 'die', step: 'join', host: 'w2', always: false});
		expect(parseHostFaults(['swap-on:w1', 'apt-lock:w1', 'clock-skew:w2'], hosts)).toEqual({
			w1: ['swap-on', 'apt-lock'],
			w2: ['clock-skew'],
		});
	});

	test.each([
		[() => parseFault('fail', 'join', hosts), 'write it as STEP:HOST[:always]'],
		[() => parseFault('die', 'join:w1', hosts), 'write it as HOST@STEP'],
		[() => parseFault('drop', 'w9@join', hosts), 'no host is called w9; there are cp1, w1, w2'],
		[() => parseHostFaults(['swap:w1'], hosts), 'no fault is called swap; there are swap-on,'],
		[() => parseHostFaults(['swap-on:w9'], hosts), 'no host is called w9'],
	])('say what would be right: %#', (read, words) => {
		expect(read).toThrow(words);
	});
});

test('a fault strikes once, or always, at the steps that are meant', () => {
	const plan = new FaultPlan([parseFault('fail', 'join:w1', hosts), parseFault('fail', 'pull:w2:always', hosts)]);
	const strikes = (step: string, host: string) => plan.strike(step, host)?.kind;
	expect(strikes('workers/join', 'w2')).toBeUndefined();
	expect(strikes('workers/joining', 'w1')).toBeUndefined();
	expect([strikes('workers/join', 'w1'), strikes('workers/join', 'w1')]).toEqual(['fail', undefined]);
	expect([strikes('images/pull', 'w2'), strikes('images/pull', 'w2')]).toEqual(['fail', 'fail']);
});
