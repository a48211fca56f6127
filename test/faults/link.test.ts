import {existsSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi} from 'vitest';
import type {Fleet, Unit} from '../../src/remote/contract.ts';
import {noSshd, type Sshd, SshLab} from '../remote/sshd-fixture.ts';
import {saying} from '../saying.ts';
import {FaultProxy} from './fault-proxy.ts';

// Real processes on a machine that may be busy.
vi.setConfig({testTimeout: 120_000, hookTimeout: 60_000});

const unit = (id: string, parts: Partial<Unit>): Unit => ({id, timeoutMs: 30_000, ...parts});

describe.skipIf(noSshd)('the line to a real sshd', () => {
	let lab: SshLab;
	let sshd: Sshd;
	let proxy: FaultProxy;
	let fleet: Fleet;
	let states: string[];
	beforeAll(async () => {
		lab = new SshLab();
		sshd = await lab.sshd();
	});
	afterAll(() => lab.stop());
	beforeEach(async () => {
		proxy = await FaultProxy.before(sshd);
		lab.know(sshd.publicKeys.map((key) => `[127.0.0.1]:${proxy.port} ${key}`));
		fleet = lab.fleet([lab.host('h1', {port: proxy.port})], {keepalive: {intervalMs: 100, count: 3}});
		states = [];
		fleet.onState((_host, {kind}) => states.push(kind));
	});
	afterEach(async () => {
		await fleet.close();
		proxy.close();
	});
	const file = (name: string): string => join(lab.root, `${name}-${proxy.port}`);

	test('reset during an apply: the outcome is unknown, the step is asked again by its check', async () => {
		const session = await fleet.open('h1');
		const begun = file('begun');
		const step = unit('a', {
			check: `[ -e ${begun}.done ] || exit 10`,
			apply: `echo x >>${begun}; [ -e ${begun}.go ] || sleep 60; touch ${begun}.done`,
		});
		const running = session.run([step, unit('b', {check: 'exit 0'})]);
		await until(() => existsSync(begun));
		proxy.reset();
		expect((await running).map(({unit: id, phases}) => [id, phases.at(-1)])).toEqual([
			['a', {phase: 'apply', outcome: {kind: 'unknown', reason: 'connection-lost', detail: saying('ECONNRESET')}, ms: expect.any(Number)}],
		]);
		writeFileSync(`${begun}.go`, '');
		const again = await session.run([step]);
		expect(again[0]?.phases.map(({phase, outcome}) => [phase, outcome])).toEqual([
			['check', {kind: 'exit', code: 10}],
			['apply', {kind: 'exit', code: 0}],
			['verify', {kind: 'exit', code: 0}],
		]);
		expect(states).toEqual(['connecting', 'connected', 'reconnecting', 'reconnecting', 'connected']);
	});

	test('resets while a job runs: it goes on, is followed at the byte, and ran once', async () => {
		const session = await fleet.open('h1');
		const count = file('count');
		const go = file('go');
		const script = `echo ran >>${count}; i=0; while [ $i -lt 300 ]; do i=$((i + 1)); echo "line $i"; done; while [ ! -e ${go} ]; do sleep 0.05; done; echo end; exit 7`;
		await session.startJob(`reset-${proxy.port}`, unit('job', {apply: script, once: true}));
		const lines: string[] = [];
		let resets = 0;
		const end = await session.attachJob(`reset-${proxy.port}`, 0, {
			onLines: (some) => {
				lines.push(...some);
				resets += 1;
				proxy.reset();
				if (lines.length >= 300) writeFileSync(go, '');
			},
		});
		expect(end.state).toEqual({kind: 'exited', code: 7});
		expect(lines).toEqual([...Array.from({length: 300}, (_, index) => `line ${index + 1}`), 'end']);
		expect(resets).toBeGreaterThan(0);
		expect(readFileSync(count, 'utf8')).toBe('ran\n');
	});

	test('black hole, then healed: noticed by keepalive, followed again', async () => {
		const session = await fleet.open('h1');
		const go = file('go');
		const id = `hole-${proxy.port}`;
		await session.startJob(id, unit('job', {apply: `echo one; while [ ! -e ${go} ]; do sleep 0.05; done; echo two`}));
		const lines: string[] = [];
		const following = session.attachJob(id, 0, {onLines: (some) => void lines.push(...some)});
		await until(() => lines.length === 1);
		proxy.blackHole();
		await until(() => states.includes('reconnecting'));
		writeFileSync(go, '');
		proxy.heal();
		expect((await following).state).toEqual({kind: 'exited', code: 0});
		expect(lines).toEqual(['one', 'two']);
	});

	test('the line that never comes back: the follower detaches on request, the job is unharmed', async () => {
		const session = await fleet.open('h1');
		const id = `gone-${proxy.port}`;
		const done = file('done');
		await session.startJob(id, unit('job', {apply: `sleep 0.3; touch ${done}`}));
		const stop = new AbortController();
		const following = session.attachJob(id, 0, {onLines: () => {}, signal: stop.signal});
		proxy.close();
		await until(() => states.includes('reconnecting'));
		stop.abort();
		expect((await following).state.kind).toBe('unknown');
		await until(() => existsSync(done));
	});

	test('cut after so many bytes of the answer: a phase is as it was, or unknown, never another', async () => {
		const steps = [unit('a', {check: 'echo looked; exit 10', apply: 'echo applied', verify: 'exit 0'}), unit('b', {check: 'exit 3'})];
		const truth = ['a check 10', 'a apply 0', 'a verify 0', 'b check 3'];
		const session = await fleet.open('h1');
		const before = proxy.replied;
		await session.run(steps);
		const whole = proxy.replied - before;
		for (let bytes = 0; bytes < whole; bytes += Math.ceil(whole / 25)) {
			await session.run([unit('reconnect', {check: 'exit 0'})]);
			proxy.cutAfter(bytes);
			const results = await session.run(steps);
			const told = results.flatMap(({unit: id, phases}) =>
				phases.map(({phase, outcome}) => `${id} ${phase} ${outcome.kind === 'exit' ? outcome.code : 'unknown'}`),
			);
			const known = told.filter((line) => !line.endsWith('unknown'));
			expect(known).toEqual(truth.slice(0, known.length));
			expect(told.slice(known.length).length).toBeLessThanOrEqual(1);
		}
	});
});

describe.skipIf(noSshd)('a jump host', () => {
	test('that dies under its targets and comes back: one new login, every job followed to its end', async () => {
		const lab = new SshLab();
		try {
			const target = await lab.sshd();
			const jump = await lab.sshd();
			const proxy = await FaultProxy.before(jump);
			lab.know(jump.publicKeys.map((key) => `[127.0.0.1]:${proxy.port} ${key}`));
			const {user} = lab.host('x', jump).ssh;
			const names = Array.from({length: 6}, (_, index) => `h${index}`);
			const fleet = lab.fleet(names.map((name) => lab.host(name, target, {jump: `${user}@127.0.0.1:${proxy.port}`})));
			const go = join(lab.root, 'go');
			const sessions = await Promise.all(names.map((name) => fleet.open(name)));
			const following = sessions.map(async (session, index) => {
				await session.startJob(`j${index}`, unit('job', {apply: `echo one; while [ ! -e ${go} ]; do sleep 0.05; done; echo two`}));
				const lines: string[] = [];
				const end = await session.attachJob(`j${index}`, 0, {
					onLines: (some) => {
						lines.push(...some);
						begun.add(index);
					},
				});
				return [end.state, lines];
			});
			const begun = new Set<number>();
			await until(() => begun.size === names.length);
			expect(proxy.connections).toBe(1);
			proxy.reset();
			writeFileSync(go, '');
			for (const end of await Promise.all(following)) expect(end).toEqual([{kind: 'exited', code: 0}, ['one', 'two']]);
			expect(proxy.connections).toBe(2);
			proxy.close();
		} finally {
			await lab.stop();
		}
	});
});

async function until(true_: () => boolean): Promise<void> {
	while (!true_()) await new Promise((resolve) => setTimeout(resolve, 10));
}
