import {describe, expect, test} from 'vitest';
import {loadSpec} from '../../src/cluster/load.ts';
import {specToYaml} from '../../src/cluster/write.ts';
import type {MirrorProbe, WizardEngine} from '../../src/store/engine.ts';
import {stage} from './stage.tsx';

const resolve: WizardEngine['resolve'] = (document) => {
	const loaded = loadSpec(specToYaml(document), 'answers');
	return 'cluster' in loaded ? loaded : {problems: loaded.problems.map(({path, message}) => ({path, message}))};
};

const uses = ['packages', 'images', 'docker-ce'] as const;

/** What every node finds; `away` are the mirrors that do not answer on h2. */
function findings(away: readonly string[], hosts = ['h1', 'h2']): readonly MirrorProbe[] {
	const probe = (use: MirrorProbe['use'], mirror: string, ms: number, mbPerSecond?: number) =>
		hosts.map((host): MirrorProbe => {
			if (host === 'h2' && away.includes(mirror)) return {use, mirror, host, reachable: false, detail: 'curl: (7) connection refused'};
			return {use, mirror, host, reachable: true, hasVersion: true, ms, ...(mbPerSecond !== undefined && {mbPerSecond})};
		});
	return [
		...uses.flatMap((use) => probe(use, 'official', 20, use === 'images' ? undefined : 3)),
		...probe('packages', 'tuna', 90, 30),
		...probe('docker-ce', 'tuna', 90, 30),
		...probe('images', 'aliyun', 40),
	];
}

/** The screen, with an engine whose nodes answer when the test says so. */
function mirrors(away: readonly string[] = [], size: {readonly columns?: number; readonly rows?: number} = {}) {
	const hosts = ['h1', 'h2'].map((name, index) => ({name, address: `10.0.0.${index + 1}`}));
	const released = Promise.withResolvers<void>();
	const shown = stage({
		draft: {screen: 'mirrors', name: 'demo', hosts},
		engine: {
			resolve,
			probeMirrors: async (_cluster, _own, {onResult}) => {
				for (const one of findings(away, ['h1'])) onResult(one);
				await released.promise;
				for (const one of findings(away).filter(({host}) => host === 'h2')) onResult(one);
			},
		},
		...size,
	});
	return Object.assign(shown, {release: released.resolve});
}

const [down, enter, esc] = ['\u001B[B', '\r', '\u001B'];

describe('mirrors', () => {
	test('answers come in live, on how many nodes, with version, time and rate; going on waits for them', async () => {
		const shown = mirrors();
		await shown.until(/\d+ answers from 1 of 2 nodes/);
		expect(shown.screen()).toMatch(/official \(chosen.* 1\/1 +Yes +20 +3\.0/);
		await shown.type('n', 'the mirrors are still being tried');
		shown.release();
		await shown.until(/official \(chosen\) .* 2\/2 +Yes +20 +3\.0/);
		expect(shown.screen(), 'the one that sends fastest is first').toMatch(
			/nodes +has 1\.36\.4 +ms +MB\/s\n.*tuna \(proposed\) .* 2\/2 +Yes +90 +30\.0/,
		);
		expect(shown.screen()).not.toContain('answered');
		await shown.unmount();
	});

	test('where each choice is used stands there, and follows the choice', async () => {
		const shown = mirrors([], {rows: 30});
		shown.release();
		await shown.until(/apt: kubelet, kubeadm +https:\/\/pkgs\.k8s\.io\/core:\/stable:\/v1\.36\/deb\//);
		expect(shown.screen()).toMatch(/containerd's pause image +registry\.k8s\.io\/pause:3\.\d+/);
		expect(shown.screen()).toMatch(/kubeadm's images +registry\.k8s\.io/);
		expect(shown.screen()).toMatch(/images of the pod network +from their own registries/);
		await shown.type('b', /apt: kubelet, kubeadm +https:\/\/mirrors\.tuna/);
		await shown.unmount();
	});

	test('one that a node can not reach is taken only after the typed word; Enter, numbers and another word take nothing', async () => {
		const shown = mirrors(['tuna']);
		shown.release();
		await shown.until(/tuna .* 1\/2/);
		await shown.type(down, 'h2: curl: (7) connection refused');
		await shown.type(enter, 'Go on with tuna though nodes could not use it?');
		expect(shown.screen()).toContain('h2: curl: (7) connection refused');
		await shown.type(`${enter}1${enter}`, 'the word is unreachable');
		await shown.type(`\u0015yes${enter}`, 'use it all the same: yes');
		expect(shown.store.getState().draft.spec.mirrors).toBeUndefined();
		await shown.type(esc, 'nodes');
		expect(shown.store.getState().draft.trustedMirrors).toEqual([]);
		await shown.type(enter, 'Go on with tuna');
		await shown.type(`unreachable${enter}`, /tuna \(chosen\)/);
		const {draft} = shown.store.getState();
		expect(draft.spec.mirrors).toEqual({packages: 'tuna'});
		expect(draft.trustedMirrors, 'for this use and no other').toEqual(['packages tuna']);
		await shown.type('n', '❯ Review');
		await shown.unmount();
	});

	test('where the official one does not serve every node, the best that does is taken, and that is said', async () => {
		const shown = mirrors(['official']);
		shown.release();
		await shown.until('Not every node reaches the official source; chosen instead: tuna, aliyun');
		expect(shown.store.getState().draft.spec.mirrors).toEqual({packages: 'tuna', images: 'aliyun', dockerCE: 'tuna'});
		expect(shown.screen()).toMatch(/tuna \(chosen, proposed\)/);
		await shown.unmount();
	});

	test('a choice that was made is never changed', async () => {
		const shown = mirrors(['official']);
		shown.store.actions.chooseMirror({packages: 'official', images: 'official', dockerCE: 'official'});
		shown.release();
		await shown.until(/official \(chosen\) .* 1\/2/);
		expect(shown.store.getState().draft.spec.mirrors).toEqual({packages: 'official', images: 'official', dockerCE: 'official'});
		await shown.type('n', 'a chosen mirror did not answer');
		await shown.unmount();
	});

	test('the mirror of other registries is left again by Enter or by the row of none, and never becomes an empty one', async () => {
		const shown = mirrors([], {rows: 30});
		shown.release();
		await shown.until(/official \(chosen\) .* 2\/2/);
		await shown.type('\u001B[F', '❯ ◦ daocloud');
		expect(shown.screen()).toContain('◉ none: straight from each registry (chosen)');
		await shown.type(enter, 'nodes could not use it?');
		await shown.type(`unreachable${enter}`, /◉ daocloud \(chosen\)/);
		expect(shown.screen()).toContain('◦ none: straight');
		await shown.type(enter, /◉ none: straight from each registry \(chosen\)/);
		expect(shown.screen()).not.toMatch(/◉ +\(chosen\)/);
		expect(shown.store.getState().draft.spec.mirrors).toBeUndefined();
		await shown.type(enter, /◉ daocloud \(chosen\)/);
		await shown.type('\u001B[A', '❯ ◦ none');
		await shown.type(enter, '❯ ◉ none');
		expect(shown.store.getState().draft.spec.mirrors).toBeUndefined();
		await shown.unmount();
	});

	test('an empty field that has to be filled is told what it wants', async () => {
		const shown = mirrors();
		shown.release();
		await shown.until(/official \(chosen\) .* 2\/2/);
		await shown.type('o', 'URL: ');
		await shown.type(`http://mirror.example/k8s/deb/${enter}`, 'Key URL: ');
		await shown.type(enter, 'Key fingerprint: ');
		await shown.type(enter, 'the full fingerprint: 40 characters');
		await shown.unmount();
	});

	test('what is wrong with the choice is told to its last word', async () => {
		const hosts = [{name: 'h1', address: '10.0.0.1'}];
		const spec = {mirrors: {packages: 'huawei' as const}};
		const shown = stage({draft: {screen: 'mirrors', hosts, spec}, engine: {resolve, probeMirrors: async () => {}}, columns: 60});
		await shown.until('✖ spec.mirrors.packages');
		const {resolved} = shown.store.getState();
		const [problem] = 'problems' in resolved ? resolved.problems : [];
		const message = typeof problem?.message === 'string' ? problem.message : (problem?.message.en ?? '');
		expect(message.length, 'longer than a line').toBeGreaterThan(60);
		expect(shown.screen().replaceAll(/\s+/g, ' ')).toContain(message);
		await shown.unmount();
	});

	test('nodes that are all away are no yes', async () => {
		const hosts = [{name: 'h1', address: '10.0.0.1'}];
		const shown = stage({draft: {screen: 'mirrors', hosts}, engine: {resolve, probeMirrors: async () => {}}});
		await shown.until('No node has answered: nothing is known of any mirror.');
		await shown.type('n', 'a chosen mirror did not answer');
		await shown.type(enter, 'No node has tried it yet.');
		await shown.unmount();
	});

	test('all of it fits 60 columns and 15 rows', async () => {
		const shown = mirrors([], {columns: 60, rows: 15});
		shown.release();
		await shown.until(/official \(chos.* 2\/2 +Yes +20 +3\.0/);
		await shown.unmount();
	});
});
