import {describe, expect, test} from 'vitest';
import type {HostSpec} from '../../src/cluster/schema/host.ts';
import {emptyDraft, nameOf, withHosts} from '../../src/store/draft.ts';
import type {HostTest, KeyCheck} from '../../src/store/engine.ts';
import {proposeNodeIp} from '../../src/store/propose.ts';
import {createWizardStore} from '../../src/store.ts';
import {healthy} from '../preflight/samples.ts';
import {memoryKeeper} from '../screens/engine.ts';
import {HostsEngineDouble} from '../screens/hosts-engine-double.ts';

const draft = (hosts: readonly HostSpec[]) => ({...emptyDraft, hosts});

describe('hosts of the draft', () => {
	test('one that is there already keeps its answers and gains what it had not', () => {
		const before = draft([{address: 'CP1', name: 'first', ssh: {port: 22, user: 'root'}}]);
		const after = withHosts(before, [{address: 'cp1', roles: ['worker'], ssh: {user: 'ops', identityFiles: ['/k']}}]);
		expect(after.hosts).toEqual([{address: 'CP1', name: 'first', roles: ['worker'], ssh: {port: 22, user: 'root', identityFiles: ['/k']}}]);
	});

	test('machines behind one address get names of their own', () => {
		const forwarded = [2201, 2202, 2203].map((port) => ({address: '127.0.0.1', ssh: {port}}));
		const {hosts} = withHosts(withHosts(emptyDraft, forwarded), [{address: '127.0.0.1', ssh: {port: 2204}}]);
		expect(hosts.map(nameOf)).toEqual(['node-127-0-0-1', 'node-127-0-0-1-2202', 'node-127-0-0-1-2203', 'node-127-0-0-1-2204']);
	});

	test('names that collide are told apart also without a port', () => {
		const {hosts} = withHosts(emptyDraft, [{address: 'cp1.a.lab'}, {address: 'cp1.b.lab'}, {address: 'cp1.c.lab'}]);
		expect(hosts.map(nameOf)).toEqual(['cp1', 'cp1-2', 'cp1-3']);
	});

	test("the node's address is taken from the host where SSH was given a name", () => {
		const facts = healthy(1);
		expect(proposeNodeIp({address: 'cp1.lab'}, facts)).toEqual({address: 'cp1.lab', nodeIP: '10.0.0.11'});
		expect(proposeNodeIp({address: 'localhost'}, facts)).toEqual({address: 'localhost', name: 'n1', nodeIP: '10.0.0.11'});
		for (const host of [{address: '192.0.2.1'}, {address: 'cp1', nodeIP: '192.0.2.1'}]) expect(proposeNodeIp(host, facts)).toBe(host);
		expect(proposeNodeIp({address: 'cp1'}, {...facts, addresses: [{interface: 'lo', cidr: '127.0.0.1/8'}]})).toEqual({address: 'cp1'});
	});
});

describe('the test of hosts', () => {
	const store = (double: HostsEngineDouble, hosts: readonly HostSpec[], engine = {}) =>
		createWizardStore(double.engine(engine), memoryKeeper(draft(hosts)), () => 0);

	test('a result moves with the name of its host and goes with its address', async () => {
		const wizard = store(new HostsEngineDouble(), [{name: 'a', address: '10.0.0.1'}]);
		await wizard.actions.checkHosts();
		wizard.actions.changeHost(0, {name: 'b'});
		expect(wizard.getState().tests).toMatchObject({b: {kind: 'ok', host: 'b'}});
		wizard.actions.changeHost(0, {address: '10.0.0.2'});
		expect(wizard.getState().tests).toEqual({});
	});

	test('one that was overtaken says nothing more', async () => {
		const results: ((result: HostTest) => void)[] = [];
		const wizard = store(new HostsEngineDouble(), [{name: 'a', address: '10.0.0.1'}], {
			testHosts: async (_document: unknown, {onResult}: {onResult: (result: HostTest) => void}) => {
				results.push(onResult);
				await new Promise(setImmediate);
			},
		});
		const runs = [wizard.actions.checkHosts(), wizard.actions.checkHosts()];
		await expect.poll(() => results.length).toBe(1);
		wizard.actions.checkHosts();
		await expect.poll(() => results.length).toBe(2);
		results[0]?.({kind: 'failed', host: 'a', code: 'timeout', message: 'late', details: []});
		expect(wizard.getState().tests).toEqual({a: {kind: 'trying', host: 'a'}});
		results[1]?.({kind: 'failed', host: 'a', code: 'timeout', message: 'now', details: []});
		expect(wizard.getState().tests).toMatchObject({a: {message: 'now'}});
		await Promise.all(runs);
	});

	test('keys that come for hosts that changed meanwhile are of no use', async () => {
		let answer = (_keys: KeyCheck) => {};
		const wizard = store(new HostsEngineDouble(), [{name: 'a', address: '10.0.0.1'}], {
			unknownKeys: () => new Promise<KeyCheck>((done) => (answer = done)),
		});
		const check = wizard.actions.checkHosts();
		wizard.actions.takeHosts([{address: '10.0.0.2'}]);
		answer({unknown: [], refused: []});
		await check;
		expect(wizard.getState()).toMatchObject({keys: {kind: 'not-asked'}, tests: {}});
	});

	test('an engine that fails leaves nobody in the middle of a login', async () => {
		const wizard = store(new HostsEngineDouble(), [{name: 'a', address: '10.0.0.1'}], {
			testHosts: async (_document: unknown, {onResult}: {onResult: (result: HostTest) => void}) => {
				onResult({kind: 'trying', host: 'a'});
				throw new Error('no ssh_config');
			},
		});
		await wizard.actions.checkHosts();
		expect(wizard.getState()).toMatchObject({tests: {}, notice: 'no ssh_config'});
	});
});
