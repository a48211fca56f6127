import {describe, expect, test} from 'vitest';
import {firstAnswer, isOwnAnswer, type OwnMirror, ownMirror, ownMirrorsIn, specOf} from '../../src/cluster/own-mirrors.ts';
import {mirrorParts} from '../../src/cluster/schema/mirrors.ts';

const key = 'DE15B14486CD377B9E876E1A234654DA9A296436';

describe('an own mirror as it is typed', () => {
	test('packages: the key is looked for beside a repository like pkgs.k8s.io, and nowhere by itself for a classic one', () => {
		const url = 'http://mirror.example/v1.36/deb/';
		expect(firstAnswer('packages', 'keyURL', {url})).toBe('http://mirror.example/v1.36/deb/Release.key');
		expect(firstAnswer('packages', 'keyURL', {url: `${url} stable main`})).toBe('');
		expect(firstAnswer('docker-ce', 'keyURL', {url})).toBe('');
	});

	test('packages: a classic repository as a line of sources.list; a fingerprint as gpg prints it', () => {
		const fingerprint = 'de15 b144 86cd 377b 9e87  6e1a 2346 54da 9a29 6436';
		expect(isOwnAnswer('packages', 'keyFingerprint', fingerprint)).toBe(true);
		const mirror = ownMirror('packages', {
			url: 'http://mirror.example/apt kubernetes-xenial main',
			keyURL: 'http://mirror.example/key',
			keyFingerprint: fingerprint,
		});
		expect(mirror).toEqual({
			use: 'packages',
			url: 'http://mirror.example/apt kubernetes-xenial main',
			source: {
				url: 'http://mirror.example/apt',
				suite: 'kubernetes-xenial',
				components: ['main'],
				keyURL: 'http://mirror.example/key',
				keyFingerprint: key,
			},
		});
	});

	test('images: a scheme says whether the registry speaks plain HTTP and is no part of the repository', () => {
		expect(specOf(ownMirror('images', {repository: 'http://registry.lan:5000/k8s/'}))).toEqual({
			images: {repository: 'registry.lan:5000/k8s', insecure: true},
		});
		expect(specOf(ownMirror('images', {repository: 'https://registry.lan/k8s'}))).toEqual({images: {repository: 'registry.lan/k8s'}});
	});

	test('docker-ce: its key may be left out; registries: pairs, whatever separates them', () => {
		expect(isOwnAnswer('docker-ce', 'keyURL', '')).toBe(true);
		expect(isOwnAnswer('docker-ce', 'url', '')).toBe(false);
		expect(specOf(ownMirror('docker-ce', {url: 'http://mirror.example/docker-ce/linux', keyURL: '', keyFingerprint: ''}))).toEqual({
			dockerCE: {url: 'http://mirror.example/docker-ce/linux'},
		});
		expect(specOf(ownMirror('registries', {registries: 'docker.io=https://a.example, reg.lan:5000=http://reg.lan:5000'}))).toEqual({
			registries: {'docker.io': 'https://a.example', 'reg.lan:5000': 'http://reg.lan:5000'},
		});
	});

	test.each([
		['packages', 'url', 'mirror.example/deb'],
		['packages', 'url', 'http://user:secret@mirror.example/deb'],
		['packages', 'keyURL', ''],
		['packages', 'keyFingerprint', '9A296436'],
		['images', 'repository', 'registry.lan:5000/k8s:v1'],
		['registries', 'registries', 'docker.io'],
		['registries', 'registries', ''],
	] as const)('%s: %s is not %j', (use, field, text) => {
		expect(isOwnAnswer(use, field, text)).toBe(false);
	});

	test('what a file says comes back as it was, and every mirror is one the file may hold', () => {
		const spec = {
			packages: {url: 'http://mirror.example/deb/', keyURL: 'http://mirror.example/key', keyFingerprint: key},
			images: {repository: 'registry.lan:5000/k8s', insecure: true},
			dockerCE: {url: 'http://mirror.example/docker-ce/linux'},
			registries: {'docker.io': 'https://mirror.example'},
		};
		const own: readonly OwnMirror[] = ownMirrorsIn(spec);
		expect(Object.assign({}, ...own.map(specOf))).toEqual(spec);
		for (const mirror of own) expect(mirrorParts.safeParse(specOf(mirror)).success, mirror.use).toBe(true);
		expect(own.map(({url}) => url)).toEqual([
			'http://mirror.example/deb/',
			'http://registry.lan:5000/k8s',
			'http://mirror.example/docker-ce/linux',
			'docker.io=https://mirror.example',
		]);
		expect(ownMirrorsIn('aliyun')).toEqual([]);
	});
});
