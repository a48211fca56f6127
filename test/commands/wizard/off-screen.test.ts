import {mkdtempSync, readFileSync, rmSync, statSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {offScreen} from '../../../src/commands/wizard/off-screen.ts';

let directory: string;
let log: string;
let guard: ReturnType<typeof offScreen>;
beforeEach(() => {
	directory = mkdtempSync(join(tmpdir(), 'kubewiz-off-screen-'));
	log = join(directory, 'wizard.log');
	guard = offScreen(log);
});
afterEach(() => {
	guard.end();
	rmSync(directory, {recursive: true});
});

/** As Node tells an error that nobody caught. */
const uncaught = (error: Error) => process.listeners('uncaughtException').at(-1)?.(error, 'uncaughtException');

test('every error that nobody caught is kept with its stack, also a second one, and one that nobody waits for', async () => {
	const [first, second] = [new Error('the first'), new Error('the second')];
	uncaught(first);
	uncaught(second);
	// Long enough for a rejection that nobody heard to be told.
	await new Promise(setImmediate);
	const kept = readFileSync(log, 'utf8');
	for (const {stack = ''} of [first, second]) expect(kept.split(stack)).toHaveLength(2);
	expect(statSync(log).mode & 0o777).toBe(0o600);
	expect(guard.heard()).toBe(true);
	await expect(guard.crashed).rejects.toBe(first);
});

test.each([
	['a text', ['words of a library\n']],
	['an encoding', ['words of a library\n', 'utf8']],
	['bytes', [Buffer.from('words of a library\n')]],
])('whoever waits for its writing, of %s, is told', async (_, words) => {
	await new Promise<void>((written) => Reflect.apply(process.stderr.write, process.stderr, [...words, () => written()]));
	expect(readFileSync(log, 'utf8')).toContain('words of a library');
});
