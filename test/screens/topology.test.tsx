import {describe, expect, test} from 'vitest';
import type {z} from 'zod';
import {wordsOf} from '../../screens/text/words.ts';
import {settingsOf} from '../../screens/topology/settings.ts';
import {loadSpec} from '../../src/cluster/load.ts';
import {specSchema} from '../../src/cluster/schema/cluster.ts';
import {hostObject} from '../../src/cluster/schema/host.ts';
import {specToYaml} from '../../src/cluster/write.ts';
import {type Draft, emptyDraft} from '../../src/store/draft.ts';
import type {WizardEngine} from '../../src/store/engine.ts';
import type {WizardState} from '../../src/store/state.ts';
import {joined} from '../../src/told.ts';
import {stage} from './stage.tsx';

const resolve: WizardEngine['resolve'] = (document) => {
	const loaded = loadSpec(specToYaml(document), 'answers');
	return 'cluster' in loaded
		? loaded
		: {problems: loaded.problems.map(({path, message, remedy}) => ({path, message: joined([message, remedy ?? ''], '; ')}))};
};

const facts = (change: object) => ({cpus: 4, memoryMib: 8192, kernel: '6.1.0', cgroup: 'v2', ...change});

/** The screen with hosts called by names that say nothing of their roles. */
function topology(sizes: readonly object[], draft: Partial<Draft> = {}) {
	const hosts = sizes.map((_, index) => ({name: `h${index + 1}`, address: `10.0.0.${index + 1}`}));
	const tests = Object.fromEntries(
		hosts.map(({name}, index) => [name, {kind: 'ok', host: name, latencyMs: 1, facts: facts(sizes[index] ?? {})}]),
	) as unknown as WizardState['tests'];
	return stage({draft: {screen: 'topology', name: 'demo', hosts, ...draft}, state: {tests}, engine: {resolve}, rows: 40, columns: 100});
}

const [up, down, enter] = ['\u001B[A', '\u001B[B', '\r'];
const roles = (draft: Draft) => draft.hosts.map((host) => host.roles?.join('+'));

describe('the kind of topology', () => {
	test('the first host that is large enough is proposed, with the reason', async () => {
		const shown = topology([{cpus: 1}, {}, {}]);
		await shown.until(/h2 .*control plane {2}\(large enough\)/);
		expect(shown.screen()).toMatch(/one control plane {2}\(proposed\)/);
		expect(roles(shown.store.getState().draft)).toEqual(['worker', 'control-plane', 'worker']);
		await shown.unmount();
	});

	test('stacked is drawn of the real names, says what it bears and needs, and asks for its endpoint', async () => {
		const shown = topology([{}, {}, {}, {}]);
		await shown.until('proposed');
		await shown.type(`${enter}${down}`, 'your load balancer (not named yet)');
		expect(shown.screen()).toContain('[ h1: API + etcd ] [ h2: API + etcd ] [ h3: API + etcd ]');
		expect(shown.screen()).toContain('( h4 )');
		expect(shown.screen()).toContain('bears the loss of 1 of 3 control planes');
		expect(shown.screen()).toContain('a load balancer in front');
		await shown.type(enter, 'API endpoint: for example');
		await shown.type(`lb.lab:6443${enter}`, 'your load balancer lb.lab:6443');
		const {draft, resolved} = shown.store.getState();
		expect(roles(draft)).toEqual(['control-plane', 'control-plane', 'control-plane', 'worker']);
		expect('cluster' in resolved && resolved.cluster.endpoint).toEqual({host: 'lb.lab', port: 6443, kind: 'external'});
		await shown.type(`${enter}${up}${enter}`, 'one control plane  (proposed)');
		expect(roles(shown.store.getState().draft)).toEqual(['control-plane', 'worker', 'worker', 'worker']);
		await shown.unmount();
	});

	test('with two hosts it says why stacked can not be', async () => {
		const shown = topology([{}, {}]);
		await shown.until('proposed');
		await shown.type(`${enter}${down}`, 'Needs at least 3 hosts');
		await shown.type(enter, 'Not now: Needs at least 3 hosts');
		expect(roles(shown.store.getState().draft)).toEqual(['control-plane', 'worker']);
		await shown.unmount();
	});

	test('a control plane that is too small is marked; hosts that the version does not accept are named', async () => {
		const shown = topology([{}, {cpus: 1, kernel: '4.18.0-553.el8'}]);
		await shown.until('kernel 4.19 or newer. Not so on h2: kernel 4.18');
		await shown.type(`${down}${down}${enter}`, /h2 .*small for a control plane/);
		await shown.unmount();
	});
});

test('an overlap shows while the network is typed, before it is given', async () => {
	const shown = topology([{}, {}]);
	await shown.until('Pod CIDR');
	shown.store.actions.notify(undefined);
	for (let row = 0; row < 7; row += 1) shown.send(down);
	await shown.type(enter, 'Pod CIDR: for example');
	await shown.type('10.96.0.0/1', /❯ Pod CIDR: 10\.96\.0\.0\/1$/m);
	expect(shown.screen()).not.toContain('overlap');
	await shown.type('6', /overlap/);
	expect(shown.store.getState().draft.spec.network, 'nothing is given yet').toBeUndefined();
	await shown.unmount();
});

test('labels and taints of a node', async () => {
	const shown = topology([{}, {}]);
	await shown.until('proposed');
	await shown.type(`${down}l`, 'Labels of h1: for example');
	await shown.type(`zone: 1${enter}`, '1 label');
	await shown.type('t', 'Taints of h1: for example');
	await shown.type(`gpu${enter}`, 'key=value:NoSchedule');
	await shown.type(`=a:NoExecute${enter}`, '1 taint');
	expect(shown.store.getState().draft.hosts[0]).toMatchObject({
		labels: {zone: '1'},
		taints: [{key: 'gpu', value: 'a', effect: 'NoExecute'}],
	});
	await shown.unmount();
});

describe('everything cluster.yaml can say', () => {
	/** Where the wizard asks for what the topology screen does not. */
	const elsewhere = {hosts: 'hosts', ssh: 'hosts: l', mirrors: 'mirrors'};

	test('has its place in the wizard', () => {
		const words = wordsOf('en').topology;
		const flannel = settingsOf(emptyDraft, words);
		const calico = settingsOf({...emptyDraft, spec: {cni: {name: 'calico'}}}, words);
		const paths = [...flannel, ...calico].map((setting) => setting.path);
		for (const path of leaves(specSchema, 'spec')) {
			const known = paths.includes(path) || Object.keys(elsewhere).some((key) => path.startsWith(`spec.${key}`));
			expect(known ? path : `${path} is asked for nowhere`).toBe(path);
		}
		expect(Object.keys(hostObject.shape).sort()).toEqual(['address', 'labels', 'name', 'nodeIP', 'roles', 'ssh', 'taints']);
	});

	/** Paths of the fields that are not mappings themselves, two levels down: below that a line of YAML is typed. */
	function leaves(schema: z.ZodObject, path: string): readonly string[] {
		return Object.entries(schema.shape).flatMap(([key, field]) => {
			const inner = (field as {unwrap?: () => z.ZodType}).unwrap?.() ?? (field as z.ZodType);
			const shape = (inner as Partial<z.ZodObject>).shape;
			if (key === 'runtime' || key === 'cni' || shape === undefined) return [`${path}.${key}`];
			return path === 'spec' ? leaves(inner as z.ZodObject, `${path}.${key}`) : [`${path}.${key}`];
		});
	}
});

describe('an answer that is not right', () => {
	test('keeps its field open until it is put right; no key of it goes to the screen', async () => {
		const shown = topology([{}, {}]);
		await shown.until('Pod CIDR');
		for (let row = 0; row < 7; row += 1) shown.send(down);
		await shown.type(enter, 'Pod CIDR: for example');
		await shown.type(`10.0.0.1/16${enter}`, 'has host bits set');
		expect(shown.store.getState().draft.spec.network, 'it was not taken').toBeUndefined();
		await shown.type('q', /❯ Pod CIDR: 10\.0\.0\.1\/16q/);
		expect(shown.screen()).not.toContain('Leave kubewiz?');
		await shown.type(`\u001510.240.0.0/16${enter}`, /Pod CIDR +10\.240\.0\.0\/16/);
		await shown.type('q', 'Leave kubewiz?');
		await shown.unmount();
	});

	test('stands first under the cursor, in the words of its row, and its end is told', async () => {
		const spec = {network: {podCIDR: '10.0.0.1/16', dnsDomain: 'A_B'}} as Draft['spec'];
		const shown = topology([{}, {}], {name: 'Not A Name', spec});
		await shown.until(/❯ Cluster name/);
		expect(shown.screen()).toMatch(/✖ Cluster name: 'Not A Name' is not a name/);
		expect(shown.screen()).not.toMatch(/spec\.|metadata\./);
		for (let row = 0; row < 4; row += 1) shown.send(down);
		await shown.until(/❯ Pod CIDR/);
		const [first] = shown.screen().match(/✖ .*:.*/g) ?? [];
		expect(first).toMatch(/^✖ Pod CIDR: '10\.0\.0\.1\/16' has host bits set/);
		await shown.unmount();
	});

	test.each([
		['en', 'API endpoint: 3 control planes need one address', 'add API endpoint:'],
		['zh', 'API 端点：3 个控制平面需要', '请添加 API 端点：'],
	] as const)('in Preflight it says where it is put right, %s', async (language, rule, remedy) => {
		const hosts = [1, 2, 3].map((end) => ({name: `h${end}`, address: `10.0.0.${end}`, roles: ['control-plane' as const]}));
		const shown = stage({draft: {screen: 'preflight', name: 'demo', hosts}, engine: {resolve}, columns: 100, language});
		shown.store.actions.setName('demo2');
		await shown.until(language === 'en' ? 'n goes on to it' : '按 n 前往');
		for (const text of [rule, remedy]) expect(shown.screen().replaceAll(/\n/g, '')).toContain(text);
		expect(shown.screen()).not.toMatch(/spec\.|check again|重新检查/);
		await shown.unmount();
	});
});
