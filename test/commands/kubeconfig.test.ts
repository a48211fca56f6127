import {spawnSync} from 'node:child_process';
import {X509Certificate} from 'node:crypto';
import {describe, expect, test} from 'vitest';
import {parse} from 'yaml';
import {holdsOldCertificate, mergeKubeconfig} from '../../src/commands/kubeconfig.ts';
import {saying} from '../saying.ts';

const admin = `apiVersion: v1
kind: Config
clusters:
- name: kubernetes
  cluster: {server: "https://lab.kubewiz:6443", certificate-authority-data: Q0E=}
users:
- name: kubernetes-admin
  user: {client-certificate-data: Q0VSVA==, client-key-data: S0VZ}
contexts:
- name: kubernetes-admin@kubernetes
  context: {cluster: kubernetes, user: kubernetes-admin}
current-context: kubernetes-admin@kubernetes
`;

const existing = `# the operator's own file
apiVersion: v1
kind: Config
preferences: {}
clusters:
  - name: prod # never touch
    cluster: {server: "https://prod:6443"}
users:
  - name: prod
    user: {token: t}
contexts:
  - name: prod
    context: {cluster: prod, user: prod, namespace: web}
current-context: prod
`;

describe('kubeconfig', () => {
	test('into nothing: a complete file with the cluster as current context', () => {
		const {text, current} = mergeKubeconfig('', admin, 'lab');
		expect(current).toBe(true);
		expect(parse(text)).toEqual({
			apiVersion: 'v1',
			kind: 'Config',
			clusters: [{name: 'lab', cluster: {server: 'https://lab.kubewiz:6443', 'certificate-authority-data': 'Q0E='}}],
			users: [{name: 'lab-admin', user: {'client-certificate-data': 'Q0VSVA==', 'client-key-data': 'S0VZ'}}],
			contexts: [{name: 'lab', context: {cluster: 'lab', user: 'lab-admin'}}],
			'current-context': 'lab',
		});
	});

	test('beside others: comments, entries and the current context stay', () => {
		const {text, current} = mergeKubeconfig(existing, admin, 'lab');
		expect(current).toBe(false);
		expect(text).toContain("# the operator's own file");
		expect(text).toContain('- name: prod # never touch');
		const merged = parse(text);
		expect(merged['current-context']).toBe('prod');
		expect(merged.contexts[0]).toEqual({name: 'prod', context: {cluster: 'prod', user: 'prod', namespace: 'web'}});
		expect(merged.clusters.map((entry: {name: string}) => entry.name)).toEqual(['prod', 'lab']);
	});

	test('the second time nothing changes; new certificates replace the old', () => {
		const once = mergeKubeconfig(existing, admin, 'lab').text;
		expect(mergeKubeconfig(once, admin, 'lab').text).toBe(once);
		const renewed = parse(mergeKubeconfig(once, admin.replace('Q0VSVA==', 'TkVX'), 'lab').text);
		expect(renewed.users).toHaveLength(2);
		expect(renewed.users[1].user['client-certificate-data']).toBe('TkVX');
	});

	test('a certificate that was renewed on the host is known by its end', () => {
		const make = [
			'req',
			'-x509',
			'-newkey',
			'ec',
			'-pkeyopt',
			'ec_paramgen_curve:P-256',
			'-nodes',
			'-keyout',
			'/dev/null',
			'-subj',
			'/CN=a',
		];
		const {stdout} = spawnSync('openssl', [...make, '-days', '30'], {encoding: 'utf8'});
		const text = mergeKubeconfig('', admin.replace('Q0VSVA==', Buffer.from(stdout).toString('base64')), 'lab').text;
		const expires = new Date(new X509Certificate(stdout).validTo).toISOString();
		expect(holdsOldCertificate(text, 'lab', expires)).toBe(false);
		expect(holdsOldCertificate(text, 'lab', '2031-01-01T00:00:00.000Z')).toBe(true);
		// Nothing can be told of what is no certificate, or of another context.
		expect(holdsOldCertificate(mergeKubeconfig('', admin, 'lab').text, 'lab', expires)).toBe(false);
		expect(holdsOldCertificate(text, 'other', expires)).toBe(false);
	});

	test('a name that stands for another server is refused, with the way out', () => {
		expect(() => mergeKubeconfig(existing, admin, 'prod')).toThrow(
			expect.objectContaining({
				exitCode: 2,
				message: expect.stringContaining('https://prod:6443'),
				details: [saying('--context')],
			}),
		);
	});

	test('empty lists, as kubectl writes them', () => {
		const {text} = mergeKubeconfig('apiVersion: v1\nkind: Config\nclusters: []\nusers: null\ncurrent-context: ""\n', admin, 'lab');
		expect(parse(text)).toMatchObject({clusters: [{name: 'lab'}], users: [{name: 'lab-admin'}], 'current-context': 'lab'});
	});

	test.each([
		['not YAML', 'a: [', 'not YAML'],
		['a list', '- a', 'not a kubeconfig'],
		['a broken list', 'clusters: x', 'clusters is not a list'],
	])('%s is refused', (_what, text, words) => {
		expect(() => mergeKubeconfig(text, admin, 'lab')).toThrow(words);
	});
});
