import {describe, expect, it} from 'vitest';
import type {Facts} from '../../src/cluster/facts.ts';
import {mirrorIds, mirrors, mirrorsWith} from '../../src/cluster/mirror-catalogue.ts';
import {dockerSource, mirrorPackages} from '../../src/cluster/mirror-packages.ts';
import {packageSourceFor} from '../../src/cluster/package-source.ts';
import {isPlainUrl} from '../../src/cluster/patterns.ts';
import {lastVersion, minors} from '../../src/cluster/versions.ts';
import {load} from './fixtures.ts';

function sourceOf(id: (typeof mirrorIds)[number], version: string) {
	const found = mirrorPackages(id, version);
	if (found.kind === 'absent') throw new Error(`${id} has no ${version}: ${found.because}`);
	return found.source;
}

const os = (id: string, idLike: string[], codename?: string) =>
	({id, idLike, codename, pretty: `${id} host`, versionId: '1', family: 'debian'}) as unknown as Facts['os'];

describe('the catalogue', () => {
	it('holds addresses without logins, over TLS', () => {
		const urls = Object.values(mirrors).flatMap((mirror) => [
			mirror.packages?.base,
			mirror.legacyPackages?.base,
			mirror.dockerCe,
			...Object.values(mirror.registries ?? {}),
		]);
		for (const url of urls.filter((address) => address !== undefined))
			expect(isPlainUrl(url) && url.startsWith('https://'), url).toBe(true);
	});

	it('offers a name only for what the mirror serves', () => {
		expect(mirrorsWith('packages')).toEqual(['official', 'aliyun', 'tuna', 'ustc', 'tencent', 'nju', 'huawei']);
		expect(mirrorsWith('images')).toEqual(['official', 'aliyun', 'daocloud']);
		expect(mirrorsWith('registries')).toEqual(['daocloud']);
	});

	it('has at least one mirror with packages of every known version', () => {
		for (const version of minors.map(lastVersion))
			expect(
				mirrorIds.some((id) => mirrorPackages(id, version).kind === 'source'),
				version,
			).toBe(true);
	});
});

describe('packages', () => {
	it('of a supported minor, with the freshest copy of the key', () => {
		expect(sourceOf('official', '1.35.9')).toEqual({
			id: 'official',
			deb: {url: 'https://pkgs.k8s.io/core:/stable:/v1.35/deb/', layout: 'flat'},
			keyUrl: 'https://pkgs.k8s.io/core:/stable:/v1.37/deb/Release.key',
			keyFingerprint: 'DE15B14486CD377B9E876E1A234654DA9A296436',
		});
		expect(sourceOf('nju', '1.35.9').keyUrl).toBe('https://mirrors.nju.edu.cn/kubernetes/core:/stable:/v1.35/deb/Release.key');
	});

	it('of an old minor, in the layout that has it', () => {
		expect(sourceOf('aliyun', '1.23.17')).toEqual({
			id: 'aliyun',
			deb: {url: 'https://mirrors.aliyun.com/kubernetes/apt/', layout: 'suite', suite: 'kubernetes-xenial', components: ['main']},
			keyUrl: 'https://mirrors.aliyun.com/kubernetes/apt/doc/apt-key.gpg',
			keyFingerprint: 'A362B822F6DEDC652817EA46B53DC80D13EDEF05',
		});
		expect(sourceOf('aliyun', '1.26.9').deb.layout).toBe('suite');
		// Newer than the frozen repository, so it can only be in the new one.
		expect(sourceOf('aliyun', '1.26.15').deb.url).toBe('https://mirrors.aliyun.com/kubernetes-new/core/stable/v1.26/deb/');
		expect(sourceOf('aliyun', '1.28.2').deb.layout).toBe('flat');
		expect(sourceOf('aliyun', '1.37.1').deb.url).toContain('/v1.37/deb/');
	});

	it.each([
		['official', '1.23.17', 'too-old'],
		['ustc', '1.20.2', 'too-old'],
		['huawei', '1.29.15', 'legacy-only'],
		['huawei', '1.28.3', 'legacy-frozen'],
		['daocloud', '1.36.4', 'no-packages'],
	] as const)('are absent: %s %s (%s)', (id, version, because) => {
		expect(mirrorPackages(id, version)).toMatchObject({kind: 'absent', because});
	});
});

describe('docker-ce on a host', () => {
	const source = dockerSource('aliyun', 'https://mirrors.aliyun.com/docker-ce/linux');

	it('is that of its distribution and release', () => {
		expect(packageSourceFor(source, os('debian', [], 'bookworm'))).toEqual({
			id: 'aliyun',
			deb: {url: 'https://mirrors.aliyun.com/docker-ce/linux/debian', layout: 'suite', suite: 'bookworm', components: ['stable']},
			keyUrl: 'https://mirrors.aliyun.com/docker-ce/linux/debian/gpg',
			keyFingerprint: '9DC858229FC7DD38854AE2D88D81803C0EBFCD88',
		});
		expect(packageSourceFor(source, os('linuxmint', ['ubuntu', 'debian'], 'noble')).deb.url).toMatch(/linux\/ubuntu$/);
	});

	it('is refused where there is none', () => {
		expect(() => packageSourceFor(source, os('devuan', [], 'x'))).toThrow(
			"docker-ce has no Debian packages for devuan host: use the distribution's own containerd",
		);
		expect(() => packageSourceFor(source, os('debian', []))).toThrow('does not name its release');
	});

	it('leaves other sources alone', () => {
		expect(packageSourceFor(sourceOf('official', '1.36.4'), os('devuan', []))).toEqual(sourceOf('official', '1.36.4'));
	});
});

describe('mirrors in a spec', () => {
	const mirrorsOf = (text: string, more = '') =>
		load(`{apiVersion: kubewiz.io/v1alpha1, kind: Cluster, metadata: {name: a}, spec: {hosts: [10.0.0.1], mirrors: ${text}${more}}}`)
			.mirrors;

	it('one name is used for all that mirror serves', () => {
		const aliyun = mirrorsOf('aliyun');
		expect([aliyun.packages.id, aliyun.images.repository, aliyun.dockerCe?.id, aliyun.registries]).toEqual([
			'aliyun',
			'registry.aliyuncs.com/google_containers',
			'aliyun',
			{},
		]);
		const daocloud = mirrorsOf('daocloud');
		expect([daocloud.packages.id, daocloud.images.repository, daocloud.dockerCe?.id]).toEqual([
			'official',
			'k8s.m.daocloud.io',
			'official',
		]);
		expect(Object.keys(daocloud.registries)).toContain('quay.io');
	});

	it('own addresses are taken as they are', () => {
		const own = mirrorsOf(
			`{packages: {url: "http://m/apt", suite: stable, keyURL: "http://m/key", keyFingerprint: ${'AB'.repeat(20)}}, images: {repository: "reg:5000/k8s", insecure: true}, dockerCE: {url: "http://m/docker-ce/linux/"}, registries: {quay.io: "http://reg:5000"}}`,
		);
		expect(own).toEqual({
			packages: {
				id: 'custom',
				deb: {url: 'http://m/apt', layout: 'suite', suite: 'stable', components: ['main']},
				keyUrl: 'http://m/key',
				keyFingerprint: 'AB'.repeat(20),
			},
			images: {repository: 'reg:5000/k8s', insecure: true},
			dockerCe: {
				id: 'custom',
				deb: {url: 'http://m/docker-ce/linux/{id}', layout: 'suite', suite: '{codename}', components: ['stable']},
				keyUrl: 'http://m/docker-ce/linux/{id}/gpg',
				keyFingerprint: '9DC858229FC7DD38854AE2D88D81803C0EBFCD88',
			},
			registries: {'quay.io': 'http://reg:5000'},
		});
	});

	it("docker-ce is left out with the distribution's containerd", () => {
		expect(mirrorsOf('aliyun', ', runtime: {package: containerd}')).not.toHaveProperty('dockerCe');
	});
});
