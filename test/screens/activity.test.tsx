import {describe, expect, test} from 'vitest';
import {loadSpec} from '../../src/cluster/load.ts';
import {specToYaml} from '../../src/cluster/write.ts';
import type {WizardEngine} from '../../src/store/engine.ts';
import {stage} from './stage.tsx';

const hosts = [
	{name: 'cp1', address: '10.0.0.1', roles: ['control-plane' as const]},
	{name: 'w1', address: '10.0.0.2', roles: ['worker' as const]},
];
const never = () => new Promise<never>(() => {});
const resolve: WizardEngine['resolve'] = (document) => {
	const loaded = loadSpec(specToYaml(document), 'answers');
	return 'cluster' in loaded ? {cluster: loaded.cluster} : {problems: []};
};

type Setting = NonNullable<Parameters<typeof stage>[0]>;

/** Everything that asks a host or a file, with an engine that never answers, and what is on the screen meanwhile. */
const waits: readonly (readonly [what: string, setting: Setting, keys: string, shown: RegExp])[] = [
	['login to all hosts', {draft: {hosts}, engine: {unknownKeys: never, testHosts: never}}, 't', /◌ Looking at the host keys/],
	['files to import from', {engine: {importSources: never}}, 'i', /◌ One moment/],
	['preflight', {draft: {hosts, screen: 'preflight'}, engine: {resolve, preflight: never}}, '', /◌ .*hosts/],
	['mirrors', {draft: {hosts, screen: 'mirrors'}, engine: {resolve, probeMirrors: never}}, '', /◌ /],
	['the plan', {draft: {hosts, screen: 'review'}, engine: {resolve, plan: never, preflight: never, specText: () => ''}}, '', /◌ /],
];

describe('whatever takes longer than a moment says that it is at work', () => {
	test.each(waits)('%s', async (_, {engine = {}, ...setting}, keys, shown) => {
		const staged = stage({...setting, engine: {resolve: () => ({problems: []}), ...engine}});
		await staged.until(/\?/);
		for (const key of keys) staged.send(key);
		await staged.until(shown);
		// And the keys still work: nothing blocks.
		staged.send('?');
		await staged.until('Keys of');
		expect(staged.screen()).toContain('Esc close');
		await staged.unmount();
	});
});
