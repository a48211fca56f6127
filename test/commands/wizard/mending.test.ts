import {existsSync, mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, beforeEach, describe, expect, test, vi} from 'vitest';
import {cutOff, notBegun} from '../../../src/commands/run-fix.ts';
import {mending} from '../../../src/commands/wizard/mending.ts';
import type {EventBody, Failure} from '../../../src/events/event.ts';
import type {Fleet} from '../../../src/remote/contract.ts';
import {alive} from '../../remote/agent-shells.ts';
import {noSshd, SshLab} from '../../remote/sshd-fixture.ts';

vi.setConfig({testTimeout: 60_000, hookTimeout: 30_000});

describe.skipIf(noSshd)('a fix of a failure on a real sshd', () => {
	let lab: SshLab;
	let fleet: Fleet;
	let directory: string;
	const told: EventBody[] = [];
	beforeAll(async () => {
		lab = new SshLab();
		const sshd = await lab.sshd();
		fleet = lab.fleet([lab.host('h1', sshd), lab.host('h2', sshd)]);
	});
	afterAll(async () => {
		await fleet.close();
		lab.stop();
	});
	beforeEach(() => {
		told.length = 0;
		directory = mkdtempSync(join(tmpdir(), 'kubewiz-mending-'));
		return () => rmSync(directory, {recursive: true});
	});

	const file = (name: string) => join(directory, name);
	/** Runs the scripts while a run goes on, as over its own connections. */
	function mend(signal: AbortSignal, ...scripts: readonly {readonly host: string; readonly script: string}[]) {
		const live = {fleet, emit: (event: EventBody) => void told.push(event)};
		const run = {loaded: undefined, name: undefined, tell: undefined, live};
		const engine = mending({run, sessionFor: () => expect.unreachable(), reach: undefined as never});
		const failure = {host: 'h1', step: 'workers/join', mend: {destroys: false, scripts}} as unknown as Failure;
		return engine.mend(failure, {onLines: () => {}, signal});
	}

	test('cut off takes all that it started on the host with it, begins no other, and says so in the log', async () => {
		const cut = new AbortController();
		// A child of its own that heeds no TERM, as a package manager at a delicate point.
		const script = `sh -c 'trap "" TERM; echo $$ >${file('pid')}; while :; do sleep 0.05; done' & touch ${file('half')}; wait`;
		const ended = mend(cut.signal, {host: 'h1', script}, {host: 'h2', script: `touch ${file('second')}`});
		await expect.poll(() => existsSync(file('pid')) && readFileSync(file('pid'), 'utf8').trim(), {timeout: 30_000}).toMatch(/^\d+$/);
		const pid = readFileSync(file('pid'), 'utf8').trim();
		cut.abort();
		expect(await ended).toEqual([
			{host: 'h1', ok: false, detail: cutOff},
			{host: 'h2', ok: false, detail: notBegun},
		]);
		expect(alive(Number(pid))).toBe(false);
		expect(existsSync(file('half'))).toBe(true);
		expect(existsSync(file('second'))).toBe(false);
		expect(JSON.stringify(told)).toContain('kubewiz: the fix was cut off half-way');
	});

	test('that fails is the last; the others are said not to have begun', async () => {
		const {signal} = new AbortController();
		const ended = await mend(signal, {host: 'h1', script: 'exit 3'}, {host: 'h2', script: `touch ${file('second')}`});
		expect(ended).toMatchObject([
			{host: 'h1', ok: false, detail: {en: 'exit code 3'}},
			{host: 'h2', ok: false, detail: notBegun},
		]);
		expect(existsSync(file('second'))).toBe(false);
	});
});
