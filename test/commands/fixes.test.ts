import {execFileSync} from 'node:child_process';
import {existsSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {Command} from 'commander';
import {afterAll, beforeAll, beforeEach, describe, expect, test, vi} from 'vitest';
import {askOn} from '../../src/commands/ask.ts';
import {type FixWish, fixWish} from '../../src/commands/fix-wish.ts';
import {offerFixes} from '../../src/commands/fixes.ts';
import {withGlobals} from '../../src/commands/flags.ts';
import {preflightCommand} from '../../src/commands/preflight.ts';
import {lockedForFixes} from '../../src/commands/run-fix.ts';
import {openSession, type Session} from '../../src/commands/session.ts';
import {LockedError} from '../../src/journal/errors.ts';
import type {Finding} from '../../src/preflight/types.ts';
import type {Fleet} from '../../src/remote/contract.ts';
import {type Script, sh} from '../../src/shell/sh.ts';
import {inEnglish, told} from '../../src/told.ts';
import {noSshd, SshLab} from '../remote/sshd-fixture.ts';
import {type TestEnvironment, testEnvironment} from './environment.ts';

vi.setConfig({testTimeout: 60_000, hookTimeout: 30_000});

describe.skipIf(noSshd)('fixes on a real sshd', () => {
	const open: Fleet[] = [];
	let lab: SshLab;
	let directory: string;
	let environment: TestEnvironment;
	let session: Session;
	let sshd: Awaited<ReturnType<SshLab['sshd']>>;
	beforeAll(async () => {
		lab = new SshLab();
		sshd = await lab.sshd();
	});
	afterAll(() => lab.stop());
	beforeEach(() => {
		directory = mkdtempSync(join(tmpdir(), 'kubewiz-fixes-'));
		environment = testEnvironment({cwd: directory});
		session = {
			...openSession(environment, withGlobals(inEnglish, new Command('preflight'))),
			flags: {color: false, stateDir: join(directory, 'state')},
		};
		return async () => {
			for (const fleet of open.splice(0)) await fleet.close();
			rmSync(directory, {recursive: true});
		};
	});

	const file = (name: string) => join(directory, name);
	/** Locks go with the connections. */
	const fleet = () => {
		const opened = lab.fleet([lab.host('h1', sshd)]);
		open.push(opened);
		return opened;
	};
	const finding = (check: string, script: Script, destroys = false): Finding => ({
		check,
		severity: 'error',
		hosts: ['h1'],
		title: told(check, check),
		evidence: {},
		why: told('', ''),
		remedy: told('', ''),
		fix: {title: told(`mend ${check}`, `修复 ${check}`), script, destroys},
		waivable: false,
	});
	const wish = (named: readonly string[] = ['all'], yes = true) => fixWish(named, yes);
	/** Writes that it began, waits for the test's word, writes that it ended; its children end with it. */
	const waiting = () =>
		finding('first', sh`touch ${file('begun')}; until [ -e ${file('go')} ]; do sleep 0.05; done; touch ${file('ended')}`);
	const second = () => finding('second', sh`touch ${file('second')}`);
	const begun = () => expect.poll(() => existsSync(file('begun')), {timeout: 30_000}).toBe(true);

	test('run one after the other and say how they ended', async () => {
		const broken = finding('broken', sh`echo why; exit 3`);
		expect(await offerFixes(session, {cluster: 'c', fleet: fleet()}, [broken, second()], wish())).toMatchObject({kind: 'ran'});
		expect(existsSync(file('second'))).toBe(true);
		expect(environment.out.text()).toMatch(/h1: mend broken: why[\s\S]*h1: mend second/);
	});

	test('the first Ctrl-C lets the one at work come to its end and begins no other', async () => {
		const offered = offerFixes(session, {cluster: 'c', fleet: fleet()}, [waiting(), second()], wish());
		await begun();
		environment.signal('SIGINT');
		environment.signal('SIGHUP');
		writeFileSync(file('go'), '');
		expect(await offered).toEqual({kind: 'stopped'});
		expect(existsSync(file('ended'))).toBe(true);
		expect(existsSync(file('second'))).toBe(false);
	});

	test('the second one cuts it off, with everything it started on the host', async () => {
		const offered = offerFixes(session, {cluster: 'c', fleet: fleet()}, [waiting(), second()], wish());
		await begun();
		environment.signal('SIGINT');
		environment.signal('SIGINT');
		expect(await offered).toEqual({kind: 'stopped'});
		expect(environment.out.text()).toContain('cut off half-way');
		expect(execFileSync('ps', ['-eo', 'args'], {encoding: 'utf8'})).not.toContain(file('go'));
		expect(existsSync(file('second'))).toBe(false);
	});

	test('hold the locks: no second kubewiz here, none of another operator on the host', async () => {
		const offered = offerFixes(session, {cluster: 'c', fleet: fleet()}, [waiting()], wish());
		await begun();
		await expect(lockedForFixes(session, 'c', async () => {})).rejects.toBeInstanceOf(LockedError);
		const other = {cluster: 'other', lineage: 'another', epoch: 1, owner: 'eve@elsewhere'};
		const refused = await fleet()
			.open('h1', {lock: other})
			.catch((error: unknown) => error);
		expect(refused).toMatchObject({code: 'locked'});
		expect(JSON.stringify(refused)).toContain('op@test');
		writeFileSync(file('go'), '');
		expect(await offered).toMatchObject({kind: 'ran'});
		await lockedForFixes(session, 'c', async () => {});
	});

	describe('what takes something away', () => {
		const away = () => finding('cni-leftovers', sh`touch ${file('away')}`, true);
		const gone = () => existsSync(file('away'));
		const asking = () => ({...session, ask: askOn(environment, inEnglish)});
		const offer = (from: Session, wished: FixWish, found = [away()]) => offerFixes(from, {cluster: 'north', fleet: fleet()}, found, wished);

		test('is left out of --fix --yes, which says how to name it; all else runs', async () => {
			expect(await offer(session, wish(), [away(), second()])).toMatchObject({kind: 'ran'});
			expect(gone()).toBe(false);
			expect(existsSync(file('second'))).toBe(true);
			expect(environment.out.text()).toMatch(/Left out: .*--yes does not.* --fix cni-leftovers\n/);
		});

		test('runs when it is named, and only that', async () => {
			expect(await offer(session, wish(['cni-leftovers']), [away(), second()])).toMatchObject({kind: 'ran'});
			expect([gone(), existsSync(file('second'))]).toEqual([true, false]);
		});

		test('runs with all others when it is named besides them', async () => {
			expect(await offer(session, wish(['all', 'cni-leftovers']), [away(), second()])).toMatchObject({kind: 'ran'});
			expect([gone(), existsSync(file('second'))]).toEqual([true, true]);
		});

		test.each(['', 'y', 'yes', 'north', '1', 'h'])('does not run on "%s", typed on a terminal', async (answer) => {
			environment.type(`${answer}\n`);
			expect(await offer(asking(), wish(['all'], false))).toEqual({kind: 'none'});
			expect(environment.err.text()).toContain('Type h1 to run it: ');
			expect(gone()).toBe(false);
		});

		test('runs on the name of its host', async () => {
			environment.type('h1\n');
			expect(await offer(asking(), wish(['all'], false))).toMatchObject({kind: 'ran'});
			expect(gone()).toBe(true);
		});

		test('on several hosts takes the name of the cluster', async () => {
			environment.type('h1\n');
			expect(await offer(asking(), wish(['all'], false), [{...away(), hosts: ['h1', 'h2']}])).toEqual({kind: 'none'});
			expect(environment.err.text()).toContain('Type north to run it: ');
		});

		test('without a terminal asks for its name on the command line', async () => {
			await expect(offer(session, wish(['all'], false))).rejects.toMatchObject({
				code: 'confirm',
				exitCode: 6,
				details: [{en: expect.stringContaining('--fix cni-leftovers --yes')}],
			});
			expect(gone()).toBe(false);
		});
	});
});

test('a name after --fix that is no check is refused with the nearest one', () => {
	expect(() => fixWish(['all', 'cni-leftover'], true)).toThrow(
		'--fix: "cni-leftover" is not the name of a check; did you mean "cni-leftovers"?',
	);
});

test.each([
	[['--fix'], ['all']],
	[['--fix', '--yes'], ['all']],
	[['--fix', 'clock-skew'], ['clock-skew']],
	[
		['--fix', '--fix', 'cni-leftovers'],
		['all', 'cni-leftovers'],
	],
	[
		['--fix=cni-leftovers', '--fix'],
		['cni-leftovers', 'all'],
	],
])('%j wishes for %j', (flags, wished) => {
	const command = preflightCommand(testEnvironment({cwd: '/'}), inEnglish).action(() => {});
	command.parse(flags, {from: 'user'});
	expect(command.opts().fix).toEqual(wished);
});
