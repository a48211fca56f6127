import {expect, test} from 'vitest';
import {Bell} from '../../src/runner/bell.ts';

test('a ring before the wait is not lost', async () => {
	const bell = new Bell();
	bell.enter('a');
	bell.ring('a');
	await bell.wait('a');
});

test('when everybody waits for everybody, that is thrown and not slept over', async () => {
	const bell = new Bell();
	bell.enter('a');
	bell.enter('b');
	const a = bell.wait('a');
	const b = bell.wait('b');
	await expect(a).rejects.toThrow('nothing can go on: a waits');
	await expect(b).rejects.toThrow('nothing can go on: b waits');
});

test('so it is when the last one awake leaves', async () => {
	const bell = new Bell();
	bell.enter('a');
	bell.enter('b');
	const a = bell.wait('a');
	bell.leave('b');
	await expect(a).rejects.toThrow('nothing can go on');
});

test('but not while a ring is due, or while paused', async () => {
	const bell = new Bell();
	bell.enter('a');
	const time = Promise.withResolvers<void>();
	bell.ringAfter(time.promise, 'a', () => {});
	const a = bell.wait('a');
	time.resolve();
	await a;
	bell.paused = true;
	const again = bell.wait('a');
	bell.ringAll();
	await again;
});
