import {describe, expect, it} from 'vitest';
import {hostsFiles} from '../../steps/runtime/registries.ts';
import {fixtureCluster} from '../cluster/fixtures.ts';

const cluster = fixtureCluster('three-and-one');

describe('hosts.toml', () => {
	const toml = (registries: Record<string, string>, repository = 'registry.k8s.io', insecure = false) =>
		Object.fromEntries(
			hostsFiles({...cluster, mirrors: {...cluster.mirrors, registries, images: {repository, insecure}}}).map(({path, text}) => [
				path,
				text,
			]),
		);

	it('sends pulls of a registry to its mirror, tags too', () => {
		expect(toml({'docker.io': 'https://docker.m.daocloud.io'})).toEqual({
			'/etc/containerd/certs.d/docker.io/hosts.toml':
				'server = "https://registry-1.docker.io"\n\n[host."https://docker.m.daocloud.io"]\n  capabilities = ["pull", "resolve"]',
		});
	});

	it('keeps a path, with the version of the API in it', () => {
		expect(toml({'quay.io': 'https://mirror.example/quay/'})['/etc/containerd/certs.d/quay.io/hosts.toml']).toContain(
			'[host."https://mirror.example/v2/quay"]\n  capabilities = ["pull", "resolve"]\n  override_path = true',
		);
	});

	it('speaks plain HTTP with an own registry where the spec says so', () => {
		expect(toml({}, '10.0.0.1:5000/k8s', true)).toEqual({
			'/etc/containerd/certs.d/10.0.0.1:5000/hosts.toml':
				'server = "http://10.0.0.1:5000"\n\n[host."http://10.0.0.1:5000"]\n  capabilities = ["pull", "resolve"]',
		});
	});
});
