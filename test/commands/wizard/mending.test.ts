import {existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, beforeEach, describe, expect, test, vi} from 'vitest';
import type {Host} from '../../../src/cluster/types.ts';
import type {LoadedCluster} from '../../../src/commands/load-cluster.ts';
import {cutOff, notBegun} from '../../../src/commands/run-fix.ts';
import type {Session} from '../../../src/commands/session.ts';
import {keptFleet} from '../../../src/commands/wizard/kept-fleet.ts';
import {mending} from '../../../src/commands/wizard/mending.ts';
import type {EventBody, Failure, RunEvent} from '../../../src/events/event.ts';
import type {Renderer} from '../../../src/output/renderer.ts';
import type {Fleet} from '../../../src/remote/contract.ts';
import {inEnglish, type Said} from '../../../src/told.ts';
import {alive} from '../../remote/agent-shells.ts';
import {noSshd, SshLab} from '../../remote/sshd-fixture.ts';

vi.setConfig({testTimeout: 60_000, hookTimeout: 30_000});

describe.skipIf(noSshd)('a fix of a failure on a real sshd', () => {
	let lab: SshLab;
	let fleet: Fleet;
	let hosts: Host[];
	let directory: string;
	const told: EventBody[] = [];
	beforeAll(async () => {
		lab = new SshLab();
		const sshd = await lab.sshd();
		hosts = [lab.host('h1', sshd), lab.host('h2', sshd)];
		fleet = lab.fleet(hosts);
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
	/** A session that tells, and keeps its log where it is told to, as the wizard's does. */
	function sessionFor(): Session {
		const logs: Renderer[] = [];
		const session = {
			flags: {stateDir: directory},
			environment: {cwd: directory},
			emit: (event: EventBody) => {
				told.push(event);
				for (const log of logs) log.event({...event, seq: told.length, time: ''} as RunEvent);
			},
			attach: (log: Renderer) => void logs.push(log),
			warn: (_code: string, message: Said) => expect.unreachable(inEnglish(message)),
			end: async () => void (await Promise.all(logs.map((log) => log.end?.()))),
		};
		return session as unknown as Session;
	}
	/** Runs the scripts while a run goes on, over its connections. */
	function mend(
		signal: AbortSignal,
		scripts: readonly {readonly host: string; readonly script: string}[],
		live = keptFleet(fleet, () => {}),
	) {
		mkdirSync(join(directory, 'demo/runs/first/hosts'), {recursive: true});
		const run = {loaded: {cluster: {name: 'demo'}} as LoadedCluster, name: 'first', tell: () => {}, live};
		const engine = mending({run, sessionFor, reach: undefined as never});
		const failure = {host: 'h1', step: 'workers/join', mend: {destroys: false, scripts}} as unknown as Failure;
		return engine.mend(failure, {onLines: () => {}, signal});
	}

	test('cut off takes all that it started on the host with it, begins no other, and says so in the log', async () => {
		const cut = new AbortController();
		// A child of its own that heeds no TERM, as a package manager at a delicate point.
		const script = `sh -c 'trap "" TERM; echo $$ >${file('pid')}; while :; do sleep 0.05; done' & touch ${file('half')}; wait`;
		const ended = mend(cut.signal, [
			{host: 'h1', script},
			{host: 'h2', script: `touch ${file('second')}`},
		]);
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
		const ended = await mend(signal, [
			{host: 'h1', script: 'exit 3'},
			{host: 'h2', script: `touch ${file('second')}`},
		]);
		expect(ended).toMatchObject([
			{host: 'h1', ok: false, detail: {en: 'exit code 3'}},
			{host: 'h2', ok: false, detail: notBegun},
		]);
		expect(existsSync(file('second'))).toBe(false);
	});

	test('comes to its end over the connections of a run that ends meanwhile, and is in that run’s log', async () => {
		const {signal} = new AbortController();
		const own = lab.fleet(hosts);
		const closings: string[] = [];
		const live = keptFleet(own, () => void closings.push(existsSync(file('whole')) ? 'after it' : 'under it'));
		const script = `touch ${file('begun')}; until [ -e ${file('go')} ]; do sleep 0.05; done; echo whole; touch ${file('whole')}`;
		const ended = mend(signal, [{host: 'h1', script}], live);
		await expect.poll(() => existsSync(file('begun')), {timeout: 30_000}).toBe(true);
		// The run is over: it gives its connections up.
		const closed = live.fleet.close();
		// Something that goes over the same connections and comes back: had they been closed, the script would be gone by now.
		await (await own.open('h2')).run([{id: 'x', apply: ':', verify: ':', timeoutMs: 10_000}]);
		writeFileSync(file('go'), '');
		expect(await ended).toMatchObject([{host: 'h1', ok: true}]);
		expect(existsSync(file('whole'))).toBe(true);
		await closed;
		expect(closings).toEqual(['after it']);
		expect(readFileSync(join(directory, 'demo/runs/first/hosts/h1.log'), 'utf8')).toMatch(/^ whole$/m);
	});
});
