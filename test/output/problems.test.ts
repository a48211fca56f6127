import {expect, test} from 'vitest';
import {problemLines} from '../../src/output/problems.ts';
import {told} from '../../src/told.ts';
import {asciiLook} from './events.ts';

const problem = {
	file: 'cluster.yaml',
	line: 3,
	column: 6,
	path: 'spec.x',
	message: told("'a b' is not a host", "'a b' 不是主机"),
	remedy: told('give an IP address', '请给出 IP 地址'),
};

test('the line with a caret under the spot, also behind tabs', () => {
	expect(problemLines(problem, 'a\nb\n \tx: a b\n', asciiLook)).toEqual([
		"cluster.yaml:3:6: spec.x: 'a b' is not a host",
		'  3  |  \tx: a b',
		'     |  \t   ^',
		'     = give an IP address',
	]);
});

test('no excerpt where there is no line', () => {
	expect(problemLines({...problem, line: 9}, 'a\n', asciiLook)).toHaveLength(2);
});
