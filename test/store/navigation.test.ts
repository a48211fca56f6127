import {describe, expect, test} from 'vitest';
import {Secret} from '../../src/shell/secret.ts';
import {type Draft, emptyDraft} from '../../src/store/draft.ts';
import {chosenMirrors, notReady, untrustedMirrors} from '../../src/store/navigation.ts';
import type {WizardState} from '../../src/store/state.ts';
import {createWizardStore} from '../../src/store.ts';
import {memoryKeeper, silentEngine} from '../screens/engine.ts';

const hosts = [{name: 'cp1', address: '10.0.0.1'}];

function at(change: Partial<WizardState>, draft: Partial<Draft> = {}): WizardState {
	const store = createWizardStore(silentEngine(), memoryKeeper({...emptyDraft, ...draft}));
	store.setState(change);
	return store.getState();
}

describe('what keeps the wizard from going on', () => {
	test('hosts: none, not tested, failing, unknown keys', () => {
		const ok = {kind: 'ok', host: 'cp1'} as never;
		const failed = {kind: 'failed', host: 'cp1', code: 'timeout', message: '', details: []} as const;
		const unknown = [{host: 'cp1'}] as never;
		expect(notReady('hosts', at({}))).toBe('no-hosts');
		expect(notReady('hosts', at({}, {hosts}))).toBe('hosts-not-tested');
		expect(notReady('hosts', at({tests: {cp1: failed}}, {hosts}))).toBe('hosts-failing');
		expect(notReady('hosts', at({tests: {cp1: ok}, keys: {kind: 'here', value: {unknown, refused: []}}}, {hosts}))).toBe('keys-unknown');
		expect(notReady('hosts', at({tests: {cp1: ok}}, {hosts}))).toBeUndefined();
		expect(notReady('hosts', at({tests: {cp1: {kind: 'trying', host: 'cp1'}}}, {hosts}))).toBe('hosts-testing');
		expect(notReady('hosts', at({keys: {kind: 'asking'}}, {hosts}))).toBe('hosts-testing');
	});

	test('preflight: an error blocks until it is let pass by name', () => {
		const findings = {kind: 'here', value: [{check: 'port-in-use', severity: 'error'}]} as never;
		expect(notReady('preflight', at({}))).toBe('preflight-not-run');
		expect(notReady('preflight', at({findings}))).toBe('preflight-blocks');
		expect(notReady('preflight', at({findings}, {waived: ['port-in-use']}))).toBeUndefined();
	});

	const right = {resolved: {cluster: {}}} as never as Partial<WizardState>;

	test('mirrors: a chosen one that a node cannot use, unless it was trusted by word', () => {
		const results = [
			{use: 'packages', mirror: 'aliyun', host: 'cp1', reachable: false},
			...(['packages', 'images', 'docker-ce'] as const).map((use) => ({use, mirror: 'official', host: 'cp1', reachable: true})),
		] as const;
		const probes = {running: false, results};
		expect(untrustedMirrors(at({...right, probes}))).toEqual([]);
		const chosen = {spec: {mirrors: {packages: 'aliyun'}}} as const;
		expect(notReady('mirrors', at({...right, probes}, chosen))).toBe('mirror-not-trusted');
		expect(notReady('mirrors', at({...right, probes}, {...chosen, trustedMirrors: ['packages aliyun']}))).toBeUndefined();
	});

	test('mirrors: nothing is known of one that no node has tried, and that is no yes', () => {
		expect(notReady('mirrors', at({...right, probes: {running: true, results: []}}, {hosts: [{address: 'cp1'}]}))).toBe('mirrors-probing');
		expect(notReady('mirrors', at({...right, probes: {running: false, results: []}}))).toBe('mirror-not-trusted');
	});

	test('one name for all mirrors is that name for each use', () => {
		expect(chosenMirrors({draft: {...emptyDraft, spec: {mirrors: 'tuna'}}})).toEqual({
			packages: 'tuna',
			images: 'tuna',
			'docker-ce': 'tuna',
			registries: 'tuna',
		});
	});
});

describe('moving', () => {
	test('next goes on only when ready, back always; each move is kept', () => {
		const keeper = memoryKeeper({...emptyDraft, hosts, screen: 'hosts'});
		const store = createWizardStore(silentEngine(), keeper);
		expect(store.actions.next()).toBe('hosts-not-tested');
		store.setState({tests: {cp1: {kind: 'ok', host: 'cp1'} as never}});
		expect(store.actions.next()).toBeUndefined();
		expect(keeper.last.screen).toBe('preflight');
		store.actions.back();
		expect(keeper.last.screen).toBe('hosts');
		store.actions.back();
		expect(keeper.last.screen).toBe('hosts');
	});

	test('a wizard that was given passwords begins with them again, where it can be typed: only their names were kept', () => {
		const keeper = memoryKeeper({...emptyDraft, hosts, screen: 'mirrors'});
		const first = createWizardStore(silentEngine({setSecret: () => {}}), keeper);
		first.actions.setSecret('login-password', new Secret('login-password', 'hunter2'));
		expect(JSON.stringify(keeper.last)).not.toContain('hunter2');
		const second = createWizardStore(silentEngine(), keeper).getState();
		expect(second).toMatchObject({
			draft: {screen: 'hosts', hosts},
			secrets: [],
			notice: {en: expect.stringContaining('l gives them again')},
		});
		first.actions.setSecret('login-password', undefined);
		expect(createWizardStore(silentEngine(), memoryKeeper({...keeper.last, screen: 'mirrors'})).getState().draft.screen).toBe('mirrors');
	});

	test.each(['install', 'done', 'resume'] as const)('a wizard that was closed at %s begins at the hosts, answers kept', (screen) => {
		const store = createWizardStore(silentEngine(), memoryKeeper({...emptyDraft, hosts, screen}));
		expect(store.getState().draft).toMatchObject({screen: 'hosts', hosts});
	});
});
