import {describe, expect, it} from 'vitest';
import {base, freePort, probe, requests, spec, toolbox} from './probe-bench.ts';

describe.each([
	['curl', () => toolbox('curl')],
	['wget', () => toolbox('wget')],
	['bash alone', () => toolbox('bash')],
])('mirrors asked with %s', (_name, path) => {
	it('finds the version in a flat repository', async () => {
		const {sources} = await probe(spec({}), path());
		expect(sources.find((source) => source.kind === 'packages')).toMatchObject({
			result: 'held',
			detail: '1.36.4-1.1',
			url: `${base}/plain`,
		});
	});

	it('finds it in a packed list of a classic repository', async () => {
		const packages = {url: `${base}/packed`, layout: 'suite', suite: 'stable', components: ['extra', 'main']} as const;
		const {sources} = await probe(spec({packages}), path());
		expect(sources.find((source) => source.kind === 'packages')).toMatchObject({result: 'held', detail: '1.36.4-1.1'});
	});

	it('does not take 1.36.10 for 1.36.1, and says what is there', async () => {
		const {sources} = await probe(spec({version: '1.36.1'}), path());
		expect(sources).toContainEqual(expect.objectContaining({kind: 'packages', result: 'lacking', detail: 'newest is 1.36.10-1.1'}));
		expect(sources).toContainEqual(expect.objectContaining({kind: 'images', result: 'lacking', detail: 'HTTP status 404'}));
	});

	it.each([
		['open', 'held'],
		['google_containers', 'held'],
		['closed', 'refused'],
		['broken', 'failed'],
	])('registry %s: %s', async (repository, result) => {
		const {sources} = await probe(spec({repository}), path());
		expect(sources.find((source) => source.kind === 'images')).toMatchObject({result});
	});

	it('takes the mirror of a registry before the registry', async () => {
		const wanted = spec({repository: 'open', registries: {'gone.example:1': base}});
		const {sources} = await probe(
			{...wanted, mirrors: {...wanted.mirrors, images: {repository: 'gone.example:1/open', insecure: true}}},
			path(),
		);
		expect(sources.find((source) => source.kind === 'images')).toMatchObject({result: 'held'});
		expect(sources.find((source) => source.kind === 'registry-mirror')).toMatchObject({result: 'held', url: base});
		expect(requests).toContain('HEAD /v2/open/kube-apiserver/manifests/v1.36.4?ns=gone.example:1');
	});

	it('says why nothing answers', async () => {
		const nobody = await freePort();
		const packages = {url: `http://127.0.0.1:${nobody}/x`, layout: 'flat'} as const;
		const {sources} = await probe(spec({packages}), path());
		const found = sources.find((source) => source.kind === 'packages');
		expect(found?.result).toBe('failed');
		expect(found?.detail).toMatch(/refused|connect/i);
	});
});

describe('mirrors asked without tools', () => {
	it('says honestly that it cannot tell', async () => {
		const {sources} = await probe(spec({}), toolbox());
		expect(sources.map((source) => source.result)).toEqual(['unknown', 'unknown']);
	});

	it('bash alone cannot speak TLS', async () => {
		const packages = {url: 'https://127.0.0.1:1/x', layout: 'flat'} as const;
		const {sources} = await probe(spec({packages}), toolbox('bash'));
		expect(sources.find((source) => source.kind === 'packages')?.result).toBe('unknown');
	});
});

describe('moved repositories', () => {
	it('follows redirections', async () => {
		const {sources} = await probe(spec({packages: {url: `${base}/moved`, layout: 'flat'}}));
		expect(sources.find((source) => source.kind === 'packages')).toMatchObject({result: 'held'});
	});
});
