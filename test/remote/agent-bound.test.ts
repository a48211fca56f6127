import {spawnSync} from 'node:child_process';
import {existsSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {agentCore} from '../../src/remote/agent/core.ts';
import {agentRun} from '../../src/remote/agent/run.ts';
import {agentWatch} from '../../src/remote/agent/watch.ts';

/** The agent's own directory, with a script under way that has written 20 MiB. */
let W: string;

beforeEach(() => {
	W = mkdtempSync(join(tmpdir(), 'kubewiz-bound-'));
	writeFileSync(join(W, 'out'), 'first words\n');
	truncateSync(join(W, 'out'), 20 << 20);
	writeFileSync(join(W, 'at'), '0 apply 100.01\n');
	writeFileSync(join(W, 'deadline'), '200 4711\n');
});
afterEach(() => rmSync(W, {recursive: true}));

/** Runs shell text after the agent's functions; `meanwhile` happens while `bound` copies the beginning. */
function agent(text: string, meanwhile = ':') {
	const input = [`W='${W}'`, agentCore, agentRun, agentWatch, `dd() { command dd "$@"; ${meanwhile}; }`, text].join('\n');
	const {status, stderr} = spawnSync('dash', {input, encoding: 'utf8'});
	return {status, stderr};
}
const size = (name: string) => statSync(join(W, name)).size;

describe('the bound on the output of a script', () => {
	test('keeps its beginning and counts what is gone', () => {
		expect(agent('bound')).toEqual({status: 0, stderr: ''});
		expect([size('out'), size('head')]).toEqual([0, 1 << 20]);
		expect(Number(readFileSync(join(W, 'dropped'), 'utf8'))).toBe(19 << 20);
		expect(existsSync(join(W, 'bounding'))).toBe(false);
	});

	test.each([
		['has ended meanwhile', `true >"$W/deadline"`],
		['was followed by another', `echo '1 check 100.02' >"$W/at"`],
	])('cuts nothing when the script %s', (_when, meanwhile) => {
		expect(agent('bound', meanwhile)).toEqual({status: 0, stderr: ''});
		expect(size('out')).toBe(20 << 20);
		expect(['head', 'dropped', 'bounding'].filter((name) => existsSync(join(W, name)))).toEqual([]);
	});

	test('is waited for before the output is read', () => {
		writeFileSync(join(W, 'bounding'), '');
		// The third look finds it gone.
		const {status} = agent(`naps=0; nap() { naps=$((naps + 1)); [ "$naps" -lt 3 ] || rm -f "$W/bounding"; }; settled; [ "$naps" = 3 ]`);
		expect(status).toBe(0);
		expect(size('deadline')).toBe(0);
	});

	test('that a killed watch left behind holds nobody up for ever', () => {
		writeFileSync(join(W, 'bounding'), '');
		expect(agent('nap() { :; }; settled').status).toBe(0);
	});
});
