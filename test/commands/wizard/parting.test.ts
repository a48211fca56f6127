import {Command} from 'commander';
import {describe, expect, test} from 'vitest';
import type {Cluster} from '../../../src/cluster/types.ts';
import {withGlobals} from '../../../src/commands/flags.ts';
import {openSession} from '../../../src/commands/session.ts';
import {parting} from '../../../src/commands/wizard/parting.ts';
import {emptyDraft} from '../../../src/store/draft.ts';
import type {WizardEngine} from '../../../src/store/engine.ts';
import {createWizardStore} from '../../../src/store.ts';
import {inEnglish} from '../../../src/told.ts';
import {testEnvironment} from '../../commands/environment.ts';
import {memoryKeeper, silentEngine} from '../../screens/engine.ts';

/** A wizard that can be left; what is asked of the run and of fixes is noted. */
function wizard() {
	const environment = testEnvironment({cwd: '/'});
	const session = openSession(environment, withGlobals(inEnglish, new Command('install')));
	const finished = Promise.withResolvers<void>();
	const fixed = Promise.withResolvers<void>();
	const asked: string[] = [];
	const signals: AbortSignal[] = [];
	const fix: WizardEngine['fix'] = async (_cluster, check, hosts, {signal}) => {
		asked.push(`fix ${check}`);
		signals.push(signal);
		await fixed.promise;
		return hosts.map((host) => ({host, ok: true, detail: ''}));
	};
	const engine = silentEngine({
		resolve: () => ({cluster: {} as Cluster}),
		preflight: async () => [],
		unfinishedRuns: async () => [],
		fix,
		start: () => ({
			finished: finished.promise,
			drain: () => void asked.push('drain'),
			detach: () => void asked.push('detach'),
			pause: () => {},
			resume: () => {},
		}),
	});
	const store = createWizardStore(engine, memoryKeeper({...emptyDraft, screen: 'review'}));
	let left = 0;
	const parted = parting(session, store, () => {
		left += 1;
	});
	return {
		...{store, parted, asked, signals, environment},
		left: () => left,
		said: () => environment.out.text(),
		endRun: finished.resolve,
		endFix: fixed.resolve,
	};
}

const two = ['first', 'second'].map((check) => ({check, hosts: ['cp1']}));

describe('a terminal that goes', () => {
	test.each([
		['without a signal', (it: ReturnType<typeof wizard>) => it.parted.terminalGone()],
		['with SIGHUP', (it: ReturnType<typeof wizard>) => it.environment.signal('SIGHUP')],
	])('%s begins no other fix, lets the one at work end, and detaches from the run', async (_, go) => {
		const it = wizard();
		it.store.actions.startInstall();
		const fixing = it.store.actions.fixFindings(two);
		go(it);
		go(it);
		expect(it.left()).toBeGreaterThan(0);
		expect(it.signals[0]?.aborted).toBe(false);
		const ended = it.parted.ended();
		it.endFix();
		it.endRun();
		await Promise.all([ended, fixing]);
		expect(it.asked).toEqual(['fix first', 'detach']);
	});
});

describe('a signal from outside while a run goes on', () => {
	test.each(['SIGTERM', 'SIGINT'] as const)(
		'%s drains, and says so once the screen is down; then Ctrl-C detaches, and says that',
		async (first) => {
			const it = wizard();
			it.store.actions.startInstall();
			it.environment.signal(first);
			expect(it.asked).toEqual(['drain']);
			// On the alternate screen it would vanish with it.
			expect(it.said()).toBe('');
			let over = false;
			const ended = it.parted.ended().then(() => {
				over = true;
			});
			expect(it.said()).toMatch(/^draining: .*Ctrl-C once more detaches/);
			it.environment.signal('SIGINT');
			expect(it.asked).toEqual(['drain', 'detach']);
			expect(it.said()).toMatch(/detaching: jobs on the hosts go on.*\n$/);
			expect(over).toBe(false);
			it.endRun();
			await ended;
		},
	);

	test('after the run nothing is said to be waited for', async () => {
		const it = wizard();
		it.environment.signal('SIGTERM');
		await it.parted.ended();
		expect(it.said()).toBe('');
	});
});

test('an error that nobody caught leaves the jobs on the hosts, and says that a fix is cut off with it', async () => {
	const it = wizard();
	it.store.actions.startInstall();
	it.parted.crashed();
	expect(it.asked).toEqual(['detach']);
	expect(it.left()).toBe(1);
	expect(it.said()).toBe('');
	const fixing = it.store.actions.fixFindings([{check: 'first', hosts: ['cp1']}]);
	it.parted.crashed();
	expect(it.said()).toContain('A fix was at work on the hosts and is cut off');
	it.endFix();
	await fixing;
});

test('a fix at work is told to whoever left by a key; then Ctrl-C cuts it off', async () => {
	const it = wizard();
	const fixing = it.store.actions.fixFindings(two);
	const ended = it.parted.ended();
	expect(it.said()).toContain('A fix is still at work');
	expect(it.signals[0]?.aborted).toBe(false);
	it.environment.signal('SIGINT');
	expect(it.signals[0]?.aborted).toBe(true);
	it.endFix();
	await Promise.all([ended, fixing]);
	expect(it.asked).toEqual(['fix first']);
});
