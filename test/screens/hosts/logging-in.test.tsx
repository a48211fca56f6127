import {describe, expect, test} from 'vitest';
import {wordsOf} from '../../../screens/text/words.ts';
import type {WizardEngine} from '../../../src/store/engine.ts';
import {HostsEngineDouble} from '../hosts-engine-double.ts';
import {stage} from '../stage.tsx';
import {keys, start, three} from './opening.tsx';

describe('logging in', () => {
	test('next says why not: hosts, test, failure', async () => {
		const double = new HostsEngineDouble();
		double.failures = {w2: {code: 'auth-failed', message: 'w2 refused root', details: []}};
		const {shown, store} = start(double, {hosts: three});
		await shown.until('3 not tested');
		await shown.type('n', 'Not now: test the hosts first: press t');
		await shown.type('t', '2 ready, 1 failed');
		await shown.type('n', 'Not now: a host can not be used yet');
		await shown.type(`${keys.down}${keys.down}x`, 'Remove w2 from the list?');
		await shown.type(`\t${keys.enter}`, 'All hosts are ready');
		shown.send('n');
		await expect.poll(() => store.getState().draft.screen).toBe('preflight');
	});

	test.each(['en', 'zh'] as const)('while they are tested nobody is told to test them, %s', async (language) => {
		const words = wordsOf(language);
		const tested = Promise.withResolvers<void>();
		const double = new HostsEngineDouble();
		// As the real engine, which first reaches for its connections.
		const shown = stage({language, draft: {screen: 'hosts', hosts: three}, engine: double.engine({testHosts: () => tested.promise})});
		await shown.until(words.notReady['hosts-not-tested']);
		await shown.type('t', words.notReady['hosts-testing']);
		expect(shown.screen()).not.toContain(words.notReady['hosts-not-tested']);
		await shown.type('n', words.keys.notNow(words.notReady['hosts-testing']));
		tested.resolve();
		await shown.type('j', words.notReady['hosts-not-tested']);
		await shown.unmount();
	});

	test('all are tested at once and shown as they come, with what failed and why', async () => {
		const double = new HostsEngineDouble();
		let go = () => {};
		double.hold = new Promise((done) => {
			go = done;
		});
		double.failures = {
			w1: {
				code: 'sudo-password-needed',
				message: 'ops may use sudo only with a password',
				details: ['sudo -n said: a password is required'],
			},
		};
		const {shown, store} = start(double, {hosts: [...three, {name: 'named', address: 'db.lab'}]});
		await shown.until('4 not tested');
		await shown.type('t', /w2 +10\.0\.0\.13 +logging in/);
		expect(shown.screen().match(/logging in/g)).toHaveLength(4);
		go();
		await shown.until('3 ready, 1 failed');
		expect(shown.screen()).toMatch(/✔ cp1 +10\.0\.0\.11 +debian 12 +2 +3\.8G +33G +3\.2ms/);
		expect(shown.screen()).toMatch(/✖ w1 .*sudo wants a password/);
		await shown.type(keys.down, 'ops may use sudo only with a password');
		expect(shown.screen()).toContain('give the sudo password');
		await shown.type(keys.enter, /^w1 +10\.0\.0\.12$/m);
		expect(shown.screen()).toContain('sudo -n said: a password is required');
		// A host reached by a name tells the address of its node itself.
		expect(store.getState().draft.hosts[3]).toEqual({name: 'named', address: 'db.lab', nodeIP: '10.0.0.14'});
	});

	test('settings are made once for all and overridden for one', async () => {
		const {shown, store} = start(new HostsEngineDouble(), {hosts: three});
		await shown.until('3 hosts');
		await shown.type('l', 'Login of all hosts');
		await shown.type('\rops\r', /User +ops/);
		await shown.type(keys.esc, 'Login: ops');
		await shown.type('e', 'Host cp1');
		expect(shown.screen()).toMatch(/User +ops \(as all\)/);
		await shown.type(`${keys.down}${keys.down}${keys.down}\r`, '❯ User:');
		await shown.type('Root\r', 'a login name has lower-case letters');
		await shown.type('\u0015root\r', /User +root$/m);
		expect(store.getState().draft.spec.ssh).toEqual({user: 'ops'});
		expect(store.getState().draft.hosts[0]).toEqual({name: 'cp1', address: '10.0.0.11', ssh: {user: 'root'}});
	});

	test('clones are marked, with whom', async () => {
		const double = new HostsEngineDouble();
		double.facts = {w1: {machineId: 'c0ffee'}, w2: {machineId: 'c0ffee'}};
		const {shown} = start(double, {hosts: three});
		await shown.until('3 not tested');
		await shown.type('t', '2 hosts share a machine-id');
		expect(shown.screen()).toMatch(/✔ cp1 .*\n.*! w1 +10\.0\.0\.12 +debian 12 .*\n.*! w2 /);
		await shown.type(keys.down, 'Clone of w2');
	});

	test('a changed login forgets the tests it was not made with', async () => {
		const {shown} = start(new HostsEngineDouble(), {hosts: three});
		await shown.until('3 not tested');
		await shown.type('t', 'All hosts are ready');
		await shown.type('l', 'Login of all hosts');
		await shown.type('\rops\r', /User +ops/);
		await shown.type(keys.esc, '3 not tested');
	});

	test('a jump host has a password of its own, by the name it is written with; without one it gets that of the hosts', async () => {
		const double = new HostsEngineDouble();
		const {shown} = start(double, {hosts: three});
		await shown.until('3 hosts');
		await shown.type('l', 'Login of all hosts');
		expect(shown.screen()).not.toContain('Jump password');
		await shown.type(`${keys.down.repeat(5)}\r`, '❯ Jump host:');
		await shown.type('ops@edge:2222,inner\r', /❯ Jump password +as the password/);
		await shown.type('\r', '❯ Jump password:');
		await shown.type('another\r', /Jump password +given/);
		expect(Object.fromEntries(double.secrets)).toEqual({'login-password ops@edge:2222': 'another', 'login-password inner': 'another'});
		expect(shown.screen()).not.toContain('another');
	});

	test('passwords go to the engine and are neither shown nor kept', async () => {
		const double = new HostsEngineDouble();
		const {shown, keeper} = start(double, {hosts: three});
		await shown.until('3 hosts');
		await shown.type('l', 'Login of all hosts');
		await shown.type(`${keys.down}\r`, '❯ Password:');
		await shown.type('hunter2', 'Password: *******');
		await shown.type(keys.enter, 'given (in memory only)');
		expect(double.secrets.get('login-password')).toBe('hunter2');
		expect(JSON.stringify(keeper.last)).not.toContain('hunter2');
		expect(shown.output.text).not.toContain('hunter2');
		await shown.type(keys.esc, '3 hosts');
		await shown.type('e', 'given for all hosts');
	});
});

test('the details say to press t, and t tests from there', async () => {
	const {shown} = start(new HostsEngineDouble(), {hosts: three});
	await shown.until('3 not tested');
	await shown.type(keys.enter, 'Not tested yet: press t.');
	await shown.type('t', 'All hosts are ready');
});

test('what a fix of preflight has mended is no longer told as it was', async () => {
	const double = new HostsEngineDouble();
	for (const name of ['cp1', 'w1']) double.facts[name] = {machineId: 'c0ffee'};
	const fix = async (_cluster: unknown, _check: string, hosts: readonly string[]) => {
		double.facts.w1 = {machineId: 'decaf'};
		return hosts.map((host) => ({host, ok: true}));
	};
	const engine = {resolve: () => ({cluster: {}}), preflight: async () => [], fix} as unknown as Partial<WizardEngine>;
	const {shown, store} = start(double, {hosts: three, engine});
	await shown.until('3 not tested');
	await shown.type('t', '2 hosts share a machine-id');
	await store.actions.fixFindings([{check: 'duplicate-machine-id', hosts: ['w1']}]);
	await shown.until('All hosts are ready');
	expect(shown.screen()).not.toContain('machine-id');
});

test('the help tells a reason whole where it does not fit beside its key', async () => {
	const {shown} = start(new HostsEngineDouble(), {hosts: three, columns: 60, rows: 24});
	await shown.until('3 not tested');
	await shown.type('?', 'Keys of Hosts');
	expect(shown.screen().replaceAll(/\s+/g, ' ')).toContain('Not now: the keys were not asked for yet: press t');
});
