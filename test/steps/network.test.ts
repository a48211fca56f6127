import {readFileSync} from 'node:fs';
import {describe, expect, it} from 'vitest';
import {parseAllDocuments} from 'yaml';
import type {Cluster, Cni} from '../../src/cluster/types.ts';
import {manifestRefs, networkManifest} from '../../steps/network/manifest.ts';
import {fixtureCluster} from '../cluster/fixtures.ts';

const text = (name: string) => readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8');
const base = fixtureCluster('single');

function withCni(cni: Cni, podCidr = '10.99.0.0/16'): Cluster {
	return {...base, cni, network: {...base.network, podCidr}};
}

function made(cni: Cni, manifest: string) {
	const cluster = withCni({...cni, source: {file: 'm.yaml'}} as Cni);
	const result = networkManifest(cluster, {'m.yaml': manifest});
	const objects = parseAllDocuments(result.text, {version: '1.1'}).map((document) => document.toJS());
	// biome-ignore lint/suspicious/noExplicitAny: objects of any shape
	const find = (kind: string, name: string): any => objects.find((object) => object.kind === kind && object.metadata.name === name);
	return {...result, objects, find};
}

// biome-ignore lint/suspicious/noExplicitAny: objects of any shape
const envOf = (container: any) => Object.fromEntries(container.env.map((entry: any) => [entry.name, entry.value ?? entry.valueFrom]));

describe('flannel', () => {
	const flannel: Cni = {kind: 'flannel', version: 'v0.28.9', backend: 'vxlan'};

	it('gets the pod CIDR, and keeps what else its configuration says', () => {
		const config = made(flannel, text('kube-flannel.yml')).find('ConfigMap', 'kube-flannel-cfg');
		expect(JSON.parse(config.data['net-conf.json'])).toEqual({Network: '10.99.0.0/16', EnableNFTables: false, Backend: {Type: 'vxlan'}});
		expect(JSON.parse(config.data['cni-conf.json']).name).toBe('cbr0');
	});

	it('gets another backend without the settings of the first', () => {
		const manifest = text('kube-flannel.yml').replace('"Type": "vxlan"', '"Type": "vxlan", "Port": 1');
		const config = made({...flannel, backend: 'host-gw'}, manifest).find('ConfigMap', 'kube-flannel-cfg');
		expect(JSON.parse(config.data['net-conf.json']).Backend).toEqual({Type: 'host-gw'});
	});

	it('uses the interface with the address of the node', () => {
		const {containers} = made(flannel, text('kube-flannel.yml')).find('DaemonSet', 'kube-flannel-ds').spec.template.spec;
		expect(containers[0].args).toEqual(['--ip-masq', '--kube-subnet-mgr', '--iface=$(NODE_IP)']);
		expect(envOf(containers[0]).NODE_IP).toEqual({fieldRef: {fieldPath: 'status.hostIP'}});
	});

	it('leaves objects it has nothing to do with as they were written', () => {
		const original = text('kube-flannel.yml');
		const role = original.split(/^---$/m).find((part) => part.includes('kind: ClusterRole\n')) as string;
		expect(made(flannel, original).text).toContain(role.trim());
	});

	it('says what is missing in a manifest of something else', () => {
		expect(() => made(flannel, text('calico.yaml'))).toThrow(/m\.yaml: not a flannel manifest .*kube-flannel-cfg/);
	});
});

describe('Calico', () => {
	const calico = {kind: 'calico', version: 'v3.31.3', encapsulation: 'vxlan'} as const satisfies Cni;

	it.each([
		['vxlan', 'Never', 'Always', 'vxlan'],
		['ipip', 'Always', 'Never', 'bird'],
		['none', 'Never', 'Never', 'bird'],
	] as const)('is set up for encapsulation %s', (encapsulation, ipip, vxlan, backend) => {
		const {find} = made({...calico, encapsulation}, text('calico.yaml'));
		const [container] = find('DaemonSet', 'calico-node').spec.template.spec.containers;
		expect(envOf(container)).toMatchObject({
			CALICO_IPV4POOL_CIDR: '10.99.0.0/16',
			CALICO_IPV4POOL_IPIP: ipip,
			CALICO_IPV4POOL_VXLAN: vxlan,
			IP_AUTODETECTION_METHOD: 'kubernetes-internal-ip',
			CLUSTER_TYPE: 'k8s,bgp',
		});
		expect(find('ConfigMap', 'calico-config').data.calico_backend).toBe(backend);
		const asksBird =
			container.livenessProbe.exec.command.includes('-bird-live') && container.readinessProbe.exec.command.includes('-bird-ready');
		expect(asksBird).toBe(encapsulation !== 'vxlan');
		expect(container.livenessProbe.exec.command).toContain('-felix-live');
	});

	it('is set up the same where its probes have two dashes, as in 3.33', () => {
		const newer = text('calico.yaml').replaceAll('- -bird', '- --bird');
		const {livenessProbe, readinessProbe} = made(calico, newer).find('DaemonSet', 'calico-node').spec.template.spec.containers[0];
		expect(JSON.stringify([livenessProbe, readinessProbe])).not.toContain('bird');
	});

	it('has every variable once', () => {
		const [container] = made(calico, text('calico.yaml')).find('DaemonSet', 'calico-node').spec.template.spec.containers;
		const names = container.env.map((entry: {name: string}) => entry.name);
		expect(new Set(names).size).toBe(names.length);
	});
});

describe('any manifest', () => {
	const own: Cni = {kind: 'manifest', source: {file: 'm.yaml'}};

	it('is noted on what it runs by a hash of the text', () => {
		const first = made(own, text('calico.yaml'));
		expect(first.tracked).toEqual([
			{kind: 'DaemonSet', name: 'calico-node', namespace: 'kube-system'},
			{kind: 'Deployment', name: 'calico-kube-controllers', namespace: 'kube-system'},
		]);
		for (const {kind, name} of first.tracked)
			expect(first.find(kind, name).metadata.annotations).toMatchObject({'kubewiz.io/manifest': first.hash});
		expect(made(own, text('calico.yaml').replace('k8s,bgp', 'k8s')).hash).not.toBe(first.hash);
	});

	it('is read as Kubernetes reads it: YAML 1.1', () => {
		const {text: edited, find} = made(own, 'kind: DaemonSet\nmetadata: {name: a}\nspec: {mode: 0644, answer: "yes", on: yes}\n');
		expect(edited).toMatch(/mode: 0644/);
		expect(find('DaemonSet', 'a').spec).toEqual({mode: 0o644, answer: 'yes', true: true});
	});

	it.each([
		['<html><body>404</body></html>', /not a Kubernetes manifest; it begins with "<html>/],
		['a: [', /m\.yaml: /],
		['', /no Kubernetes object/],
	])('is refused when it is %j', (wrong, message) => {
		expect(() => made(own, wrong)).toThrow(message);
	});

	it('must have been read', () => {
		expect(() => networkManifest(withCni(own), {})).toThrow("the network's manifest m.yaml has not been read");
	});
});

describe('where manifests come from', () => {
	it('is the project’s release of the version, unless the spec names a place', () => {
		const flannel: Cni = {kind: 'flannel', version: 'v0.28.9', backend: 'vxlan'};
		expect(manifestRefs(withCni(flannel))).toEqual([
			{url: 'https://github.com/flannel-io/flannel/releases/download/v0.28.9/kube-flannel.yml'},
		]);
		expect(manifestRefs(withCni({kind: 'calico', version: 'v3.31.3', encapsulation: 'none'}))).toEqual([
			{url: 'https://raw.githubusercontent.com/projectcalico/calico/v3.31.3/manifests/calico.yaml'},
		]);
		expect(manifestRefs(withCni({kind: 'calico', version: 'v3.20.6', encapsulation: 'none'}))).toEqual([
			{url: 'https://projectcalico.docs.tigera.io/archive/v3.20/manifests/calico.yaml'},
		]);
		expect(manifestRefs(withCni({...flannel, source: {file: '/m.yaml'}}))).toEqual([{file: '/m.yaml'}]);
		expect(manifestRefs(withCni({kind: 'none'}))).toEqual([]);
	});
});
